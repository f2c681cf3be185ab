"""Conditions with one part of them turned round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tree.condition import Condition
from tree.proving.findings.dead_conditions import is_named


def swaps(condition: Condition) -> Iterator[Condition]:
    """Turn round one part at a time: all for any, a bare fact or tally for its opposite.

    A named condition is left alone here: it is turned round where it is defined.
    """
    if is_named(condition):
        return
    if condition.op in ("all", "any") and len(condition.parts) > 1:
        yield replace(condition, op="any" if condition.op == "all" else "all")
    if not condition.parts:
        yield Condition("not", parts=(condition,))
    for i, part in enumerate(condition.parts):
        yield from (_with(condition, i, swapped) for swapped in swaps(part))


def drops(condition: Condition) -> Iterator[Condition]:
    """Leave out one part at a time of what all or any join."""
    for i, part in enumerate(condition.parts if not is_named(condition) else ()):
        if condition.op in ("all", "any") and len(condition.parts) > 1:
            left = (*condition.parts[:i], *condition.parts[i + 1 :])
            yield replace(condition, parts=left)
        yield from (_with(condition, i, dropped) for dropped in drops(part))


def _with(condition: Condition, at: int, part: Condition) -> Condition:
    parts = (*condition.parts[:at], part, *condition.parts[at + 1 :])
    return replace(condition, parts=parts)


def redefined(condition: Condition, name: str, means: Condition) -> Condition:
    """Let a name mean something else, at any depth."""
    if is_named(condition) and condition.name == name:
        return replace(condition, parts=(means,))
    parts = tuple(redefined(part, name, means) for part in condition.parts)
    return replace(condition, parts=parts) if parts else condition
