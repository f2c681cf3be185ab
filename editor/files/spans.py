"""Where each text, list and mapping of a YAML file stands, by its path."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from tree.pack.yaml_reader import Path, Plain, decoded, parse

MARK = "\ufeff"
FILES = 16


class DamagedFileError(Exception):
    """A file cannot be read as YAML, so only its text as a whole can be edited."""


@dataclass(frozen=True, slots=True)
class Placing:
    """One value in a file: from where to where it is written, and how.

    `style` is empty for plain text and block collections, `flow` for lists in brackets and
    mappings in braces, else the sign with which a text begins. `key` is where its key begins and
    `key_end` where that ends; in a list both are where the value begins. Offsets count letters,
    without a byte order mark.
    """

    start: int
    end: int
    kind: str
    style: str
    key: int
    key_end: int
    inside: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Spans:
    """A file as text, and the placing of each path."""

    text: str
    at: dict[Path, Placing] = field(default_factory=dict)
    bom: bool = False

    @property
    def newline(self) -> str:
        """Return how lines end in this file."""
        first = self.text.find("\n")
        return "\r\n" if first > 0 and self.text[first - 1] == "\r" else "\n"

    def line_start(self, offset: int) -> int:
        """Return where the line of an offset begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Return where the line of an offset ends, before its newline."""
        end = self.text.find("\n", offset)
        end = len(self.text) if end < 0 else end
        return end - 1 if end > offset and self.text[end - 1 : end] == "\r" else end

    def encoded(self, text: str) -> bytes:
        """Return a text as this file is encoded."""
        return ((MARK if self.bom else "") + text).encode("utf-8")


@lru_cache(FILES)
def spans(raw: bytes, file: str) -> Spans:
    """Return where everything in a file stands; raises DamagedFileError."""
    if parse(raw, file).faults:
        raise DamagedFileError
    text = decoded(raw)
    try:
        root = yaml.compose(text, yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise DamagedFileError from error
    found = Spans(text, {}, raw.startswith(MARK.encode()))
    if root is not None:
        _place(found, root, (), root)
    return found


def _place(found: Spans, node: Any, path: Path, key: Any) -> int:  # noqa: ANN401  (YAML nodes)
    """Record a node and all inside it; returns where it ends."""
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    inside: list[str | int] = []
    last = start
    for name, named, child in _children(node):
        inside.append(name)
        last = _place(found, child, (*path, name), named)
    flow = bool(getattr(node, "flow_style", False))
    if inside and not flow:
        end = last
    style = "flow" if flow else (node.style or "") if isinstance(node, yaml.ScalarNode) else ""
    if style in ("|", ">"):
        end = _without_blank_end(found.text, start, end)
    begins, ends = key.start_mark.index, key.end_mark.index if key is not node else start
    found.at[path] = Placing(start, end, node.id, style, begins, ends, tuple(inside))
    return end


def _children(node: Any) -> list[tuple[str | int, Any, Any]]:  # noqa: ANN401  (as above)
    if isinstance(node, yaml.MappingNode):
        return [(key.value, key, value) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [(i, item, item) for i, item in enumerate(node.value)]
    return []


def _without_blank_end(text: str, start: int, end: int) -> int:
    """Return where a block of text ends, without the blank lines after it."""
    return start + len(text[start:end].rstrip())


def value_at(raw: bytes, file: str, path: Path) -> Plain:
    """Return what a file says at a path; raises LookupError."""
    return at_path(parse(raw, file).value, path)


def at_path(value: Plain, path: Path) -> Plain:
    """Return the part of a value at a path; raises LookupError."""
    for part in path:
        value = _part(value, part)
    return value


def _part(value: Plain, part: str | int) -> Plain:
    if isinstance(value, list) and isinstance(part, int):
        return value[part]
    if not isinstance(value, dict):
        raise LookupError(part)
    return value[str(part)]
