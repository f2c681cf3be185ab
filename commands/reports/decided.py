"""What decides where walks end, in the words of questions and answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from screens.words import Words
from tree.model import SKIP, Tree
from tree.proving.deciding.neighbours import Neighbours, Picked, neighbours
from tree.proving.deciding.rows import OneOf, Row, rows
from tree.proving.deciding.sufficient import Forcing, GivenSet, forcing
from tree.proving.sets.encoding import option_names, options
from tree.proving.sets.exact_space import ExactSpace

MOST_LINES = 12
"""Lines that are told of each outcome."""


@dataclass(frozen=True, slots=True)
class Deciding:
    """What forces each outcome of a pack, and which outcomes are one answer apart."""

    sure: list[Forcing]
    near: list[Neighbours]


def deciding(space: ExactSpace) -> Deciding:
    """Find both, the most urgent outcome first; raises TooLargeError."""
    tiers = {name: outcome.tier for name, outcome in space.tree.outcomes.items()}
    return Deciding(sorted(forcing(space), key=lambda f: tiers[f.outcome]), neighbours(space))


@dataclass(frozen=True, slots=True)
class NearPages:
    """Outcomes that one and the same change of an answer leads to from a more urgent one."""

    urgent: str
    change: str
    gentle: tuple[str, ...]


class DecidingTeller:
    """Says what decides in the words of a tree."""

    def __init__(self, tree: Tree, words: Words) -> None:
        """Number the answers in reading order."""
        self._tree, self._words = tree, words
        self._order = {(q, option.id): n for n, (q, option) in enumerate(options(tree))}

    def outcome(self, name: str) -> str:
        """Return the title of an outcome, with its id and tier."""
        page = self._tree.outcomes[name]
        return self._words("decides.outcome", title=page.title, id=name, tier=page.tier)

    def lines(self, found: Forcing) -> list[str]:
        """Return the answers that force an outcome, a line for each way; none if there is none."""
        told = rows(found.sets, self._order)
        return [self._row(row) for row in told[:MOST_LINES] if row]

    def note(self, found: Forcing) -> str:
        """Return what is not in the lines: how many more there are, or that there are none."""
        if not found.sets:
            key = "none" if found.long else "unreached" if not found.reached else "never"
            return self._words(f"decides.{key}", n=found.size)
        if found.more:
            return self._words("decides.many", size=found.size)
        if not all(found.sets):
            return self._words("decides.all")
        left = len(rows(found.sets, self._order)) - MOST_LINES
        return self._words("decides.left", n=left, size=found.size) if left > 0 else ""

    def long(self, found: Forcing) -> list[str]:
        """Return the longer set of answers that forces an outcome, a line for each question."""
        return [self._part(part) for part in self._questions(found.long)]

    def _questions(self, given: GivenSet) -> Iterator[tuple[str, Picked]]:
        chosen: dict[str, list[str]] = {}
        for question, option in sorted(given, key=self._order.__getitem__):
            chosen.setdefault(question, []).append(option)
        yield from ((question, tuple(names)) for question, names in chosen.items())

    def _part(self, part: tuple[str, Picked]) -> str:
        asked = self._tree.questions[part[0]]
        return self._words("decides.part", ask=asked.ask, said=self._all_of(*part))

    def _row(self, row: Row) -> str:
        first, *more = map(self._one_of, row)
        for part in more:
            first = self._words("decides.and", a=first, b=part)
        return first

    def _one_of(self, part: OneOf) -> str:
        question, names = part
        asked = self._tree.questions[question]
        if set(names) == set(option_names(asked)):
            return self._words("decides.any", ask=asked.ask)
        return self._words("decides.part", ask=asked.ask, said=self._any_of(question, names))

    def _any_of(self, question: str, names: Picked) -> str:
        *most, last = (self._said(question, name) for name in names)
        return self._words("decides.or", a=", ".join(most), b=last) if most else last

    def _all_of(self, question: str, names: Picked) -> str:
        *most, last = (self._said(question, name) for name in names)
        return self._words("decides.together", a=", ".join(most), b=last) if most else last

    def _said(self, question: str, name: str) -> str:
        option = self._tree.questions[question].option(name)
        text = option.say if option and name != SKIP else self._words("decides.skip")
        return self._words("decides.said", said=text)

    def near(self, found: Iterable[Neighbours]) -> list[NearPages]:
        """Join the pairs that the same change of an answer tells apart, in the order given."""
        joined: dict[tuple[str, str], list[str]] = {}
        for pair in found:
            urgent, gentle = pair.outcomes
            joined.setdefault((urgent, self._change(pair)), []).append(gentle)
        return [NearPages(*key, tuple(gentle)) for key, gentle in joined.items()]

    def _change(self, pair: Neighbours) -> str:
        said, other = (self._all_of(pair.question, names) for names in pair.change)
        ask = self._tree.questions[pair.question].ask
        return self._words("decides.near", ask=ask, said=said, other=other)
