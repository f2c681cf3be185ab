"""Types of texts, phone numbers, days and numbers within bounds."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from tree.pack.confusables import has_any_unseen, says_nothing
from tree.pack.patterns import DAY
from tree.pack.yaml_reader import slip_of


def _whole(value: Any) -> Any:
    """Refuse a text that was cut short by a #, and a day without quotes."""
    if slip := slip_of(value):
        raise PydanticCustomError(slip, slip)
    return value


def _telling(value: str) -> str:
    """Refuse a text without words."""
    if says_nothing(value):
        raise PydanticCustomError("empty", "empty")
    return value


def _telling_if_any(value: str) -> str:
    return _telling(value) if value else value


def _to_dial(value: str) -> str:
    """Refuse a phone number without digits, or with an invisible character."""
    if not any(sign.isdecimal() for sign in value):
        raise PydanticCustomError("no-number", "no-number")
    if has_any_unseen(value):
        raise PydanticCustomError("unseen-sign", "unseen-sign")
    return value


def _in_calendar(value: str) -> str:
    """Refuse a day that is not in the calendar."""
    try:
        date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("no-such-day", "no-such-day") from None
    return value


def _country(value: str) -> str:
    if not (len(value) == len("XX") and value.isascii() and value.isalpha() and value.isupper()):
        near = value.upper() if len(value) == len("XX") and value.isalpha() else ""
        raise PydanticCustomError("country-code", "country-code", {"nearest": near})
    return value


MOST_OPTIONS = 9
Counted = Annotated[int, Field(ge=1, le=1_000)]
Bound = Annotated[int, Field(ge=1, le=999_999_999)]
Name = Annotated[str, StringConstraints(min_length=1)]
"""The name of something defined elsewhere."""
TextShape = Annotated[
    str, StringConstraints(min_length=1), BeforeValidator(_whole), AfterValidator(_telling)
]
"""Text for people; if it is optional, its key is left out."""
MaybeText = Annotated[str, BeforeValidator(_whole), AfterValidator(_telling_if_any)]
"""Text for people, or an empty text."""
Phone = Annotated[str, BeforeValidator(_whole), AfterValidator(_to_dial)]
Day = Annotated[str, StringConstraints(pattern=DAY), AfterValidator(_in_calendar)]
CountryCode = Annotated[str, AfterValidator(_country)]
