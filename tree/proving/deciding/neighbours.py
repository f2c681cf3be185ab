"""Neighbours: two walks that differ in one answer alone and end at different tiers.

Everything else that both are asked is answered alike; what only one of them is asked, in any way.
At a page that passes a walk may stop. Of a list, one tick more is one answer, and so is any single
choice in the place of another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from tree.model import Question
from tree.proving.deciding.completed import Completed
from tree.proving.replay import trail
from tree.proving.sets.diagram import Set
from tree.proving.sets.encoding import option_names
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.sets.model_count import Best, by_stop, legal
from tree.proving.walks_changed import AnswerSheet
from tree.walk import Answer

Picked = tuple[str, ...]
"""The options of one answer."""
AnswerChange = tuple[Picked, Picked]
"""An answer of the more urgent walk, and the one of its neighbour."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Two outcomes one answer apart, the more urgent one first, and two walks that show it.

    No walk to the more urgent outcome that has such a neighbour is shorter.
    """

    outcomes: tuple[str, str]
    question: str
    change: AnswerChange
    urgent: tuple[Answer, ...]
    gentle: tuple[Answer, ...]


def neighbours(space: ExactSpace) -> list[Neighbours]:
    """Find a pair for each two outcomes of different tiers, the most dangerous first.

    What differs most in tier comes first, then what is most urgent.
    """
    tiers = {name: outcome.tier for name, outcome in space.tree.outcomes.items()}
    pairs = [(a, b) for a, b in product(space.ends, repeat=2) if tiers[a] < tiers[b]]
    pairs.sort(key=lambda pair: (tiers[pair[0]] - tiers[pair[1]], tiers[pair[0]]))
    near = _Near(space)
    return [found for pair in pairs if (found := near.find(*pair))]


class _Near:
    """The completions that come to each outcome, and those that one other answer takes there."""

    def __init__(self, space: ExactSpace) -> None:
        """Complete the walks of each outcome."""
        self._space, self._diagram, self._letters = space, space.diagram, space.encoding.letters
        self._allowed = legal(space.encoding)
        self._single = {q.id: self._one(q) for q in space.tree.questions.values()}
        stops = {n: stop for stop, names in by_stop(space.tree, space.ends) for n in names}
        self._completed = {
            name: Completed(space.encoding, walks, self._allowed, stops[name])
            for name, walks in space.ends.items()
        }
        self._whole = {name: completed.whole for name, completed in self._completed.items()}
        self._turned = {n: self._turn(whole) for n, whole in self._whole.items()}

    def _turn(self, whole: Set) -> dict[str, Set]:
        """Return by question these completions, and those that another answer to it takes there."""
        return {q.id: self._turned_at(q, whole) for q in self._space.tree.questions.values()}

    def _turned_at(self, question: Question, whole: Set) -> Set:
        bits, single = self._letters[question.id].bits, self._single[question.id]
        there = self._diagram.and_exists(bits, whole, single) & single
        ticks = bits if question.choose > 1 else ()
        ticked = (self._diagram.exist((bit,), whole) for bit in ticks)
        return self._diagram.union([there, *ticked]) & self._allowed[question.id]

    def _one(self, question: Question) -> Set:
        """Return the answers to a question that choose one option alone."""
        written = (self._letters[question.id].write((name,)) for name in option_names(question))
        return self._diagram.union(map(self._diagram.cube, written))

    def find(self, urgent: str, gentle: str) -> Neighbours | None:
        """Return the pair of two outcomes with the shortest walk to the more urgent one."""
        turned = {q: self._whole[urgent] & there for q, there in self._turned[gentle].items()}
        near = self._diagram.union(turned.values())
        if near == self._diagram.none:
            return None
        best = self._shortest(urgent, near)
        said = self._said(best)
        meets = self._diagram.intersects
        question = next(q for q in best if q in turned and meets(turned[q], said))
        change, other = next(self._changes(gentle, question, best))
        walks = (trail(self._space.tree, walk).walk for walk in (best, other))
        return Neighbours((urgent, gentle), question, change, *walks)

    def _shortest(self, name: str, whole: Set) -> dict[str, Picked]:
        """Return the shortest walk of some completions that come to an outcome."""
        return Best(self._space.encoding, self._completed[name].walks(whole)).answers()

    def _said(self, sheet: AnswerSheet) -> Set:
        said = self._diagram.all
        for place, chosen in sheet.items():
            said = said & self._diagram.cube(self._letters[place].write(chosen))
        return said

    def _changes(
        self, to: str, question: str, walk: AnswerSheet
    ) -> Iterator[tuple[AnswerChange, AnswerSheet]]:
        """Yield each other answer that takes a walk there, with the shortest walk it leads to."""
        rest = self._said({place: chosen for place, chosen in walk.items() if place != question})
        for other in self._others(self._space.tree.questions[question], walk[question]):
            there = self._whole[to] & rest & self._said({question: other})
            if there != self._diagram.none:
                yield (walk[question], other), self._shortest(to, there)

    def _others(self, question: Question, given: Picked) -> Iterator[Picked]:
        """Yield the answers that are one change away, in the order of the options."""
        names = option_names(question)
        if len(given) == 1:
            yield from ((name,) for name in names if name not in given)
        if question.choose > 1:
            flipped = ({*given} ^ {name} for name in names)
            yield from (tuple(n for n in names if n in some) for some in flipped if some)
