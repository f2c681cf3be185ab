"""New things as they are added: with their ids and routes, and texts still to be written."""

from __future__ import annotations

from collections.abc import Collection

from editor.values import EntryKind
from tree.pack.yaml_reader import Plain

NEW = "new"
ONE_OF = ("skip", "weigh", "before", "never", "always", "next", "at_most")
"""Templates of parts that there is one of."""
FILES: dict[EntryKind, tuple[str, tuple[str, ...]]] = {
    EntryKind.FORK: ("forks.yaml", ()),
    EntryKind.NOTE: ("notes.yaml", ()),
    EntryKind.ANSWER: ("answers.yaml", ()),
    EntryKind.PROMISE: ("promises.yaml", ()),
    EntryKind.FACT: ("pack.yaml", ("facts",)),
    EntryKind.CONDITION: ("pack.yaml", ("conditions",)),
    EntryKind.TALLY: ("pack.yaml", ("tallies",)),
    EntryKind.TAG: ("pack.yaml", ("tags",)),
    EntryKind.GROUP: ("pack.yaml", ("groups",)),
    EntryKind.TOPIC: ("pack.yaml", ("topics",)),
    EntryKind.SOURCE: ("sources.yaml", ()),
}
"""Where entries of a kind stand, if not beside each other in several files."""
KEYED = {
    EntryKind.FACT, EntryKind.CONDITION, EntryKind.TALLY, EntryKind.TAG, EntryKind.GROUP,
    EntryKind.TOPIC, EntryKind.SOURCE,
}  # fmt: skip
"""Kinds whose id is a key."""


def free_id(stem: str, taken: Collection[str]) -> str:
    """Return an id that nothing has: the stem, or the stem and a number."""
    names = (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def new_part(template: str, id_: str, place: str) -> Plain:
    """Return a new part of a form: an option, a step, a route to a place."""
    said: dict[str, Plain] = {"id": id_, "say": ""}
    no_tags: dict[str, Plain] = {"tag": []}
    parts: dict[str, Plain] = {
        "option": {**said, "learn": []},
        "step": said,
        "leave": said,
        "also": said,
        "opening": {"when": "", "say": ""},
        "beside": {"when": "", "to": place},
        "route": {"when": "", "to": place},
        "skip": {"learn": []},
        "at_most": {"questions": "9"},
        "weigh": {"situation": "", "decision": "", "options": [_weighed("one"), _weighed("two")]},
        **dict.fromkeys(("before", "never", "always", "next"), no_tags),
    }
    return parts.get(template, {})


def _weighed(id_: str) -> dict[str, Plain]:
    return {"id": id_, "say": "", "good": "", "hard": "", "like": ""}


def new_entry(kind: EntryKind, id_: str, place: str) -> Plain:
    """Return a new entry; `place` is where a question or a fork leads at first."""
    no_tags: dict[str, Plain] = {"tag": []}
    entries: dict[EntryKind, Plain] = {
        EntryKind.QUESTION: _question(id_, place),
        EntryKind.FORK: {"id": id_, "go": place},
        EntryKind.OUTCOME: {"kind": id_, "tier": "4", "title": "", "opening": ""},
        EntryKind.LIFE: {"story": "", "answers": {}, "outcomes": []},
        EntryKind.NOTE: {"id": id_, "for": [], "say": ""},
        EntryKind.ANSWER: {"id": id_, "answer": "", "for": [], "say": ""},
        EntryKind.PROMISE: {"id": id_, "says": "", "never": no_tags},
        EntryKind.TOPIC: {"title": ""},
        EntryKind.TALLY: {"says": "", "most": "3"},
        EntryKind.SOURCE: {"says": "", "address": "", "read": ""},
        EntryKind.GROUP: [],
    }
    return entries.get(kind, "")


def _question(id_: str, place: str) -> Plain:
    options: list[Plain] = [{"id": name, "say": ""} for name in ("first", "second")]
    return {"id": id_, "ask": "", "why": "", "go": place, "options": options}
