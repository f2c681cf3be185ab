"""Which fields each thing of a pack has, in which order, and how each is edited."""

from __future__ import annotations

from dataclasses import dataclass

from editor.values import EntryKind, FieldKind
from tree.languages.helpline_files import CountryShape, LineShape
from tree.pack.life_shapes import LifeShape
from tree.pack.shapes import (
    AlsoShape,
    AnswerShape,
    AtMostShape,
    BesideShape,
    ForkShape,
    NoteShape,
    OpeningShape,
    OptionShape,
    OutcomeShape,
    PackShape,
    PromiseShape,
    QuestionShape,
    RouteShape,
    SayShape,
    Shape,
    SkipShape,
    SourceShape,
    TallyShape,
    TargetShape,
    TopicShape,
    WeighOptionShape,
    WeighShape,
)

ENTRIES: dict[EntryKind, type[Shape]] = {
    EntryKind.HEAD: PackShape,
    EntryKind.TOPIC: TopicShape,
    EntryKind.QUESTION: QuestionShape,
    EntryKind.FORK: ForkShape,
    EntryKind.OUTCOME: OutcomeShape,
    EntryKind.NOTE: NoteShape,
    EntryKind.ANSWER: AnswerShape,
    EntryKind.PROMISE: PromiseShape,
    EntryKind.TALLY: TallyShape,
    EntryKind.SOURCE: SourceShape,
    EntryKind.HELPLINE: LineShape,
    EntryKind.COUNTRY: CountryShape,
    EntryKind.LIFE: LifeShape,
}
"""Entries that are mappings with a shape."""

LISTS: dict[tuple[type[Shape], str], type[Shape]] = {
    (QuestionShape, "options"): OptionShape,
    (WeighShape, "options"): WeighOptionShape,
    (OutcomeShape, "opening"): OpeningShape,
    (OutcomeShape, "steps"): SayShape,
    (OutcomeShape, "leave"): SayShape,
    (OutcomeShape, "also"): AlsoShape,
    (OutcomeShape, "beside"): BesideShape,
}
"""Lists of parts. Routes (`go`) are one, too, wherever they stand."""

INNER: dict[tuple[type[Shape], str], type[Shape]] = {
    (QuestionShape, "skip"): SkipShape,
    (OutcomeShape, "weigh"): WeighShape,
    (PromiseShape, "before"): TargetShape,
    (PromiseShape, "never"): TargetShape,
    (PromiseShape, "always"): TargetShape,
    (PromiseShape, "next"): TargetShape,
    (PromiseShape, "at_most"): AtMostShape,
}
"""Parts that there is one of."""
ROUTES = "go"
GIVEN = "answers"
"""The answers of a life, by question."""
LEFT_OUT = {
    (PackShape, key)
    for key in ("topics", "facts", "conditions", "tallies", "tags", "groups", "format")
} | {(CountryShape, "country"), (CountryShape, "lines")}
"""What stands in the outline instead."""


@dataclass(frozen=True, slots=True)
class FieldRule:
    """How a field is edited, and what is offered for it."""

    kind: FieldKind
    of: str = ""


TEXT, LINE, NAME = (FieldRule(kind) for kind in (FieldKind.TEXT, FieldKind.LINE, FieldKind.NAME))
FLAG, NUMBER, DAY = (FieldRule(kind) for kind in (FieldKind.FLAG, FieldKind.NUMBER, FieldKind.DAY))
CONDITION = FieldRule(FieldKind.CONDITION)
PLACE = FieldRule(FieldKind.PLACE, "node")
FACTS = FieldRule(FieldKind.MANY, "fact")
TAGS = FieldRule(FieldKind.MANY, "tag")
CATEGORIES = FieldRule(FieldKind.MANY, "line")
SOURCES = FieldRule(FieldKind.MANY, "source")
KINDS = FieldRule(FieldKind.MANY, "kind")
PAGES, ALL = "pages", "all"
"""What is offered for the pages that show a note: kinds of pages, or all."""
ASKED = FieldRule(FieldKind.MANY, "asked")

RULES: dict[str, FieldRule] = {
    "id": NAME,
    "version": LINE,
    "language": LINE,
    "title": TEXT,
    "start": PLACE,
    "good": FACTS,
    "matters": FACTS,
    "limits": FieldRule(FieldKind.TALLIES, "limit"),
    "note": TEXT,
    "says": TEXT,
    "most": NUMBER,
    "ask": TEXT,
    "why": TEXT,
    "say": TEXT,
    "otherwise": TEXT,
    "choose": FieldRule(FieldKind.ONE, "choose"),
    "sources": SOURCES,
    "because": SOURCES,
    "learn": FACTS,
    "count": FieldRule(FieldKind.TALLIES, "tally"),
    "alone": FLAG,
    "plain": FLAG,
    "first": FLAG,
    "top": FLAG,
    "when": CONDITION,
    "after": CONDITION,
    "learned": CONDITION,
    "to": PLACE,
    "go_on": PLACE,
    "kind": FieldRule(FieldKind.ONE, "kind"),
    "tier": FieldRule(FieldKind.ONE, "tier"),
    "tags": TAGS,
    "heard": FACTS,
    "helplines": CATEGORIES,
    "revisit": TEXT,
    "for": FieldRule(FieldKind.MANY, PAGES),
    "answer": FieldRule(FieldKind.ONE, "fact"),
    "situation": TEXT,
    "decision": TEXT,
    "hard": TEXT,
    "like": TEXT,
    "asked": ASKED,
    "monotone": ASKED,
    "never_routes": FACTS,
    "questions": NUMBER,
    "tag": TAGS,
    "outcome": FieldRule(FieldKind.MANY, "outcome"),
    "helpline": CATEGORIES,
    "topic": FieldRule(FieldKind.MANY, "topic"),
    "read": DAY,
    "seen": LINE,
    "address": LINE,
    "verdict": FieldRule(FieldKind.ONE, "verdict"),
    "category": FieldRule(FieldKind.ONE, "line"),
    "also": CATEGORIES,
    "serves": FieldRule(FieldKind.ONE, "serves"),
    "only_in": LINE,
    "service": TEXT,
    "phone": LINE,
    "text": LINE,
    "chat": LINE,
    "hours": TEXT,
    "languages": TEXT,
    "name": TEXT,
    "who": TEXT,
    "source": LINE,
    "story": TEXT,
    "outcomes": FieldRule(FieldKind.MANY, "outcome"),
    "shown": FieldRule(FieldKind.MANY, "shown"),
    "never_shown": FieldRule(FieldKind.MANY, "marked"),
    "card": CATEGORIES,
    "cited": FLAG,
    "grade": FieldRule(FieldKind.ONE, "grade"),
}
"""How a key is edited, wherever it stands."""

OTHERS: dict[tuple[type[Shape], str], FieldRule] = {
    (TargetShape, "kind"): KINDS,
    (TargetShape, "tier"): FieldRule(FieldKind.MANY, "tier"),
    (SourceShape, "kind"): FieldRule(FieldKind.ONE, "source-kind"),
    (WeighOptionShape, "good"): TEXT,
    (PromiseShape, "plain"): ASKED,
    (RouteShape, "otherwise"): PLACE,
}
"""Where a key is edited otherwise than elsewhere."""


def rule_of(shape: type[Shape], key: str) -> FieldRule:
    """Return how a key of a shape is edited; a line of text where nothing else is known."""
    return OTHERS.get((shape, key)) or RULES.get(key) or LINE


FRONT = ("id", "answer", "for", "say", "when", "learn", "count")
"""Keys that stand first, although a shape has them from the one that it extends."""


def keys_of(shape: type[Shape]) -> tuple[str, ...]:
    """Return the keys of a shape in order, as they are written."""
    keys = tuple(field.alias or name for name, field in shape.model_fields.items())
    if shape.__bases__ == (Shape,):
        return keys
    return (*(key for key in FRONT if key in keys), *(key for key in keys if key not in FRONT))


def required_of(shape: type[Shape]) -> frozenset[str]:
    """Return the keys that must be written."""
    fields = shape.model_fields.items()
    return frozenset(field.alias or name for name, field in fields if field.is_required())


def most_of(shape: type[Shape], key: str) -> int:
    """Return how many parts a list of a shape may have; 0 where that has no bound."""
    fields = shape.model_fields.items()
    found = next((field for name, field in fields if (field.alias or name) == key), None)
    bounds = (getattr(one, "max_length", 0) for one in (found.metadata if found else ()))
    return max(bounds, default=0)
