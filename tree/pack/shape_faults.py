"""Translate pydantic's errors to fault codes; pydantic's own sentences are never shown."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tree.fault import Fault
from tree.pack.fitting_keys import keys_at
from tree.pack.patterns import CODES as PATTERNS
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
    "numbers-together": "numbers-together",
    "unseen-sign": "unseen-sign",
    "no-such-day": "no-such-day",
    "country-code": "country-code",
    "string_type": "not-text-value",
    "string_too_short": "empty",
    "string_too_long": "too-long",
    "list_type": "not-a-list",
    "tuple_type": "not-a-list",
    "dict_type": "not-a-mapping",
    "model_type": "not-a-mapping",
    "model_attributes_type": "not-a-mapping",
    "int_parsing": "not-a-number",
    "int_type": "not-a-number",
    "float_parsing": "not-a-number",
    "float_type": "not-a-number",
    "finite_number": "not-a-number",
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
PAGE, KEY = "OutcomeShape", "[key]"
LIMITS = ("min_length", "max_length", "gt", "ge", "le", "expected")
NEAR = 0.6
"""How alike two keys are for one to be a slip for the other; a key of another place is none."""


def faults_of(
    error: ValidationError, shape: type[BaseModel], written: Written, path: Path
) -> Iterator[Fault]:
    """Yield a fault for each error at its line; unknown types of error become `wrong-value`."""
    details = error.errors(include_url=False)
    bare = {detail["loc"][:-1] for detail in details if _is_bare(detail)}
    for detail in details:
        if _is_of_a_word(detail) or (_is_no_key(detail) and detail["loc"][:-1] in bare):
            continue
        loc = _known(written, path, detail["loc"])
        inner: Path = tuple((detail.get("ctx") or {}).get("at", ()))
        where = written.where((*path, *loc, *inner))
        yield Fault(_code(detail, shape), where, _values(detail, shape, loc))


def _is_bare(detail: ErrorDetails) -> bool:
    """Return whether a key has nothing below it: what should stand there may not be indented."""
    kind = CODES.get(detail["type"])
    return kind in ("not-a-mapping", "not-a-list") and not detail["input"]


def _is_of_a_word(detail: ErrorDetails) -> bool:
    """Return whether an error is that of the one word that may stand in place of a list."""
    return detail["type"] == "literal_error" and str(detail["loc"][-1]).startswith("literal[")


def _code(detail: ErrorDetails, shape: type[BaseModel]) -> str:
    """Return the code of an error; those of our own validators are codes already."""
    kind, ctx = detail["type"], detail.get("ctx") or {}
    if kind == "string_pattern_mismatch":
        return PATTERNS[ctx["pattern"]]
    if _is_no_key(detail):
        return "page-has-id" if _names_a_page(detail, shape) else "unknown-key"
    own = "at" in ctx or kind.endswith("-shape")
    return CODES.get(kind, kind if own else "wrong-value")


def _is_no_key(detail: ErrorDetails) -> bool:
    """Return whether an error is that of a key that means nothing where it stands."""
    listed = detail["type"] == "literal_error" and detail["loc"][-1] == KEY
    return listed or detail["type"] == "extra_forbidden"


def _names_a_page(detail: ErrorDetails, shape: type[BaseModel]) -> bool:
    """Return whether a page has an id of its own beside the name of its file."""
    return detail["loc"] == ("id",) and shape.__name__ == PAGE


def _known(written: Written, path: Path, loc: Path) -> Path:
    """Drop the names of union branches that pydantic puts into a location."""
    known: Path = ()
    for part in loc:
        if (*path, *known, part) in written.marks:
            known = (*known, part)
    return known


def _values(detail: ErrorDetails, shape: type[BaseModel], loc: Path) -> dict[str, str]:
    named = detail["loc"] if detail["type"] == "missing" else loc
    name = str(next((part for part in reversed(named) if isinstance(part, str)), ""))
    ctx = detail.get("ctx") or {}
    values = {"key": name, **{key: str(ctx[key]) for key in ("nearest",) if key in ctx}}
    values |= dict([("limit", str(ctx[limit])) for limit in LIMITS if limit in ctx][:1])
    if detail["type"] == "string_pattern_mismatch":
        values["text"] = str(detail["input"])
    if _is_no_key(detail) and not _names_a_page(detail, shape):
        near = get_close_matches(name, keys_at(shape, loc[:-1]), 1, NEAR)
        values["nearest"] = "" if name in near else "".join(near)
    return values
