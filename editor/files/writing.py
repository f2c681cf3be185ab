"""New lists and mappings as YAML: short ones in one line, others item by item."""

from __future__ import annotations

from collections.abc import Iterator

from editor.files.scalars import new_text
from tree.pack.yaml_reader import Plain

WIDE = 110
"""Columns up to which a mapping or a list stands in one line."""
STEP = 2
PAIR = {"say", "of"}
"""The keys of a text in a translation: one line each."""


def flow(value: Plain) -> str:
    """Return a value in one line, in brackets or braces."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{new_text(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return new_text(value or "")


def entry(key: str, value: Plain, indent: int) -> list[str]:
    """Return the lines of a key and its value, the first one without its indent."""
    if is_short(value, indent + len(key)):
        return [f"{new_text(key)}: {flow(value)}"]
    return [f"{new_text(key)}:", *_inside(value, indent + STEP)]


def item(value: Plain, indent: int, *, in_line: bool | None = None) -> list[str]:
    """Return the lines of an item of a list, the first one without its indent."""
    if (
        in_line
        or not value
        or not isinstance(value, dict)
        or (in_line is None and is_short(value, indent))
    ):
        return [f"- {flow(value)}"]
    lines = list(_mapping(value, indent + STEP))
    return ["- " + lines[0].lstrip(), *lines[1:]]


def is_short(value: Plain, indent: int) -> bool:
    """Return whether a value stands in one line.

    No list of mappings does, nor a mapping of such, nor what holds texts of a translation.
    """
    inside = value.values() if isinstance(value, dict) else ()
    deep = _holds_mappings(value) or any(map(_holds_mappings, inside)) or _holds_pairs(value)
    return not deep and (_is_pair(value) or len(flow(value)) + indent <= WIDE)


def _is_pair(value: Plain) -> bool:
    return isinstance(value, dict) and value.keys() == PAIR


def _holds_pairs(value: Plain) -> bool:
    inside = value.values() if isinstance(value, dict) else ()
    return any(_is_pair(part) or _holds_pairs(part) for part in inside)


def _holds_mappings(value: Plain) -> bool:
    return isinstance(value, list) and any(isinstance(part, dict) for part in value)


def _inside(value: Plain, indent: int) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _mapping(value, indent)
    elif isinstance(value, list):
        for part in value:
            first, *more = item(part, indent)
            yield " " * indent + first
            yield from more
    else:
        yield " " * indent + new_text(value or "")


def _mapping(value: dict[str, Plain], indent: int) -> Iterator[str]:
    for key, inside in value.items():
        first, *more = entry(key, inside, indent)
        yield " " * indent + first
        yield from more
