"""Strict YAML: every scalar is text, every value knows its line, and nothing clever is allowed.

Anchors, tags, merge keys, duplicate keys and second documents are refused: an author never
means them, and each has broken a pack somewhere (a value `no` is the text "no" here).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from tree.fault import Fault, Where
from tree.reading.signs import has_mixed_word, has_unseen

MOST_BYTES = 1_000_000
DEEPEST = 40
FILES = 512
CUT = re.compile(r"[ \t]+#")

Path = tuple[str | int, ...]
Plain = str | list["Plain"] | dict[str, "Plain"] | None


class Cut(str):
    """A text without quotes that a # ended: what stood behind it was read as a comment."""

    __slots__ = ()


@dataclass(slots=True)
class Written:
    """What one file says: plain text, lists and mappings, with the place of each by its path."""

    file: str
    value: Plain = None
    marks: dict[Path, Where] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def where(self, path: Path) -> Where:
        """Find the place of a path, or of the nearest thing around it that was written."""
        while path not in self.marks and path:
            path = path[:-1]
        return self.marks.get(path, Where(self.file))

    def fault(self, code: str, path: Path = (), **values: str) -> None:
        """Note a fault at a path."""
        self.faults.append(Fault(code, self.where(path), values))


def parse(raw: bytes, file: str) -> Written:
    """Read one file; what is wrong with it is in `faults`, and `value` is then None."""
    known = _parse(raw, file)
    return Written(file, known.value, known.marks, list(known.faults))


@lru_cache(FILES)
def _parse(raw: bytes, file: str) -> Written:
    """Read a file, once as long as it stays the same: whoever watches a pack changes few."""
    written = Written(file)
    if code := _refusal(raw):
        written.fault(code)
        return written
    text = decoded(raw)
    try:
        _read(text, written)
    except yaml.MarkedYAMLError as error:
        fault = _explain(error, text.splitlines(), file)
        known = {seen.where for seen in written.faults}
        written.faults += [] if fault.where in known else [fault]
    except yaml.YAMLError:
        written.fault("not-text")
    if written.faults:
        written.value = None
    return written


def decoded(raw: bytes) -> str:
    """Turn the bytes of a file into text, without the mark that some editors put before it."""
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
    """Refuse what is clever or too deep while it is still a stream, then build the value."""
    for code, mark in _forbidden(text):
        written.faults.append(Fault(code, _at(written.file, mark)))
    if any(fault.code in {"too-deep", "second-document"} for fault in written.faults):
        return
    node = yaml.compose(text, yaml.CSafeLoader)
    written.value = _build(node, (), written, text) if node else None


def _forbidden(text: str) -> Iterator[tuple[str, yaml.Mark]]:
    depth = documents = 0
    event: Any  # the stubs give all events one type without marks
    for event in yaml.parse(text, yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if getattr(event, "anchor", None):
            yield "anchor", event.start_mark
        if getattr(event, "tag", None):
            yield "yaml-tag", event.start_mark
        said = getattr(event, "value", "")
        if has_unseen(said):
            yield "unseen-sign", event.start_mark
        elif has_mixed_word(said):
            yield "mixed-letters", event.start_mark
        if depth > DEEPEST or documents > 1:
            yield "too-deep" if depth > DEEPEST else "second-document", event.start_mark
            return


def _build(node: yaml.Node, path: Path, written: Written, text: str) -> Plain:
    written.marks.setdefault(path, _at(written.file, node.start_mark))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, written, text)
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*path, i), written, text) for i, item in enumerate(node.value)]
    cut = not getattr(node, "style", "") and CUT.match(text, node.end_mark.index)
    return Cut(node.value) if cut else str(node.value)


def _mapping(node: yaml.MappingNode, path: Path, written: Written, text: str) -> dict[str, Plain]:
    built: dict[str, Plain] = {}
    for key, value in node.value:
        where = _at(written.file, key.start_mark)
        if not isinstance(key, yaml.ScalarNode) or key.value == "<<":
            written.faults.append(Fault("key-not-text", where))
        elif key.value in built:
            first = written.marks[(*path, key.value)].line
            written.faults.append(
                Fault("duplicate-key", where, {"key": key.value, "first": str(first)})
            )
        elif node.flow_style and _is_stray(key, value):
            written.faults.append(Fault("comma-needs-quotes", where, {"text": key.value}))
        else:
            written.marks[(*path, key.value)] = where
            built[key.value] = _build(value, (*path, key.value), written, text)
    return built


def _is_stray(key: yaml.Node, value: yaml.Node) -> bool:
    """Say whether a key has not even a colon: in braces, `Yes, and no` makes one of `and no`."""
    empty = isinstance(value, yaml.ScalarNode) and not value.value
    return empty and bool(value.start_mark.index == key.end_mark.index)


def _explain(error: yaml.MarkedYAMLError, lines: list[str], file: str) -> Fault:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Fault("yaml-broken", Where(file))
    quoted = "quoted scalar" in (error.context or "") and error.context_mark
    if quoted and "unexpected" not in (error.problem or ""):
        return Fault("backslash", _at(file, mark))
    if quoted:
        return Fault("missing-quote", _at(file, quoted))
    line = lines[mark.line] if mark.line < len(lines) else ""
    problem, context = error.problem or "", error.context or ""
    signs = {
        "tab": "\t" in line[: mark.column + 1] or "'\\t'" in problem,
        "anchor": "alias" in problem + context,
        "colon-needs-quotes": "mapping values" in problem,
        "missing-quote": "block" in context and _odd_quotes(lines, mark.line),
    }
    code = next((code for code, seen in signs.items() if seen), "yaml-broken")
    return Fault(code, _at(file, mark), {"text": line.strip()[:60]})


def _odd_quotes(lines: list[str], at: int) -> bool:
    """Say whether a quote just before this line was never closed."""
    near = "".join(lines[max(0, at - 1) : at + 1])
    return near.count('"') % 2 == 1


def _at(file: str, mark: yaml.Mark) -> Where:
    return Where(file, mark.line + 1, mark.column + 1)
