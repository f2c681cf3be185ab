"""What authors write, described with pydantic: format 1, before any id is resolved."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from tree.condition import Condition
from tree.pack.conditions import compile_condition
from tree.pack.words_shape import MOST_OPTIONS, Bound, Counted, Day, MaybeText, Name, TextShape

ID = r"^[a-z][a-z0-9-]*$"
Id = Annotated[str, StringConstraints(pattern=ID, max_length=60)]
Limit = Literal[
    "questions", "helplines_days", "plain_questions", "decides_alone", "one_in",
    "steps", "notes", "leaves", "urgent_steps", "urgent_notes", "urgent_leaves",
]  # fmt: skip
Flag = Annotated[bool, BeforeValidator({"true": True, "false": False}.get)]
When = Annotated[Condition, PlainValidator(compile_condition)]


class Shape(BaseModel):
    """What every shape shares: unknown keys are faults, nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class RouteShape(Shape):
    """`{when, to}` or `{otherwise}`."""

    when: When | None = None
    to: str = ""
    otherwise: str = ""


def _as_routes(value: Any) -> Any:
    return [{"otherwise": value}] if isinstance(value, str) else value


def _end_in_otherwise(routes: list[RouteShape]) -> list[RouteShape]:
    for i, route in enumerate(routes):
        proper = route.otherwise and not (route.when or route.to)
        if not proper and not (route.when and route.to and not route.otherwise):
            raise PydanticCustomError("route-shape", "route-shape", {"at": (i,)})
        if bool(proper) != (i == len(routes) - 1):
            code = "otherwise-too-early" if proper else "no-otherwise"
            raise PydanticCustomError(code, "otherwise", {"at": (i,)})
    return routes


Go = Annotated[
    list[RouteShape], Field(min_length=1), BeforeValidator(_as_routes),
    AfterValidator(_end_in_otherwise),
]  # fmt: skip


class SkipShape(Shape):
    """What rather not say teaches, and where it goes."""

    learn: list[Id] = []
    count: dict[Id, Counted] = {}
    go: Go | None = None


class OptionShape(SkipShape):
    """One answer on offer."""

    id: Id
    say: TextShape
    alone: Flag = False
    plain: Flag = False


def _as_choose(value: Any) -> Any:
    return -1 if value == "all" else value


class QuestionShape(Shape):
    """One thing asked. `choose` is 0 for a single choice, -1 for all."""

    id: Id
    ask: TextShape
    why: TextShape
    options: Annotated[list[OptionShape], Field(min_length=2, max_length=MOST_OPTIONS)]
    note: TextShape = ""
    choose: Annotated[int, Field(ge=-1, le=MOST_OPTIONS), BeforeValidator(_as_choose)] = 0
    go: Go | None = None
    skip: SkipShape = SkipShape()
    sources: list[Name] = []


class ForkShape(Shape):
    """Routing without asking."""

    id: Id
    go: Go


class TopicShape(Shape):
    """A group of questions."""

    title: TextShape
    note: TextShape = ""


class TallyShape(Shape):
    """Something counted, up to a most."""

    says: TextShape
    most: Counted


class PackShape(Shape):
    """pack.yaml: names and meanings that all other files use."""

    format: Literal["1"]
    id: Id
    version: Name
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
    title: TextShape
    start: Id
    topics: Annotated[dict[Id, TopicShape], Field(min_length=1)]
    facts: dict[Id, MaybeText] = {}
    tallies: dict[Id, TallyShape] = {}
    tags: dict[Id, TextShape] = {}
    groups: dict[Id, list[Id]] = {}
    conditions: dict[Id, When] = {}
    good: list[Id] = []
    matters: list[Id] = []
    limits: dict[Limit, Bound] = {}


class SourceShape(Shape):
    """Where something comes from, when it was read, and for advice what we made of it and why."""

    says: TextShape
    address: TextShape
    read: Day
    kind: Literal["", "guideline", "study", "law", "service", "article", "ours"] = ""
    verdict: Literal["", "use", "soften", "decline"] = ""
    why: TextShape = ""


NamesShape = Annotated[list[str], BeforeValidator(lambda v: [v] if isinstance(v, str) else v)]
Tiers = Annotated[list[int], BeforeValidator(lambda v: [v] if isinstance(v, str) else v)]


class TargetShape(Shape):
    """What a promise is about: any of these shown."""

    tag: NamesShape = []
    outcome: NamesShape = []
    kind: NamesShape = []
    helpline: NamesShape = []
    tier: Tiers = []
    topic: NamesShape = []


class AtMostShape(Shape):
    """No more questions than this, from the start or after something was learned."""

    questions: Bound
    after: When | None = None


class PromiseShape(Shape):
    """A safety rule in the author's words, and in a form that can be proved over every walk."""

    id: Id
    says: TextShape
    because: list[Name] = []
    after: When | None = None
    before: TargetShape | None = None
    never: TargetShape | None = None
    always: TargetShape | None = None
    next: TargetShape | None = None
    asked: NamesShape = []
    plain: NamesShape = []
    monotone: NamesShape = []
    learned: When | None = None
    never_routes: NamesShape = []
    at_most: AtMostShape | None = None
