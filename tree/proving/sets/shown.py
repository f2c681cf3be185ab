"""The conditions under which each page shows the target of a promise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tree.condition import Condition
from tree.model import Outcome, Say, Tree
from tree.proving.promise import Target
from tree.proving.sets.condition_sets import Meanings
from tree.proving.sets.diagram import Set

Alike = tuple[tuple[str, ...], Set]
"""Pages that show a target to the same walks, and those walks."""


class Pages:
    """The tags that each page carries, and the walks that would see them."""

    def __init__(self, tree: Tree, meaning: Meanings) -> None:
        """Collect the conditions under which each page carries each tag."""
        self._meaning = meaning
        self._whens: dict[tuple[str, str, bool], list[Condition | None]] = {}
        self._known: dict[tuple[str, str, bool], Set] = {}
        self._alike: dict[tuple[Target, bool], list[Alike]] = {}
        self._outcomes = tree.outcomes
        for outcome in tree.outcomes.values():
            for steady in (False, True):
                for tag, when in carried(outcome, steady=steady):
                    self._whens.setdefault((outcome.id, tag, steady), []).append(when)

    def alike(self, target: Target, *, steady: bool = False) -> list[Alike]:
        """Group the pages that show the target to the same walks; results are cached."""
        key = (target, steady)
        if key not in self._alike:
            groups: dict[Set, list[str]] = {}
            for name, outcome in self._outcomes.items():
                groups.setdefault(self.shown(target, outcome, steady=steady), []).append(name)
            self._alike[key] = [(tuple(names), shows) for shows, names in groups.items()]
        return self._alike[key]

    def shown(self, target: Target, outcome: Outcome, *, steady: bool = False) -> Set:
        """Return the walks for which this page, if shown, is or shows the target.

        With `steady`, a tag counts only where it is in sight at once, without another key.
        """
        if is_target(target, outcome):
            return self._meaning(None)
        return self._meaning.any(self._tag(outcome.id, tag, steady) for tag in sorted(target.tags))

    def _tag(self, outcome: str, tag: str, steady: bool) -> Set:
        key = (outcome, tag, steady)
        if key not in self._known:
            whens = self._whens.get(key, ())
            self._known[key] = self._meaning.any(self._meaning(when) for when in whens)
        return self._known[key]


def is_target(target: Target, outcome: Outcome) -> bool:
    """Return whether the page itself is a target, whatever it shows."""
    return (
        outcome.id in target.outcomes
        or outcome.kind in target.kinds
        or outcome.tier in target.tiers
    )


def carried(outcome: Outcome, *, steady: bool) -> Iterator[tuple[str, Condition | None]]:
    """Yield the tags of a page, each with its condition; helplines are tags as well.

    A page lists helplines even while the text that names them waits behind a key.
    """
    for tag in (*outcome.tags, *lines(outcome.helplines)):
        yield tag, None
    for say in sayings(outcome):
        for tag in lines(say.helplines):
            yield tag, say.when
    for say in in_sight(outcome) if steady else sayings(outcome):
        for tag in say.tags:
            yield tag, say.when


def sayings(outcome: Outcome) -> tuple[Say, ...]:
    """List everything that a page may say besides its opening."""
    weighed = outcome.weigh.options if outcome.weigh else ()
    options = (Say(option.id, option.say, option.when, option.tags) for option in weighed)
    return (*outcome.answers, *outcome.steps, *outcome.leave, *outcome.also, *options)


def read_on(outcome: Outcome) -> Iterator[Condition]:
    """List all conditions that a page reads."""
    yield from (say.when for say in (*outcome.opening, *sayings(outcome)) if say.when)
    yield from (route.when for route in outcome.beside if route.when)


def in_sight(outcome: Outcome) -> Iterator[Say]:
    """List what never waits behind a key: answers, what comes first, and parts that fit."""
    yield from outcome.answers
    for says, most in outcome.parts:
        room = not most or sum(not say.top for say in says) <= most
        yield from (say for say in says if room or say.first or say.top)


def lines(helplines: Iterable[str]) -> Iterator[str]:
    """Return the tags of helplines."""
    return (f"line:{name}" for name in helplines)
