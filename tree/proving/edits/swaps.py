"""Conditions with one part of them turned round."""

from __future__ import annotations

from collections.abc import Iterator

from tree.condition import All, AnyOf, Condition, Leaf, Named, Not, parts, with_parts


def swaps(condition: Condition) -> Iterator[Condition]:
    """Turn round one part at a time: all for any, a bare fact or tally for its opposite.

    A named condition is left alone here: it is turned round where it is defined.
    """
    match condition:
        case Named():
            return
        case All((_, _, *_) as joined):
            yield AnyOf(joined)
        case AnyOf((_, _, *_) as joined):
            yield All(joined)
        case _ if isinstance(condition, Leaf):
            yield Not(condition)
    for i, part in enumerate(parts(condition)):
        yield from (_with(condition, i, swapped) for swapped in swaps(part))


def drops(condition: Condition) -> Iterator[Condition]:
    """Leave out one part at a time of what all or any join."""
    inside = () if isinstance(condition, Named) else parts(condition)
    for i, part in enumerate(inside):
        if len(inside) > 1:
            yield with_parts(condition, (*inside[:i], *inside[i + 1 :]))
        yield from (_with(condition, i, dropped) for dropped in drops(part))


def _with(condition: Condition, at: int, part: Condition) -> Condition:
    inside = parts(condition)
    return with_parts(condition, (*inside[:at], part, *inside[at + 1 :]))


def redefined(condition: Condition, name: str, means: Condition) -> Condition:
    """Let a name mean something else, at any depth."""
    if isinstance(condition, Named) and condition.name == name:
        return Named(name, means)
    return with_parts(condition, (redefined(part, name, means) for part in parts(condition)))
