"""`wording/xx.yaml`: the rules for texts in one language."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tree.pack.shapes import Id, Shape
from tree.pack.text_shapes import TextShape, TitleShape

Count = Annotated[int, Field(ge=1)]


class BannedShape(Shape):
    """Banned phrases and the reason; `unless` lists longer phrases that are allowed."""

    because: TextShape
    phrases: Annotated[list[TitleShape], Field(min_length=1)]
    unless: Annotated[list[TitleShape], Field(default_factory=list)]


class ImpliedShape(Shape):
    """Phrases that need one of some tags on their step or page, so that promises can see them."""

    tags: Annotated[list[Id], Field(min_length=1)]
    phrases: Annotated[list[TitleShape], Field(min_length=1)]
    unless: Annotated[list[TitleShape], Field(default_factory=list)]


class ScreenShape(Shape):
    """The screen that a question must fit without scrolling."""

    columns: Annotated[int, Field(ge=20)]
    lines: Count


class WordingShape(Shape):
    """The rules for the texts of one language; `limit` is how hard they may be by `formula`.

    `words` are spelt right although no dictionary has them, such as names.
    """

    formula: Literal["flesch-kincaid", "szigriszt"]
    limit: Annotated[int, Field(ge=0)]
    sentence: Count
    screen: ScreenShape
    banned: Annotated[list[BannedShape], Field(default_factory=list)]
    implied: Annotated[list[ImpliedShape], Field(default_factory=list)]
    words: Annotated[list[TextShape], Field(default_factory=list)]
