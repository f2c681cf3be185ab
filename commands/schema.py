"""`schema`: print a JSON Schema with the names of a pack, for completion in editors."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic.json_schema import models_json_schema

from commands.inputs import meant_pack
from commands.output import put
from commands.reports.sentences import command_words
from commands.schemas.parts import Json, by_name, listed, named, one_or_more, only, ref
from commands.schemas.reference import Reference
from screens.flags import read_flags
from tree.helplines import EMERGENCY
from tree.languages.helpline_files import CountryShape, LineShape, read_helplines
from tree.languages.pack_words import GIVEN
from tree.pack.files import gather
from tree.pack.life_shapes import LifeShape
from tree.pack.pack import Pack, read_pack
from tree.pack.shapes import (
    AnswerShape,
    ForkShape,
    NoteShape,
    OutcomeShape,
    PackShape,
    PromiseShape,
    QuestionShape,
    SaidShape,
    Shape,
    SourceShape,
)
from tree.pack.wording_rules import WordingShape
from tree.prepare import Places

TEXT: Json = {"type": ["string", "number", "boolean"]}
WHEN = ref("when")

CONDITION: Json = {
    "anyOf": [
        named("fact"),
        named("condition"),
        only("all", listed(WHEN, 1)),
        only("any", listed(WHEN, 1)),
        only("not", WHEN),
        only("at_least", by_name("tally", {"type": "integer", "minimum": 1})),
        only("answer", by_name("question", one_or_more(TEXT))),
    ]
}

_SAID: Json = {
    "type": "object",
    "properties": {"say": TEXT, "of": TEXT},
    "required": ["say", "of"],
    "additionalProperties": False,
}


def _own_words() -> Json:
    """Return the schema of what a pack says on the screens: plain texts, or translations."""
    inside: Json = {"anyOf": [TEXT, _SAID]}
    found = _keys()
    for key in GIVEN:
        first, last = key.split(".")
        found["properties"].setdefault(first, _keys())["properties"][last] = inside
    of_category = by_name("helpline", inside)
    found["properties"]["card"] = of_category
    found["properties"]["help"] = _keys(kinds=of_category)
    return found


def _keys(**known: Json) -> Json:
    """Return the schema of a mapping with these keys and no others."""
    return {"type": "object", "properties": known, "additionalProperties": False}


PATTERNS: Json = {
    "translated": {
        "anyOf": [
            _SAID,
            {"type": "object", "additionalProperties": ref("translated")},
            listed(ref("translated")),
        ]
    },
    "routes": {"anyOf": [named("place"), listed(ref("RouteShape"), 1)]},
    "openings": {"anyOf": [{"type": "string"}, listed(ref("OpeningShape"), 1)]},
}

WHOLE: Json = {
    "pack": ref("PackShape"),
    "questions": {
        "type": "object",
        "properties": {"topic": named("topic"), "questions": listed(ref("QuestionShape"), 1)},
        "required": ["topic", "questions"],
        "additionalProperties": False,
    },
    "forks": listed(ref("ForkShape")),
    "outcome": ref("OutcomeShape"),
    "notes": listed(ref("NoteShape")),
    "answers": listed(ref("AnswerShape")),
    "promises": listed(ref("PromiseShape")),
    "sources": {"type": "object", "additionalProperties": ref("SourceShape")},
    "language": {"type": "object", "additionalProperties": ref("translated")},
    "words": _own_words(),
    "wording": ref("WordingShape"),
    "life": ref("LifeShape"),
    "helplines": ref("CountryShape"),
    "fallbacks": by_name("helpline", named("helpline")),
    "phrases": {
        "type": "object",
        "properties": {
            "says": {"type": "object", "additionalProperties": TEXT},
            "keep": listed(TEXT),
        },
        "required": ["says"],
        "additionalProperties": False,
    },
}
"""The schema of each kind of file."""

_ASKED = one_or_more(named("question", "group"))

FIELDS: dict[tuple[str, str], Json] = {
    ("", "when"): WHEN,
    ("", "after"): WHEN,
    ("", "learned"): WHEN,
    ("", "go"): ref("routes"),
    ("", "learn"): listed(named("fact")),
    ("", "count"): by_name("tally", {"type": "integer"}),
    ("", "tags"): listed(named("tag")),
    ("", "helplines"): listed(named("helpline")),
    ("", "sources"): listed(named("source")),
    ("RouteShape", "to"): named("place"),
    ("RouteShape", "otherwise"): named("place"),
    ("QuestionShape", "choose"): {"anyOf": [{"const": "all"}, {"type": "integer", "minimum": 1}]},
    ("BesideShape", "to"): named("outcome"),
    ("OutcomeShape", "weigh"): ref("WeighShape"),
    ("OutcomeShape", "heard"): listed(named("fact")),
    ("OutcomeShape", "opening"): ref("openings"),
    ("OutcomeShape", "go_on"): named("place"),
    ("", "for"): {"anyOf": [{"const": "all"}, listed(named("kind"))]},
    ("AnswerShape", "answer"): named("fact"),
    ("PackShape", "start"): named("place"),
    ("PackShape", "good"): listed(named("fact")),
    ("PackShape", "card"): listed(named("helpline")),
    ("PackShape", "matters"): listed(named("fact")),
    ("PackShape", "groups"): {"type": "object", "additionalProperties": listed(named("question"))},
    ("PackShape", "conditions"): {"type": "object", "additionalProperties": WHEN},
    ("PackShape", "tags"): {"type": "object", "additionalProperties": TEXT},
    ("PromiseShape", "because"): listed({"anyOf": [named("source"), {"type": "string"}]}),
    ("PromiseShape", "asked"): _ASKED,
    ("PromiseShape", "plain"): _ASKED,
    ("PromiseShape", "monotone"): _ASKED,
    ("PromiseShape", "never_routes"): one_or_more(named("fact")),
    ("TargetShape", "tag"): one_or_more(named("carried")),
    ("TargetShape", "outcome"): one_or_more(named("outcome")),
    ("TargetShape", "kind"): one_or_more(named("kind")),
    ("TargetShape", "helpline"): one_or_more(named("helpline")),
    ("TargetShape", "topic"): one_or_more(named("topic")),
    ("TargetShape", "tier"): one_or_more({"type": "integer", "minimum": 0, "maximum": 4}),
    ("LifeShape", "answers"): {
        "type": "object",
        "propertyNames": named("question", "outcome"),
        "additionalProperties": one_or_more(TEXT),
    },
    ("LifeShape", "outcomes"): listed(named("outcome"), 1),
    ("LifeShape", "shown"): listed({"anyOf": [named("carried"), {"type": "string"}]}),
    ("LifeShape", "never_shown"): listed(named("carried")),
    ("CountryShape", "lines"): listed(ref("LineShape")),
    ("LineShape", "category"): named("helpline"),
    ("LineShape", "also"): listed(named("helpline")),
}
"""The schema of a field, by shape and key; an empty shape stands for any."""


@dataclass(frozen=True, slots=True)
class Offers:
    """The names of a pack by kind, each with the text shown beside it."""

    kinds: Mapping[str, Mapping[str, str]]

    def defs(self) -> Json:
        """Return a definition for each kind of name."""
        return {f"name-{kind}": _choice(names) for kind, names in self.kinds.items()}


def offers(pack: Pack, categories: Iterable[str]) -> Offers:
    """Collect the names of a pack; those that cannot be read yet have no text."""
    head = pack.head.shape if pack.head else None
    asked = {q.shape.id: q.shape.ask for _, q in pack.questions}
    ends = {name: item.shape.title for name, item in pack.outcomes.items()}
    forks = {fork.shape.id: "" for fork in pack.forks}
    places = {**asked, **forks, **ends}
    unread = pack.named(QuestionShape, ForkShape, OutcomeShape) - places.keys()
    places |= dict.fromkeys(sorted(unread), "")
    lines = dict.fromkeys(sorted({*categories, *_shown(pack)}), "")
    return Offers(
        {
            "place": places,
            "question": asked,
            "outcome": ends,
            "helpline": lines,
            "kind": {item.shape.kind: "" for item in pack.outcomes.values()},
            "source": {name: item.shape.says for name, item in pack.sources.items()},
            **(_declared(head, lines) if head else {}),
        }
    )


def _declared(head: PackShape, lines: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the names that pack.yaml declares."""
    groups = {name: ", ".join(group) for name, group in head.groups.items()}
    return {
        "fact": dict(head.facts),
        "condition": dict.fromkeys(head.conditions, ""),
        "tally": {name: tally.says for name, tally in head.tallies.items()},
        "tag": dict(head.tags),
        "carried": {**head.tags, **{f"line:{name}": "" for name in lines}},
        "topic": {name: topic.title for name, topic in head.topics.items()},
        "group": groups,
    }


def _shown(pack: Pack) -> set[str]:
    """Return every helpline category that the pack names."""
    says: list[SaidShape] = [item.shape for item in (*pack.notes, *pack.answers)]
    found: set[str] = set()
    for item in pack.outcomes.values():
        found |= set(item.shape.helplines)
        says += [*item.shape.steps, *item.shape.leave, *item.shape.also]
    return found.union(*(say.helplines for say in says))


def _choice(names: Mapping[str, str]) -> Json:
    """Return an enumeration of these names; any text if there are none yet."""
    if not names:
        return {"type": "string"}
    chosen: Json = {"type": "string", "enum": list(names)}
    if any(names.values()):
        chosen["enumDescriptions"] = list(names.values())
    return chosen


DRAFT = "https://json-schema.org/draft/2020-12/schema"
SHAPES: tuple[type[Shape], ...] = (
    PackShape, QuestionShape, ForkShape, OutcomeShape, NoteShape, AnswerShape, PromiseShape,
    SourceShape, CountryShape, LineShape, WordingShape, LifeShape,
)  # fmt: skip
SHAPE = Shape.__name__
NOISE = {"title", "default", "description"}
Describe = Callable[[str], str]


def build(offered: Offers, say: Describe) -> Json:
    """Build the schema; `say` returns the description of a shape's key, or None."""
    found = models_json_schema([(shape, "validation") for shape in SHAPES])[1]["$defs"]
    shapes = {name: _shape(name, found[name], say) for name in found if name.endswith(SHAPE)}
    return {
        "$schema": DRAFT,
        "$comment": say("comment"),
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in WHOLE],
        "$defs": {
            **WHOLE,
            **shapes,
            "when": CONDITION,
            **PATTERNS,
            **_missing(offered.defs()),
        },
    }


def _missing(names: Json) -> Json:
    """Return the definitions, with any text for the kinds of names that have none."""
    known = {name: {"type": "string"} for name in NAMES}
    return {**known, **names}


NAMES = tuple(
    f"name-{kind}"
    for kind in (
        "place", "question", "outcome", "helpline", "kind", "source", "fact", "condition", "tally",
        "tag", "carried", "topic", "group",
    )
)  # fmt: skip


def _shape(name: str, shape: Json, say: Describe) -> Json:
    """Convert one shape: add descriptions, and references to names in place of plain text."""
    plain: Json = _plain(shape)
    for key, inside in plain.get("properties", {}).items():
        ruled = FIELDS.get((name, key), FIELDS.get(("", key), inside))
        said = say(f"{name}.{key}") or say(key)
        plain["properties"][key] = {**ruled, **({"description": said} if said else {})}
    return plain


def _plain(schema: Any) -> Any:  # noqa: ANN401  (a schema may hold anything)
    """Drop annotations for programmers, and allow any scalar where the pack takes text."""
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    if not isinstance(schema, Mapping):
        return schema
    kept = {key: _inside(key, part) for key, part in schema.items() if key not in NOISE}
    if kept.get("type") == "string" and "enum" not in kept:
        kept["type"] = ["string", "number", "boolean"]
    if "const" in kept and str(kept["const"]).isdecimal():
        return {"enum": [int(kept["const"]), kept["const"]]}
    return kept


def _inside(key: str, part: Any) -> Any:  # noqa: ANN401
    """Recurse; the keys of `properties` are names, not keywords."""
    if key == "properties":
        return {name: _plain(inside) for name, inside in part.items()}
    return _plain(part)


FLAGS = {"--reference": False, "-o": True, "--pack": True}


def schema(argv: list[str], places: Places) -> int:
    """Print the schema of a pack, even a faulty one; raises UnusableError or FaultyPackError."""
    flags = read_flags(argv, FLAGS, most=1)
    words = command_words(places.words.parent)
    if "--reference" in flags:
        made = written_reference(places)
    else:
        folder = meant_pack(flags, flags.rest, places)
        made = written_schema(gather(folder), places.of(folder))
    put(made, flags.get("-o"), words)
    return 0


def written_schema(files: Mapping[str, bytes], places: Places) -> str:
    """Return the schema of the files of a pack as text; raises FaultyPackError."""
    words = command_words(places.words.parent)
    lines = read_helplines(gather(places.helplines))
    offered = offers(read_pack(files), [EMERGENCY, *lines.fallbacks])
    built = build(offered, lambda key: words.table.get(f"schema.{key}", ""))
    return json.dumps(built, ensure_ascii=False, indent=1) + "\n"


def written_reference(places: Places) -> str:
    """Return the reference of all files of a pack in Markdown."""
    words = command_words(places.words.parent)
    built = build(Offers({}), lambda key: words.table.get(f"schema.{key}", ""))
    instead = read_helplines(gather(places.helplines)).fallbacks
    told = Reference(built["$defs"], defaults(), words)
    return "\n".join(told.lines(WHOLE, {EMERGENCY: "", **instead})) + "\n"


def defaults() -> dict[tuple[str, str], str]:
    """Return what a key is taken for where it is left out, by shape and key."""
    found = models_json_schema([(shape, "validation") for shape in SHAPES])[1]["$defs"]
    return {
        (name, key): json.dumps(part["default"]).strip('"')
        for name, shape in found.items()
        for key, part in shape.get("properties", {}).items()
        if isinstance(part.get("default"), str | bool) and part["default"] != ""
    }
