"""Types of texts, phone numbers, days and numbers within bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from tree.pack.confusables import has_any_unseen, says_nothing
from tree.pack.patterns import DAY
from tree.pack.yaml_reader import slip_of

INSIDE = re.compile(r"\d[\s()./-]*\+")
"""A + after a digit: there another number begins, with nothing between the two."""
NUMBER = re.compile(r"[\d\s()*#+.-]+")
MOST_DIGITS = 15
"""Digits of a phone number anywhere (ITU-T E.164); more are two numbers."""


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
    """Refuse a phone number without digits, with an invisible character, or run together."""
    if not any(sign.isdecimal() for sign in value):
        raise PydanticCustomError("no-number", "no-number")
    if has_any_unseen(value):
        raise PydanticCustomError("unseen-sign", "unseen-sign")
    if INSIDE.search(value) or any(_digits(run) > MOST_DIGITS for run in NUMBER.findall(value)):
        raise PydanticCustomError("numbers-together", "numbers-together")
    return value


def _digits(run: str) -> int:
    return sum(sign.isdecimal() for sign in run)


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


class Worded(StringConstraints):
    """Constraints of a text that has words, was not cut short, and is no bare day."""

    def __iter__(self) -> Iterator[Any]:
        """Yield what is checked: lengths come first, or a schema would not name them."""
        yield from super().__iter__()
        yield BeforeValidator(_whole)
        yield AfterValidator(_telling)


MOST_OPTIONS = 9
Counted = Annotated[int, Field(ge=1, le=1_000)]
Bound = Annotated[int, Field(ge=1, le=999_999_999)]
NAME, TITLE, LABEL, TEXT, ADDRESS, STORY = 80, 80, 160, 320, 600, 2_000
"""Most letters of a text by what it is, so that each fits a window of 40 columns and 15 lines."""
Name = Annotated[str, StringConstraints(min_length=1, max_length=NAME)]
"""The name of something defined elsewhere."""
MaybeName = Annotated[str, StringConstraints(max_length=NAME)]
"""The name of something defined elsewhere, or an empty text."""
TitleShape = Annotated[str, Worded(min_length=1, max_length=TITLE)]
"""A heading, or what a thing is called."""
LabelShape = Annotated[str, Worded(min_length=1, max_length=LABEL)]
"""A question, an answer, or part of a sentence."""
TextShape = Annotated[str, Worded(min_length=1, max_length=TEXT)]
"""Text for people; if it is optional, its key is left out."""
AddressShape = Annotated[str, Worded(min_length=1, max_length=ADDRESS)]
"""Where something can be read."""
StoryShape = Annotated[str, Worded(min_length=1, max_length=STORY)]
"""Text for authors and reviewers."""
MaybeText = Annotated[
    str, StringConstraints(max_length=LABEL), BeforeValidator(_whole),
    AfterValidator(_telling_if_any),
]  # fmt: skip
"""Part of a sentence, or an empty text."""
Phone = Annotated[
    str, StringConstraints(max_length=NAME), BeforeValidator(_whole), AfterValidator(_to_dial)
]
Day = Annotated[str, StringConstraints(pattern=DAY), AfterValidator(_in_calendar)]
CountryCode = Annotated[str, AfterValidator(_country)]
