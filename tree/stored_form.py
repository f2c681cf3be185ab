"""What a start needs as JSON: a dataclass is the list of its fields, a condition its number.

Conditions recur many times, so each is written once, in a list of its own, after its parts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from tree.condition import Condition

ConditionRow = list[Any]
"""The name of a class, and its fields."""

CLASSES = {kind.__name__: kind for kind in get_args(Condition)}


class Encoder:
    """Encodes values, and collects the conditions in them."""

    def __init__(self) -> None:
        """Start without conditions."""
        self.conditions: list[ConditionRow] = []
        self._numbers: dict[Condition, int] = {}

    def encode(self, value: Any) -> Any:
        """Return a value of lists, texts and numbers."""
        if isinstance(value, Condition):
            return self._number(value)
        if is_dataclass(value) and not isinstance(value, type):
            return self._fields(value)
        if isinstance(value, dict):
            return {key: self.encode(inside) for key, inside in value.items()}
        return [self.encode(inside) for inside in value] if isinstance(value, tuple) else value

    def _fields(self, value: Any) -> list[Any]:
        return [self.encode(getattr(value, field.name)) for field in fields(value)]

    def _number(self, condition: Condition) -> int:
        """Return the number of a condition, added after its parts if it is new."""
        if condition not in self._numbers:
            self.conditions.append([type(condition).__name__, *self._fields(condition)])
            self._numbers[condition] = len(self._numbers)
        return self._numbers[condition]


Decode = Callable[[Any], Any]


class Decoder:
    """Decodes what an Encoder wrote, by the types of the fields; it may use up what it is given."""

    def __init__(self, conditions: list[ConditionRow]) -> None:
        """Decode all conditions."""
        self._conditions: dict[int | None, Condition | None] = {None: None}
        self._built: dict[Any, Decode] = {}
        known = {name: self._of_fields(kind) for name, kind in CLASSES.items()}
        for number, (name, *row) in enumerate(conditions):
            self._conditions[number] = known[name](row)

    def decode(self, kind: Any, value: Any) -> Any:
        """Return a value of this type; raises a KeyError or TypeError if it is of another."""
        decode = self._of(kind)
        return value if decode is None else decode(value)

    def _of(self, kind: Any) -> Decode | None:
        """Return what decodes a type; None if JSON needs no decoding."""
        origin, inside = get_origin(kind), get_args(kind)
        if origin is UnionType:
            return self._of_union([part for part in inside if part is not NoneType])
        if origin is dict:
            return _of_values(self._of(inside[1]))
        if origin is tuple and inside[-1] is Ellipsis:
            return _of_items(self._of(inside[0]))
        if origin is tuple:
            return tuple
        if is_dataclass(kind) and kind not in self._built:
            self._built[kind] = self._of_fields(kind)
        return self._built.get(kind)

    def _of_union(self, kinds: list[Any]) -> Decode | None:
        if kinds[0] in CLASSES.values():
            return self._conditions.__getitem__
        decode = self._of(*kinds)
        return decode and (lambda value: None if value is None else decode(value))

    def _of_fields(self, kind: Any) -> Decode:
        hints = get_type_hints(kind)
        found = [(i, self._of(hints[field.name])) for i, field in enumerate(fields(kind))]
        inside = [(i, decode) for i, decode in found if decode]

        def build(row: list[Any]) -> Any:
            for i, decode in inside:
                row[i] = decode(row[i])
            return kind(*row)

        return build


def _of_items(decode: Decode | None) -> Decode:
    return tuple if decode is None else lambda value: tuple([decode(item) for item in value])


def _of_values(decode: Decode | None) -> Decode | None:
    return decode and (lambda value: {key: decode(part) for key, part in value.items()})
