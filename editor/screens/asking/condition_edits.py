"""Changes to a condition, part by part; a path counts parts from the outside in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tree.condition import All, AnyOf, Condition, Not, parts, with_parts

PartPath = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part in a list: a leaf or the head of a group; `denied` if it must not hold."""

    path: PartPath
    part: Condition
    depth: int = 0
    denied: bool = False

    @property
    def is_group(self) -> bool:
        """Whether other rows belong under this one."""
        return isinstance(self.part, All | AnyOf)


def rows_of(condition: Condition | None) -> Iterator[PartRow]:
    """Yield a row for each group and leaf, groups before what is in them."""
    if condition is not None:
        yield from _rows(condition, (), 0)


def _rows(part: Condition, path: PartPath, depth: int) -> Iterator[PartRow]:
    denied = isinstance(part, Not)
    at = (*path, 0) if denied else path
    inner = part.part if isinstance(part, Not) else part
    yield PartRow(path, inner, depth, denied)
    if isinstance(inner, All | AnyOf):
        for i, one in enumerate(inner.parts):
            yield from _rows(one, (*at, i), depth + 1)


def part_at(condition: Condition, path: PartPath) -> Condition:
    """Return the part at a path."""
    return part_at(parts(condition)[path[0]], path[1:]) if path else condition


def replaced(condition: Condition, path: PartPath, new: Condition | None) -> Condition | None:
    """Return a condition with another part in one place; None takes the part out."""
    if not path:
        return new
    first, *rest = path
    inside = list(parts(condition))
    changed = replaced(inside[first], tuple(rest), new)
    inside[first : first + 1] = [] if changed is None else [changed]
    if not inside:
        return None
    if len(inside) == 1 and isinstance(condition, All | AnyOf):
        return inside[0]
    if isinstance(condition, All | AnyOf):
        return type(condition)(tuple(inside))
    return with_parts(condition, inside)


def added(condition: Condition | None, path: PartPath, new: Condition) -> Condition:
    """Return a condition with one more part: inside a group, or beside a leaf."""
    if condition is None:
        return new
    part = part_at(condition, path)
    inner = part.part if isinstance(part, Not) else part
    if isinstance(inner, All | AnyOf):
        wider: Condition = type(inner)((*inner.parts, new))
        return _put(condition, path, Not(wider) if isinstance(part, Not) else wider)
    group = _group_of(condition, path)
    if group is None:
        return All((condition, new))
    return added(condition, group, new)


def _group_of(condition: Condition, path: PartPath) -> PartPath | None:
    """Return the path of the nearest group around a leaf; None if there is none."""
    for n in range(len(path) - 1, -1, -1):
        if isinstance(part_at(condition, path[:n]), All | AnyOf):
            return path[:n]
    return None


def grouped(condition: Condition, path: PartPath, new: Condition) -> Condition:
    """Return a condition where a part and a new one stand in a group of their own."""
    part = part_at(condition, path)
    around = part_at(condition, path[:-1]) if path else None
    kind = AnyOf if isinstance(around, All) or around is None else All
    return _put(condition, path, kind((part, new)))


def denied(condition: Condition, path: PartPath) -> Condition:
    """Return a condition where a part must not hold, or where it must again."""
    part = part_at(condition, path)
    return _put(condition, path, part.part if isinstance(part, Not) else Not(part))


def turned(condition: Condition, path: PartPath) -> Condition:
    """Return a condition where all of a group have to hold, or any of it again."""
    part = part_at(condition, path)
    inner = part.part if isinstance(part, Not) else part
    if not isinstance(inner, All | AnyOf):
        return condition
    other: Condition = (AnyOf if isinstance(inner, All) else All)(inner.parts)
    return _put(condition, path, Not(other) if isinstance(part, Not) else other)


def _put(condition: Condition, path: PartPath, new: Condition) -> Condition:
    put = replaced(condition, path, new)
    return new if put is None else put
