"""From the pydantic shapes to one JSON Schema with the names of a pack in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic.json_schema import models_json_schema

from commands.schemas.id_lists import Json, Offers
from commands.schemas.rules import CONDITION, FIELDS, PATTERNS, WHOLE
from tree.languages.helpline_files import CountryShape, LineShape
from tree.pack.page_shapes import AnswerShape, NoteShape, OutcomeShape
from tree.pack.shapes import (
    ForkShape,
    PackShape,
    PromiseShape,
    QuestionShape,
    Shape,
    SourceShape,
)
from tree.pack.word_rules import WordingShape

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SHAPES: tuple[type[Shape], ...] = (
    PackShape, QuestionShape, ForkShape, OutcomeShape, NoteShape, AnswerShape, PromiseShape,
    SourceShape, CountryShape, LineShape, WordingShape,
)  # fmt: skip
SHAPE = Shape.__name__
NOISE = {"title", "default", "description"}
Describe = Callable[[str], str]


def build(offered: Offers, say: Describe) -> Json:
    """Build the schema; `say` gives the words shown for a key of a shape, or none."""
    found = models_json_schema([(shape, "validation") for shape in SHAPES])[1]["$defs"]
    shapes = {name: _shape(name, found[name], say) for name in found if name.endswith(SHAPE)}
    return {
        "$schema": DRAFT,
        "$comment": say("comment"),
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in WHOLE],
        "$defs": {
            **WHOLE,
            **shapes,
            "when": CONDITION,
            **PATTERNS,
            **_missing(offered.defs()),
        },
    }


def _missing(names: Json) -> Json:
    """Allow any text for kinds of names of which nothing is known."""
    known = {name: {"type": "string"} for name in NAMES}
    return {**known, **names}


NAMES = tuple(
    f"name-{kind}"
    for kind in (
        "place", "question", "outcome", "helpline", "kind", "source", "fact", "condition", "tally",
        "tag", "carried", "topic", "group",
    )
)  # fmt: skip


def _shape(name: str, shape: Json, say: Describe) -> Json:
    """Write one shape: its keys with their words, and names in the place of plain text."""
    plain: Json = _plain(shape)
    for key, inside in plain.get("properties", {}).items():
        ruled = FIELDS.get((name, key), FIELDS.get(("", key), inside))
        said = say(f"{name}.{key}") or say(key)
        plain["properties"][key] = {**ruled, **({"description": said} if said else {})}
    return plain


def _plain(schema: Any) -> Any:  # noqa: ANN401  (a schema may hold anything)
    """Drop what only programmers read, and take any scalar where the pack takes text."""
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    if not isinstance(schema, Mapping):
        return schema
    kept = {key: _inside(key, part) for key, part in schema.items() if key not in NOISE}
    if kept.get("type") == "string" and "enum" not in kept:
        kept["type"] = ["string", "number", "boolean"]
    if "const" in kept and str(kept["const"]).isdecimal():
        return {"enum": [int(kept["const"]), kept["const"]]}
    return kept


def _inside(key: str, part: Any) -> Any:  # noqa: ANN401
    """Go on inside; the keys of `properties` are names and no keywords."""
    if key == "properties":
        return {name: _plain(inside) for name, inside in part.items()}
    return _plain(part)
