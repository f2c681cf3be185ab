"""No text that an author writes is without a bound, and one letter more is a fault at its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from tests.reading.test_patterns import SHAPES
from tests.support.small import FILES, check_small, edited
from tree.languages.helpline_files import TranslationsShape
from tree.languages.overlay import longest, overlay
from tree.pack.patterns import CODES, ID
from tree.pack.shape_faults import faults_of
from tree.pack.yaml_reader import Path, parse

ALL = (*SHAPES, TranslationsShape)
BOUNDED = CODES.keys() - {ID}
"""Patterns that bound what they fit."""
TWO_LETTERS = {"CountryShape.properties.country"}
"""Bounded by a rule of its own."""


def unbounded(schema: dict[str, Any], at: str) -> Iterator[str]:
    """Yield where a schema allows a text, or a key, of any length."""
    text = schema.get("type") == "string" and not {"enum", "const", "maxLength"} & schema.keys()
    if text and schema.get("pattern") not in BOUNDED:
        yield at
    keyed = {"additionalProperties", "patternProperties"} & schema.keys()
    if keyed and isinstance(schema.get("additionalProperties", {}), dict):
        yield from unbounded({"type": "string", **schema.get("propertyNames", {})}, f"{at} (key)")
    for key, inside in schema.items():
        for one in inside if isinstance(inside, list) else [inside]:
            yield from unbounded(one, f"{at}.{key}") if isinstance(one, dict) else ()


@pytest.mark.parametrize("shape", ALL, ids=lambda shape: str(shape.__name__))
def test_every_text_has_a_bound(shape: type[BaseModel]) -> None:
    found = set(unbounded(shape.model_json_schema(), shape.__name__))
    assert found <= TWO_LETTERS


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: str(shape.__name__))
def test_a_letter_more_than_the_bound_is_a_fault_with_the_bound(shape: type[BaseModel]) -> None:
    parts = shape.model_json_schema()["properties"]
    most = {key: part["maxLength"] for key, part in parts.items() if "maxLength" in part}
    raw = "\n".join(f"{key}: {'1' * (limit + 1)}" for key, limit in most.items())
    written = parse(raw.encode(), "a.yaml")
    with pytest.raises(ValidationError) as refused:
        shape.model_validate(written.value or {})
    found = {f.values["key"]: f for f in faults_of(refused.value, shape, written, ())}
    for line, (key, limit) in enumerate(most.items(), 1):
        assert (found[key].code, found[key].where.line) in {("too-long", line), ("not-an-id", line)}
        assert found[key].values.get("limit", str(limit)) == str(limit)


def test_a_card_holds_no_more_than_its_page() -> None:
    kinds = ", ".join(f"a{n}" for n in range(13))
    (fault,) = check_small(**edited("pack.yaml", "format: 1", f"format: 1\ncard: [{kinds}]")).faults
    assert (fault.code, fault.values["key"], fault.where.line) == ("too-many", "card", 2)


def test_a_translation_is_bounded_by_its_source() -> None:
    source: dict[Path, str] = {("a",): "x" * 20}
    for more, codes in ((0, []), (1, ["too-long"])):
        says = "y" * (longest("x" * 20) + more)
        held = overlay(source, parse(f"a: {{say: {says}, of: '11111111'}}".encode(), "es.yaml"))
        assert [f.code for f in held.faults if f.code != "stale-words"] == codes


def test_the_longest_texts_are_read() -> None:
    assert check_small(**edited("outcomes/rebuild.yaml", "Slowly", "x" * 80)).tree
    assert "Slowly" in FILES["outcomes/rebuild.yaml"]
