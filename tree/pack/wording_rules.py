"""`wording/xx.yaml`: how the words of one language have to read."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tree.pack.shapes import Shape
from tree.pack.text_shapes import TextShape

Count = Annotated[int, Field(ge=1)]


class BannedShape(Shape):
    """Phrases that are not used, and why; `unless` lists longer phrases that may be."""

    because: TextShape
    phrases: Annotated[list[TextShape], Field(min_length=1)]
    unless: Annotated[list[TextShape], Field(default_factory=list)]


class ScreenShape(Shape):
    """The screen on which a question has to fit without scrolling."""

    columns: Annotated[int, Field(ge=20)]
    lines: Count


class WordingShape(Shape):
    """The rules for the texts of one language; a formula says how hard is too hard."""

    formula: Literal["flesch-kincaid", "szigriszt"]
    limit: Annotated[int, Field(ge=0)]
    sentence: Count
    screen: ScreenShape
    banned: Annotated[list[BannedShape], Field(default_factory=list)]
