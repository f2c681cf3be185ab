"""Strict YAML: every scalar is text, every value has a line, and every error has a code."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from tree.fault import Fault, Where
from tree.pack.confusables import has_mixed_word, has_unseen


def explain(error: yaml.MarkedYAMLError, lines: list[str], file: str) -> Fault:
    """Return the most likely fault of a file that does not parse."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Fault("yaml-broken", Where(file))
    quoted = "quoted scalar" in (error.context or "") and error.context_mark
    if quoted and "unexpected" not in (error.problem or ""):
        return Fault("backslash", at(file, mark))
    if quoted:
        return Fault("missing-quote", at(file, quoted))
    line = lines[mark.line] if mark.line < len(lines) else ""
    problem, context = error.problem or "", error.context or ""
    signs = {
        "tab": "\t" in line[: mark.column + 1] or "'\\t'" in problem,
        "anchor": "alias" in problem + context,
        "colon-needs-quotes": "mapping values" in problem,
        "missing-quote": "block" in context and _odd_quotes(lines, mark.line),
    }
    code = next((code for code, seen in signs.items() if seen), "yaml-broken")
    return Fault(code, at(file, mark), {"text": line.strip()[:60]})


def _odd_quotes(lines: list[str], at: int) -> bool:
    """Return whether a quote just before this line was never closed."""
    near = "".join(lines[max(0, at - 1) : at + 1])
    return near.count('"') % 2 == 1


def at(file: str, mark: yaml.Mark) -> Where:
    """Return the position of a mark, counted from 1."""
    return Where(file, mark.line + 1, mark.column + 1)


MOST_BYTES = 1_000_000
DEEPEST = 40
FILES = 512
CUT = re.compile(r"[ \t]+#")

Path = tuple[str | int, ...]
Plain = str | list["Plain"] | dict[str, "Plain"] | None


class Cut(str):
    """Unquoted text that ends at a #: the rest was read as a comment."""

    __slots__ = ()


@dataclass(slots=True)
class Written:
    """The content of one file: text, lists and mappings, with the position of each path."""

    file: str
    value: Plain = None
    marks: dict[Path, Where] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def where(self, path: Path) -> Where:
        """Return the position of a path, or of the nearest path around it that was written."""
        while path not in self.marks and path:
            path = path[:-1]
        return self.marks.get(path, Where(self.file))

    def fault(self, code: str, path: Path = (), **values: str) -> None:
        """Record a fault at a path."""
        self.faults.append(Fault(code, self.where(path), values))


def parse(raw: bytes, file: str) -> Written:
    """Parse a file; if it has faults, `value` is None."""
    known = _parse(raw, file)
    return Written(file, known.value, known.marks, list(known.faults))


@lru_cache(FILES)
def _parse(raw: bytes, file: str) -> Written:
    """Parse a file, cached: in a pack that is being watched few files change."""
    written = Written(file)
    if code := _refusal(raw):
        written.fault(code)
        return written
    text = decoded(raw)
    try:
        _read(text, written)
    except yaml.MarkedYAMLError as error:
        fault = explain(error, text.splitlines(), file)
        known = {seen.where for seen in written.faults}
        written.faults += [] if fault.where in known else [fault]
    except yaml.YAMLError:
        written.fault("not-text")
    if written.faults:
        written.value = None
    return written


def decoded(raw: bytes) -> str:
    """Decode a file, without a byte order mark."""
    return raw.decode("utf-8-sig")


def _refusal(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        return "too-big"
    try:
        text = decoded(raw)
    except UnicodeDecodeError:
        return "not-text"
    return "not-text" if re.search(r"[\x00-\x08\x0e-\x1f\x7f]", text) else ""


def _read(text: str, written: Written) -> None:
    """Build the value from the event stream, and refuse unwanted features and deep nesting."""
    built = _Built(text, written)
    with suppress(_StoppedError):
        written.value = built.document()
        written.faults += built.faults


class _StoppedError(Exception):
    """Parsing stops: the file nests too deep, or a second document begins."""


class _Built:
    """Builds the value of one file from YAML events."""

    def __init__(self, text: str, written: Written) -> None:
        self._text = text
        self._written = written
        self._read: Callable[[], Any] = yaml.CSafeLoader(text).get_event
        self._depth = self._documents = 0
        self.faults: list[Fault] = []
        """Faults of keys, reported only if the whole file can be parsed."""

    def document(self) -> Plain:
        """Return the value of the only document; raises _StoppedError."""
        value: Plain = None
        for event in iter(self._next, None):
            if isinstance(event, yaml.NodeEvent):
                value = self._value(event, ())
        return value

    def _next(self) -> Any:
        """Return the next event, after recording what is forbidden in it; None at the end."""
        event = self._read()
        if isinstance(event, yaml.ScalarEvent):
            if not (event.value.isascii() and event.value.isprintable()):
                self._refuse_signs(event)
            self._refuse_marks(event)
        elif event is not None:
            self._go_deeper(event)
        return event

    def _go_deeper(self, event: Any) -> None:
        """Track the nesting of collections and documents; raises _StoppedError."""
        if isinstance(event, yaml.CollectionStartEvent):
            self._depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            self._depth -= 1
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
        if isinstance(event, yaml.NodeEvent):
            self._refuse_marks(event)
        if self._depth > DEEPEST or self._documents > 1:
            self._refuse("too-deep" if self._depth > DEEPEST else "second-document", event)
            raise _StoppedError

    def _refuse(self, code: str, event: Any) -> None:
        self._written.faults.append(Fault(code, self._at(event)))

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor:
            self._refuse("anchor", event)
        if getattr(event, "tag", None):
            self._refuse("yaml-tag", event)

    def _refuse_signs(self, event: Any) -> None:
        if has_unseen(event.value):
            self._refuse("unseen-sign", event)
        elif has_mixed_word(event.value):
            self._refuse("mixed-letters", event)

    def _at(self, event: Any) -> Where:
        return at(self._written.file, event.start_mark)

    def _value(self, event: Any, path: Path) -> Plain:
        """Return the value that begins with this event."""
        if path not in self._written.marks:
            self._written.marks[path] = self._at(event)
        if isinstance(event, yaml.ScalarEvent):
            end: Any = event.end_mark
            cut = not event.style and CUT.match(self._text, end.index)
            return Cut(event.value) if cut else str(event.value)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, path)
        return self._sequence(path) if isinstance(event, yaml.SequenceStartEvent) else None

    def _sequence(self, path: Path) -> list[Plain]:
        items: list[Plain] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, start: Any, path: Path) -> dict[str, Plain]:
        built: dict[str, Plain] = {}
        while not isinstance(key := self._next(), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent):
                self._skip(key)
            value = self._next()
            if fault := self._of_key(start, key, value, (built, path)):
                self.faults.append(fault)
                self._skip(value)
            else:
                inside = (*path, key.value)
                self._written.marks[inside] = self._at(key)
                built[key.value] = self._value(value, inside)
        return built

    def _of_key(
        self, start: Any, key: Any, value: Any, so_far: tuple[dict[str, Plain], Path]
    ) -> Fault | None:
        """Return the fault of a key in a mapping, or None."""
        built, path = so_far
        if not isinstance(key, yaml.ScalarEvent) or key.value == "<<":
            return Fault("key-not-text", self._at(key))
        if key.value in built:
            first = self._written.marks[(*path, key.value)].line
            return Fault("duplicate-key", self._at(key), {"key": key.value, "first": str(first)})
        if start.flow_style and _is_stray(key, value):
            return Fault("comma-needs-quotes", self._at(key), {"text": key.value})
        return None

    def _skip(self, event: Any) -> None:
        """Skip the value that begins with this event."""
        depth = self._depth - isinstance(event, yaml.CollectionStartEvent)
        while self._depth > depth:
            self._next()


def _is_stray(key: Any, value: Any) -> bool:
    """Return whether a key has no colon: in braces, `Yes, and no` makes a key of `and no`."""
    empty = isinstance(value, yaml.ScalarEvent) and not value.value
    begins: Any = value.start_mark
    return empty and bool(begins.index == key.end_mark.index)
