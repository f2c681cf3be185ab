"""Which keys fit at a place inside a shape, read from its JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tree.pack.yaml_reader import Path

if TYPE_CHECKING:
    from pydantic import BaseModel

Schema = Mapping[str, Any]


def keys_at(shape: type[BaseModel], path: Path) -> list[str]:
    """List the keys that may stand at a path inside a shape."""
    whole = shape.model_json_schema()
    here = [whole]
    for part in path:
        here = [inner for one in here for inner in _inside(one, part, whole.get("$defs", {}))]
    return [key for one in here for key in _keys(one)]


def _keys(schema: Schema) -> list[str]:
    """List the keys that a schema names."""
    return [*schema.get("properties", {}), *schema.get("propertyNames", {}).get("enum", ())]


def _inside(schema: Schema, part: str | int, defs: Schema) -> Iterator[Any]:
    """Yield the schemas of what stands at one key, or at one place of a list."""
    if isinstance(part, int):
        found = [schema.get("items", {})]
    elif part in schema.get("properties", {}):
        found = [schema["properties"][part]]
    else:
        named = schema.get("patternProperties", {}).values()
        found = [*named, schema.get("additionalProperties", {})]
    for one in found:
        yield from _meanings(one, defs) if isinstance(one, dict) else ()


def _meanings(schema: Schema, defs: Schema) -> Iterator[Any]:
    """Yield what a schema may stand for: itself, what it refers to, or each of its branches."""
    if "$ref" in schema:
        yield from _meanings(defs[schema["$ref"].rpartition("/")[2]], defs)
    elif "anyOf" in schema:
        for branch in schema["anyOf"]:
            yield from _meanings(branch, defs)
    else:
        yield schema
