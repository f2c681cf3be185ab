"""Leave out of an item what does not fit, so that the rest of it can still be checked."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from copy import deepcopy
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tree.pack.shapes import Shape
from tree.pack.strict import Path

S = TypeVar("S", bound=Shape)
FILLERS = ("x", "1", "1", "x", "x", "1")
"""What stands for a missing value, round by round: in turn as text or id, and as a number."""


def mend(shape: type[S], value: Any, error: ValidationError) -> S | None:
    """Fit what is left of a value into its shape; None where too little is left."""
    value, errors = deepcopy(value), error.errors(include_url=False)
    for filler in FILLERS:
        for detail in reversed(errors):
            _drop_or_fill(value, detail, filler)
        try:
            return shape.model_validate(value)
        except ValidationError as left:
            errors = left.errors(include_url=False)
    return None


def _drop_or_fill(value: Any, detail: ErrorDetails, filler: str) -> None:
    way = _path(value, detail["loc"])
    with suppress(TypeError, KeyError, IndexError):
        if detail["type"] == "missing":
            _at(value, way)[detail["loc"][-1]] = filler
        elif way:
            del _at(value, way[:-1])[way[-1]]


def _path(value: Any, loc: Path) -> Path:
    """Keep of a location only what leads somewhere: pydantic puts names of branches between."""
    way: Path = ()
    for part in loc:
        with suppress(TypeError, KeyError, IndexError):
            _at(value, (*way, part))
            way = (*way, part)
    return way


def _at(value: Any, way: Sequence[str | int]) -> Any:
    for part in way:
        value = value[part]
    return value
