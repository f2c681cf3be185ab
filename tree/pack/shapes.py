"""The pydantic models of what authors write: format 1, ids not yet resolved."""

from __future__ import annotations

from collections.abc import Mapping
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

from tree.condition import All, AnyOf, AtLeast, Chose, Condition, Fact, Not
from tree.pack.patterns import ID, LANGUAGE
from tree.pack.text_shapes import (
    MOST_OPTIONS,
    AddressShape,
    Bound,
    Counted,
    Day,
    LabelShape,
    MaybeName,
    MaybeText,
    Name,
    TextShape,
    TitleShape,
)

MOST_KINDS = 12
"""Most categories on the page of numbers."""
ConditionPath = tuple[str | int, ...]


def compile_condition(value: Any) -> Condition:
    """Compile `fact`, `{all: ..}`, `{any: ..}`, `{not: ..}`, `{at_least: ..}` or `{answer: ..}`.

    Raises PydanticCustomError with the path at which the shape is wrong.
    """
    return _compile(value, ())


def _compile(value: Any, at: ConditionPath) -> Condition:
    if isinstance(value, str) and value:
        return Fact(value)
    if not isinstance(value, dict) or len(value) != 1:
        raise _wrong(at)
    ((op, inside),) = value.items()
    at = (*at, op)
    match op:
        case All.op:
            return All(_parts(inside, at))
        case AnyOf.op:
            return AnyOf(_parts(inside, at))
        case Not.op:
            return Not(_compile(inside, at))
        case AtLeast.op:
            return _all_of([_least(t, n, at) for t, n in _items(inside, at)])
        case Chose.op:
            return _all_of([_answer(q, o, at) for q, o in _items(inside, at)])
    raise _wrong(at)


def _parts(inside: Any, at: ConditionPath) -> tuple[Condition, ...]:
    if not isinstance(inside, list) or not inside:
        raise _wrong(at)
    return tuple(_compile(part, (*at, i)) for i, part in enumerate(inside))


def _items(inside: Any, at: ConditionPath) -> list[tuple[str, Any]]:
    if not isinstance(inside, Mapping) or not inside:
        raise _wrong(at)
    return list(inside.items())


def _least(tally: str, n: Any, at: ConditionPath) -> Condition:
    if not isinstance(n, str) or not n.isdecimal() or int(n) < 1:
        raise _wrong((*at, tally))
    return AtLeast(tally, int(n))


def _answer(question: str, options: Any, at: ConditionPath) -> Condition:
    names = [options] if isinstance(options, str) else options
    if not isinstance(names, list) or not names or not all(isinstance(n, str) for n in names):
        raise _wrong((*at, question))
    return Chose(question, tuple(names))


def _all_of(parts: list[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _wrong(at: ConditionPath) -> PydanticCustomError:
    return PydanticCustomError("condition-shape", "condition-shape", {"at": at})


Id = Annotated[str, StringConstraints(pattern=ID, max_length=60)]
Limit = Literal[
    "questions", "helplines_days", "plain_questions", "decides_alone", "one_in",
    "steps", "notes", "leaves", "urgent_steps", "urgent_notes", "urgent_leaves",
]  # fmt: skip
Flag = Annotated[bool, BeforeValidator({"true": True, "false": False}.get)]
When = Annotated[Condition, PlainValidator(compile_condition)]


class Shape(BaseModel):
    """Base of all shapes: unknown keys are errors, and instances are frozen."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, hide_input_in_errors=True, defer_build=True
    )


class RouteShape(Shape):
    """`{when, to}` or `{otherwise}`."""

    when: When | None = None
    to: MaybeName = ""
    otherwise: MaybeName = ""


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
    """What a skip teaches, and where it leads."""

    learn: list[Id] = []
    count: dict[Id, Counted] = {}
    go: Go | None = None


class OptionShape(SkipShape):
    """An option of a question."""

    id: Id
    say: LabelShape
    alone: Flag = False
    plain: Flag = False


def _as_choose(value: Any) -> Any:
    if isinstance(value, str) and not value.isdecimal():
        if value != "all":
            raise PydanticCustomError("choose-shape", "choose-shape")
        return -1
    return value


class QuestionShape(Shape):
    """A question; `choose` is 0 for a single choice, -1 for no limit."""

    id: Id
    ask: LabelShape
    why: TextShape
    options: Annotated[list[OptionShape], Field(min_length=2, max_length=MOST_OPTIONS)]
    note: TextShape = ""
    choose: Annotated[int, Field(ge=-1, le=MOST_OPTIONS), BeforeValidator(_as_choose)] = 0
    go: Go | None = None
    skip: SkipShape = SkipShape()
    sources: list[Name] = []


class ForkShape(Shape):
    """A node that routes a walk and asks nothing."""

    id: Id
    go: Go


class TopicShape(Shape):
    """A group of questions."""

    title: TitleShape
    note: TextShape = ""


class TallyShape(Shape):
    """A counter with a limit."""

    says: LabelShape
    most: Counted


class PackShape(Shape):
    """pack.yaml: the names that all other files use."""

    format: Literal["1"]
    id: Id
    version: Name
    language: Annotated[str, StringConstraints(pattern=LANGUAGE)]
    title: TitleShape
    start: Id
    topics: Annotated[dict[Id, TopicShape], Field(min_length=1)]
    facts: dict[Id, MaybeText] = {}
    tallies: dict[Id, TallyShape] = {}
    tags: dict[Id, LabelShape] = {}
    groups: dict[Id, list[Id]] = {}
    conditions: dict[Id, When] = {}
    good: list[Id] = []
    matters: list[Id] = []
    card: Annotated[list[Name], Field(max_length=MOST_KINDS)] = []
    limits: dict[Limit, Bound] = {}
    cited: Flag = False


class SourceShape(Shape):
    """A source and the day it was read; for a row of advice also the verdict and the reason."""

    says: TextShape
    address: AddressShape
    read: Day
    kind: Literal["", "guideline", "study", "law", "service", "article", "ours"] = ""
    verdict: Literal["", "use", "soften", "decline"] = ""
    why: TextShape = ""


NamesShape = Annotated[list[Name], BeforeValidator(lambda v: [v] if isinstance(v, str) else v)]
Tiers = Annotated[list[int], BeforeValidator(lambda v: [v] if isinstance(v, str) else v)]


class TargetShape(Shape):
    """What a promise is about: any of these shown, or a question of a topic asked."""

    tag: NamesShape = []
    outcome: NamesShape = []
    kind: NamesShape = []
    helpline: NamesShape = []
    tier: Tiers = []
    topic: NamesShape = []


class AtMostShape(Shape):
    """A limit on questions, from the start or after a condition first holds."""

    questions: Bound
    after: When | None = None


class PromiseShape(Shape):
    """A promise: a safety rule in the author's words, and in a form that can be proved."""

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


Ids = Annotated[list[Id], Field(default_factory=list)]
NameList = Annotated[list[Name], Field(default_factory=list)]
Kinds = Annotated[list[Id] | Literal["all"], Field(alias="for")]
Lines = Annotated[list[Name], Field(default_factory=list)]


class SaidShape(Shape):
    """Text that may depend on a condition."""

    id: Id
    say: TextShape
    when: When | None = None
    tags: Ids
    helplines: Lines
    sources: NameList


class SayShape(SaidShape):
    """A step or a thing to leave; `first` text is never folded."""

    first: Flag = False


Says = Annotated[list[SayShape], Field(default_factory=list)]


class AlsoShape(SayShape):
    """A note; on `top` it comes before the steps."""

    top: Flag = False


class NoteShape(AlsoShape):
    """A note shared by outcomes of several kinds."""

    kinds: Kinds


class AnswerShape(SaidShape):
    """An answer to what somebody came to ask, on pages of some kinds."""

    answer: Id
    kinds: Kinds


class OpeningShape(Shape):
    """`{when, say}` or `{otherwise}`: text that may depend on a condition."""

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
    """Another page that can be opened from one, and its condition."""

    when: When
    to: Id


class WeighOptionShape(Shape):
    """One option of a decision: what is good about it, what is hard, and what it is like."""

    id: Id
    say: LabelShape
    good: LabelShape
    hard: LabelShape
    like: LabelShape
    when: When | None = None
    tags: Ids


class WeighShape(Shape):
    """A decision to weigh, on a screen of its own."""

    when: When | None = None
    situation: TextShape
    decision: TextShape
    options: Annotated[list[WeighOptionShape], Field(min_length=2, max_length=4)]


class OutcomeShape(Shape):
    """A page where a walk ends or passes through."""

    kind: Id
    tier: Annotated[int, Field(ge=0, le=4)]
    title: TitleShape
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
    go_on: MaybeName = ""
    sources: NameList
