"""What authors write of pages: outcomes, what they say, and notes that several share."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from tree.pack.shapes import Flag, Id, Shape, When
from tree.pack.words_shape import Name, TextShape

Ids = Annotated[list[Id], Field(default_factory=list)]
NameList = Annotated[list[Name], Field(default_factory=list)]
Kinds = Annotated[list[Id] | Literal["all"], Field(alias="for")]
Lines = Annotated[list[str], Field(default_factory=list)]


class SaidShape(Shape):
    """Words that may depend on what was learned."""

    id: Id
    say: TextShape
    when: When | None = None
    tags: Ids
    helplines: Lines
    sources: NameList


class SayShape(SaidShape):
    """A step or a thing to leave; what is `first` is always in sight."""

    first: Flag = False


Says = Annotated[list[SayShape], Field(default_factory=list)]


class AlsoShape(SayShape):
    """A note; on `top` it stands before the steps."""

    top: Flag = False


class NoteShape(AlsoShape):
    """A note that outcomes of several kinds share."""

    kinds: Kinds


class AnswerShape(SaidShape):
    """An answer to what somebody came to ask, on pages of some kinds."""

    answer: Id
    kinds: Kinds


class OpeningShape(Shape):
    """`{when, say}` or `{otherwise}`: words that depend on what was learned."""

    when: When | None = None
    say: TextShape = ""
    otherwise: TextShape = ""
    sources: NameList


def _as_openings(value: Any) -> Any:
    return [{"otherwise": value}] if isinstance(value, str) else value


def _end_in_words(openings: list[OpeningShape]) -> list[OpeningShape]:
    for i, opening in enumerate(openings):
        last = i == len(openings) - 1
        fits = opening.otherwise if last else opening.when and opening.say
        if not fits or (last and (opening.when or opening.say)):
            raise PydanticCustomError("opening-shape", "opening-shape", {"at": (i,)})
    return openings


class BesideShape(Shape):
    """Another page that can be opened from one, and when."""

    when: When
    to: Id


class WeighOptionShape(Shape):
    """One way to decide: what is good about it, what is hard, and what it is like."""

    id: Id
    say: TextShape
    good: TextShape
    hard: TextShape
    like: TextShape
    when: When | None = None
    tags: Ids


class WeighShape(Shape):
    """A decision to weigh, on a screen of its own."""

    when: When | None = None
    situation: TextShape
    decision: TextShape
    options: Annotated[list[WeighOptionShape], Field(min_length=2, max_length=4)]


class OutcomeShape(Shape):
    """A page where a walk ends or passes."""

    kind: Id
    tier: Annotated[int, Field(ge=0, le=4)]
    title: TextShape
    opening: Annotated[
        list[OpeningShape], Field(min_length=1), BeforeValidator(_as_openings),
        AfterValidator(_end_in_words),
    ]  # fmt: skip
    tags: Ids
    heard: Ids
    steps: Says
    leave: Says
    also: Annotated[list[AlsoShape], Field(default_factory=list)]
    beside: Annotated[list[BesideShape], Field(default_factory=list)]
    weigh: WeighShape | None = None
    helplines: Lines
    revisit: TextShape = ""
    go_on: str = ""
    sources: NameList
