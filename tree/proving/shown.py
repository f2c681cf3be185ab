"""When a page shows what a promise is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tree.condition import Condition
from tree.model import Outcome, Say, Tree
from tree.proving.diagram import Set
from tree.proving.meaning import Meanings
from tree.proving.promise import Target

Alike = tuple[tuple[str, ...], Set]
"""Pages that show something to the same walks, and those walks."""


class Pages:
    """What each page carries, and the walks for which it would be shown."""

    def __init__(self, tree: Tree, meaning: Meanings) -> None:
        """Collect the conditions under which each page carries each tag."""
        self._meaning = meaning
        self._whens: dict[tuple[str, str], list[Condition | None]] = {}
        self._known: dict[tuple[str, str], Set] = {}
        self._alike: dict[Target, list[Alike]] = {}
        self._outcomes = tree.outcomes
        for outcome in tree.outcomes.values():
            for tag, when in carried(outcome):
                self._whens.setdefault((outcome.id, tag), []).append(when)

    def alike(self, target: Target) -> list[Alike]:
        """Group the pages that show the target to the same walks; promises share targets."""
        if target not in self._alike:
            groups: dict[Set, list[str]] = {}
            for name, outcome in self._outcomes.items():
                groups.setdefault(self.shown(target, outcome), []).append(name)
            self._alike[target] = [(tuple(names), shows) for shows, names in groups.items()]
        return self._alike[target]

    def shown(self, target: Target, outcome: Outcome) -> Set:
        """Take the walks for which this page, were it shown, would be or show the target."""
        if is_target(target, outcome):
            return self._meaning(None)
        return self._meaning.any(self._tag(outcome.id, tag) for tag in sorted(target.tags))

    def _tag(self, outcome: str, tag: str) -> Set:
        key = (outcome, tag)
        if key not in self._known:
            whens = self._whens.get(key, ())
            self._known[key] = self._meaning.any(self._meaning(when) for when in whens)
        return self._known[key]


def is_target(target: Target, outcome: Outcome) -> bool:
    """Say whether the page is a target, whatever it shows."""
    return (
        outcome.id in target.outcomes
        or outcome.kind in target.kinds
        or outcome.tier in target.tiers
    )


def carried(outcome: Outcome) -> Iterator[tuple[str, Condition | None]]:
    """List what a page carries, as tags, and when; helplines are tags as well."""
    for tag in (*outcome.tags, *lines(outcome.helplines)):
        yield tag, None
    for say in sayings(outcome):
        for tag in (*say.tags, *lines(say.helplines)):
            yield tag, say.when


def sayings(outcome: Outcome) -> tuple[Say, ...]:
    """List the steps, things to leave and notes of a page."""
    return (*outcome.steps, *outcome.leave, *outcome.also)


def lines(helplines: Iterable[str]) -> Iterator[str]:
    """Name helplines as tags."""
    return (f"line:{name}" for name in helplines)
