"""From what an author wrote under `when` to a Condition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic_core import PydanticCustomError

from tree.condition import All, AnyOf, AtLeast, Chose, Condition, Fact, Not

ConditionPath = tuple[str | int, ...]


def compile_condition(value: Any) -> Condition:
    """Compile `fact`, `{all: ..}`, `{any: ..}`, `{not: ..}`, `{at_least: ..}` or `{answer: ..}`.

    Raises PydanticCustomError with the path at which the shape is wrong.
    """
    return _compile(value, ())


def _compile(value: Any, at: ConditionPath) -> Condition:
    if isinstance(value, str) and value:
        return Fact(value)
    if not isinstance(value, dict) or len(value) != 1:
        raise _wrong(at)
    ((op, inside),) = value.items()
    at = (*at, op)
    match op:
        case All.op:
            return All(_parts(inside, at))
        case AnyOf.op:
            return AnyOf(_parts(inside, at))
        case Not.op:
            return Not(_compile(inside, at))
        case AtLeast.op:
            return _all_of([_least(t, n, at) for t, n in _items(inside, at)])
        case Chose.op:
            return _all_of([_answer(q, o, at) for q, o in _items(inside, at)])
    raise _wrong(at)


def _parts(inside: Any, at: ConditionPath) -> tuple[Condition, ...]:
    if not isinstance(inside, list) or not inside:
        raise _wrong(at)
    return tuple(_compile(part, (*at, i)) for i, part in enumerate(inside))


def _items(inside: Any, at: ConditionPath) -> list[tuple[str, Any]]:
    if not isinstance(inside, Mapping) or not inside:
        raise _wrong(at)
    return list(inside.items())


def _least(tally: str, n: Any, at: ConditionPath) -> Condition:
    if not isinstance(n, str) or not n.isdecimal() or int(n) < 1:
        raise _wrong((*at, tally))
    return AtLeast(tally, int(n))


def _answer(question: str, options: Any, at: ConditionPath) -> Condition:
    names = [options] if isinstance(options, str) else options
    if not isinstance(names, list) or not names or not all(isinstance(n, str) for n in names):
        raise _wrong((*at, question))
    return Chose(question, tuple(names))


def _all_of(parts: list[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _wrong(at: ConditionPath) -> PydanticCustomError:
    return PydanticCustomError("condition-shape", "condition-shape", {"at": at})
