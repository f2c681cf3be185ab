"""The names of a pack that an editor may offer, also of a pack that is not whole yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tree.pack.pack import Pack
from tree.pack.page_shapes import SaidShape
from tree.pack.shapes import PackShape

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Offers:
    """Names by what they are names of, each with the words shown beside it."""

    kinds: Mapping[str, Mapping[str, str]]

    def defs(self) -> Json:
        """Write each list of names as a schema of its own."""
        return {f"name-{kind}": _choice(names) for kind, names in self.kinds.items()}


def offers(pack: Pack, categories: Iterable[str]) -> Offers:
    """Collect the names of a pack; what cannot be read yet has no words."""
    head = pack.head.shape if pack.head else None
    asked = {q.shape.id: q.shape.ask for _, q in pack.questions}
    ends = {name: item.shape.title for name, item in pack.outcomes.items()}
    forks = {fork.shape.id: "" for fork in pack.forks}
    places = {**asked, **forks, **ends}
    places |= dict.fromkeys(sorted(pack.seen - places.keys() - _others(pack)), "")
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
    """List what pack.yaml declares."""
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


def _others(pack: Pack) -> set[str]:
    """List ids that are no places: those of the pack, of notes, promises and sources."""
    found = {item.shape.id for item in (*pack.notes, *pack.answers)}
    found |= {pack.head.shape.id} if pack.head else set()
    return found.union((item.shape.id for item in pack.promises), pack.sources)


def _shown(pack: Pack) -> set[str]:
    """List every helpline category that the pack names."""
    says: list[SaidShape] = [item.shape for item in (*pack.notes, *pack.answers)]
    found: set[str] = set()
    for item in pack.outcomes.values():
        found |= set(item.shape.helplines)
        says += [*item.shape.steps, *item.shape.leave, *item.shape.also]
    return found.union(*(say.helplines for say in says))


def _choice(names: Mapping[str, str]) -> Json:
    """Allow these names only; any text where none is known yet."""
    if not names:
        return {"type": "string"}
    chosen: Json = {"type": "string", "enum": list(names)}
    if any(names.values()):
        chosen["enumDescriptions"] = list(names.values())
    return chosen
