"""What pydantic cannot say of a pack: files, conditions, routes, and which names stand where."""

from __future__ import annotations

from commands.schemas.id_lists import Json


def ref(name: str) -> Json:
    """Refer to another part of the schema."""
    return {"$ref": f"#/$defs/{name}"}


def named(*kinds: str) -> Json:
    """Take a name of one of these kinds."""
    found = [ref(f"name-{kind}") for kind in kinds]
    return found[0] if len(found) == 1 else {"anyOf": found}


def listed(inside: Json, least: int = 0) -> Json:
    """Take a list of these."""
    return {"type": "array", "items": inside, **({"minItems": least} if least else {})}


def one_or_more(inside: Json) -> Json:
    """Take one of these, or a list."""
    return {"anyOf": [inside, listed(inside, 1)]}


def by_name(kind: str, inside: Json) -> Json:
    """Take a mapping from names of a kind."""
    return {"type": "object", "propertyNames": named(kind), "additionalProperties": inside}


def only(key: str, inside: Json) -> Json:
    """Take a mapping with this key alone."""
    return {
        "type": "object",
        "properties": {key: inside},
        "required": [key],
        "additionalProperties": False,
    }


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
    "wording": ref("WordingShape"),
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
"""A schema for each kind of file."""

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
    ("CountryShape", "lines"): listed(ref("LineShape")),
    ("LineShape", "category"): named("helpline"),
    ("LineShape", "also"): listed(named("helpline")),
}
"""What a key holds, by its shape; an empty shape stands for any."""
