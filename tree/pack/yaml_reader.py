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
from tree.pack.yaml_errors import at, explain

MOST_BYTES = 1_000_000
DEEPEST = 40
FILES = 512
CUT = re.compile(r"[ \t]+#")
DATE = re.compile(r"\d{4}-\d\d?-\d\d?")
SMART = {
    "\u201c": "\u201d",
    "\u201e": "\u201c\u201d",
    "\u00ab": "\u00bb",
    "\u2018": "\u2019",
    "\u201d": "\u201d",
}
"""Quotes of word processors that open a text, each with those that close it."""

Path = tuple[str | int, ...]
Plain = str | list["Plain"] | dict[str, "Plain"] | None


class Cut(str):
    """Unquoted text that ends at a #: the rest was read as a comment."""

    __slots__ = ()


class BareDate(str):
    """An unquoted day, which other programs read as a date and not as text."""

    __slots__ = ()


def slip_of(value: object) -> str:
    """Return the code of the slip in an unquoted text for people, or empty text."""
    if isinstance(value, Cut):
        return "hash-cuts-text"
    return "date-needs-quotes" if isinstance(value, BareDate) else ""


@dataclass(slots=True)
class Written:
    """The content of one file: text, lists and mappings, with the position of each path.

    `fitted` are the shapes that were made of it, so that a file that is read again needs no second.
    """

    file: str
    value: Plain = None
    marks: dict[Path, Where] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    fitted: dict[tuple[type, Path], Any] = field(default_factory=dict, compare=False, repr=False)

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
    return Written(file, known.value, known.marks, list(known.faults), known.fitted)


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
        fault = explain(error, text, file)
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
        told = {fault.where.line for fault in written.faults if fault.code == "smart-quotes"}
        written.faults += [fault for fault in built.faults if fault.where.line not in told]


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
        if not event.style and _is_in_smart_quotes(event.value):
            self._refuse("smart-quotes", event)
        elif has_unseen(event.value):
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
            return str(event.value) if event.style else self._plain(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, path)
        return self._sequence(path) if isinstance(event, yaml.SequenceStartEvent) else None

    def _plain(self, event: Any) -> str:
        """Return unquoted text, marked if a # cut it short or if it is a day."""
        end: Any = event.end_mark
        if CUT.match(self._text, end.index):
            return Cut(event.value)
        return BareDate(event.value) if DATE.fullmatch(event.value) else str(event.value)

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


def _is_in_smart_quotes(text: str) -> bool:
    """Return whether the quotes of a word processor stand around a text, or open and never close.

    A text may begin with words in such quotes; then they close before its end.
    """
    closing = SMART.get(text[0], "")
    ends = [i for i, sign in enumerate(text) if i and sign in closing]
    return bool(closing) and (not ends or ends[0] == len(text) - 1)


def _is_stray(key: Any, value: Any) -> bool:
    """Return whether a key has no colon: in braces, `Yes, and no` makes a key of `and no`."""
    empty = isinstance(value, yaml.ScalarEvent) and not value.value
    begins: Any = value.start_mark
    return empty and bool(begins.index == key.end_mark.index)
