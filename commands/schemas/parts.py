"""Parts from which a JSON Schema is built."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def ref(name: str) -> Json:
    """Return a reference to another part of the schema."""
    return {"$ref": f"#/$defs/{name}"}


def named(*kinds: str) -> Json:
    """Return the schema of a name of one of these kinds."""
    found = [ref(f"name-{kind}") for kind in kinds]
    return found[0] if len(found) == 1 else {"anyOf": found}


def listed(inside: Json, least: int = 0) -> Json:
    """Return the schema of a list."""
    return {"type": "array", "items": inside, **({"minItems": least} if least else {})}


def one_or_more(inside: Json) -> Json:
    """Return the schema of one item, or a list of them."""
    return {"anyOf": [inside, listed(inside, 1)]}


def by_name(kind: str, inside: Json) -> Json:
    """Return the schema of a mapping from names of a kind."""
    return {"type": "object", "propertyNames": named(kind), "additionalProperties": inside}


def only(key: str, inside: Json) -> Json:
    """Return the schema of a mapping with this key only."""
    return {
        "type": "object",
        "properties": {key: inside},
        "required": [key],
        "additionalProperties": False,
    }
