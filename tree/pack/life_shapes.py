"""`lives/*.yaml`: a person's story, what they would answer, and where they must come out."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from tree.pack.patterns import LANGUAGE
from tree.pack.shapes import Id, NameList, Shape
from tree.pack.text_shapes import Name, StoryShape

GivenShape = Annotated[
    list[Name],
    Field(min_length=1),
    BeforeValidator(lambda value: [value] if isinstance(value, str) else value),
]
"""One option, or the list of all options that are ticked; `skip` and `go-on` count as options."""


class LifeShape(Shape):
    """A life: the answers that matter; to all other questions, any answer may be given."""

    story: StoryShape
    hard: StoryShape = ""
    language: Annotated[str, StringConstraints(pattern=LANGUAGE)] | None = None
    answers: Annotated[dict[Id, GivenShape], Field(min_length=1)]
    outcomes: Annotated[list[Id], Field(min_length=1)]
    shown: NameList
    never_shown: NameList
