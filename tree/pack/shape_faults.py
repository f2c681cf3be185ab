"""Translate pydantic's errors to fault codes; pydantic's own sentences are never shown."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tree.fault import Fault
from tree.pack.fitting_keys import keys_at
from tree.pack.yaml_reader import Path, Written

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

CODES = {
    "missing": "missing",
    "hash-cuts-text": "hash-cuts-text",
    "date-needs-quotes": "date-needs-quotes",
    "empty": "empty",
    "no-number": "no-number",
    "unseen-sign": "unseen-sign",
    "no-such-day": "no-such-day",
    "country-code": "country-code",
    "extra_forbidden": "unknown-key",
    "id_of_a_page": "page-has-id",
    "string_type": "not-text-value",
    "string_too_short": "empty",
    "string_too_long": "too-long",
    "string_pattern_mismatch": "bad-pattern",
    "list_type": "not-a-list",
    "dict_type": "not-a-mapping",
    "model_type": "not-a-mapping",
    "model_attributes_type": "not-a-mapping",
    "int_parsing": "not-a-number",
    "int_type": "not-a-number",
    "float_parsing": "not-a-number",
    "float_type": "not-a-number",
    "int_from_float": "not-a-number",
    "bool_parsing": "not-true-or-false",
    "bool_type": "not-true-or-false",
    "literal_error": "wrong-value",
    "too_long": "too-many",
    "too_short": "too-few",
    "greater_than": "too-small",
    "greater_than_equal": "too-small",
    "less_than_equal": "too-large",
}
PAGE = "OutcomeShape"
NEAR = 0.6
"""How alike two keys are for one to be a slip for the other; a key of another place is none."""


def faults_of(
    error: ValidationError, shape: type[BaseModel], written: Written, path: Path
) -> Iterator[Fault]:
    """Yield a fault for each error at its line; unknown types of error become `wrong-value`."""
    for detail in error.errors(include_url=False, include_input=False):
        loc = _known(written, path, detail["loc"])
        inner: Path = tuple((detail.get("ctx") or {}).get("at", ()))
        kind = "id_of_a_page" if _names_a_page(detail, shape) else detail["type"]
        code = CODES.get(kind, kind)
        if detail["type"] not in CODES and not inner and not code.endswith("-shape"):
            code = "wrong-value"
        yield Fault(code, written.where((*path, *loc, *inner)), _values(detail, shape, loc[:-1]))


def _names_a_page(detail: ErrorDetails, shape: type[BaseModel]) -> bool:
    """Return whether a page has an id of its own beside the name of its file."""
    extra = detail["type"] == "extra_forbidden" and detail["loc"] == ("id",)
    return extra and shape.__name__ == PAGE


def _known(written: Written, path: Path, loc: Path) -> Path:
    """Drop the names of union branches that pydantic puts into a location."""
    known: Path = ()
    for part in loc:
        if (*path, *known, part) in written.marks:
            known = (*known, part)
    return known


def _values(detail: ErrorDetails, shape: type[BaseModel], at: Path) -> dict[str, str]:
    name = str(next((part for part in reversed(detail["loc"]) if isinstance(part, str)), ""))
    values = {"key": name}
    ctx = detail.get("ctx") or {}
    for limit in ("min_length", "max_length", "gt", "ge", "le", "expected"):
        if limit in ctx:
            values["limit"] = str(ctx[limit])
    values |= {"nearest": ctx["nearest"]} if "nearest" in ctx else {}
    if detail["type"] == "extra_forbidden":
        near = get_close_matches(name, keys_at(shape, at), 1, NEAR)
        values["nearest"] = "" if name in near else "".join(near)
    return values
