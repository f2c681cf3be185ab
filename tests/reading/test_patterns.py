"""What is not written as it has to be: each pattern has a fault of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from commands.schema import SHAPES as IN_SCHEMA
from tests.support.small import check_small, edited
from tree.pack.patterns import CODES
from tree.pack.shapes import Shape
from tree.pack.signed_shapes import SignedShape

SHAPES: tuple[type[Shape], ...] = (*IN_SCHEMA, SignedShape)


def patterns(schema: object) -> Iterator[str]:
    """Yield every pattern in a schema, of values and of keys."""
    for key, inside in schema.items() if isinstance(schema, dict) else ():
        if key == "pattern" and isinstance(inside, str):
            yield inside
        yield from inside if key == "patternProperties" else ()
        yield from patterns(inside)
    for inside in schema if isinstance(schema, list) else ():
        yield from patterns(inside)


def test_every_pattern_has_a_fault_of_its_own() -> None:
    found = {pattern for shape in SHAPES for pattern in patterns(shape.model_json_schema())}
    assert found == CODES.keys()
    assert len(set(CODES.values())) == len(CODES)


@pytest.mark.parametrize(
    ("name", "old", "new", "written"),
    [
        ("pack.yaml", "  calm: it is calm", "  Calm: it is calm", "Calm"),
        ("questions/after.yaml", "learn: [both]", "learn: [Both]", "Both"),
        ("sources.yaml", "read: 2026-11-22", "read: 22.11.2026", "22.11.2026"),
        ("pack.yaml", "language: en", "language: English", "English"),
    ],
)
def test_what_is_not_written_as_it_must_be_is_named(
    name: str, old: str, new: str, written: str
) -> None:
    found = check_small(**edited(name, old, new)).faults
    assert [f.values["text"] for f in found if f.code in CODES.values()] == [written]


def test_a_key_that_means_nothing_is_named_itself() -> None:
    (fault,) = check_small(**edited("pack.yaml", "{questions: 30}", "{question: 30}")).faults
    assert (fault.values["key"], fault.values["nearest"]) == ("question", "questions")
