"""Thousands of random walks at once: each variable of a formula as a word with a bit for each.

What holds on one of them needs no solver. The dice are the same each time.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from tree.model import Outcome, Question
from tree.proving.sat.walk_formula import Answered, WalkFormula

WALKS = 2048
EVERY = (1 << WALKS) - 1
SELDOM, DIGITS = 1 / 128, 7


class Simulated:
    """The words of all variables so far."""

    def __init__(self, walk: WalkFormula) -> None:
        """Walk all of them."""
        self._walk = walk
        self._dice = random.Random(1)  # noqa: S311  (no secret)
        self._words = [0, EVERY, *[0] * (walk.formula.variables - 1)]
        self._far = _far(walk)
        gates = set(walk.formula.gates.values())
        self._owner: dict[int, int] = {}
        """For each variable that is an answer, at which copy it is given."""
        for i, answers in walk.answers.items():
            for answered in answers:
                if answered.literal not in gates:
                    self._owner.setdefault(answered.literal, i)
        self._walk_all()

    def holds(self, literal: int) -> bool:
        """Return whether a literal holds on one of the walks."""
        return bool(self._word(literal))

    def _walk_all(self) -> None:
        formula, gates = self._walk.formula, {g: key for key, g in self._walk.formula.gates.items()}
        for variable in range(2, formula.variables + 1):
            if inside := gates.get(variable):
                word = EVERY
                for literal in inside:
                    word &= self._word(literal)
                self._words[variable] = word
            elif variable in self._owner:
                self._choose(self._owner[variable])

    def _word(self, literal: int) -> int:
        return self._words[literal] if literal > 0 else EVERY & ~self._words[-literal]

    def _choose(self, i: int) -> None:
        """Answer at a copy, once for all walks."""
        answers, live = self._walk.answers[i], self._word(self._walk.live[i])
        node = self._walk.tree.node(self._walk.names[i])
        mine = [a.literal for a in answers if self._owner.get(a.literal) == i]
        if isinstance(node, Outcome):
            self._words[mine[0]] = live & ~self._chance(SELDOM)
        elif isinstance(node, Question) and node.choose:
            self._tick(node.choose, answers, live)
        else:
            self._one_of(mine, self._weights(i, answers), live)
        for literal in mine:
            self._owner.pop(literal)

    def _weights(self, i: int, answers: Sequence[Answered]) -> list[float]:
        """Weigh answers: those after which little is left are seldom given, so that walks go on."""
        far = [max(self._left(i, r.to) for r in a.options[0].go) for a in answers]
        return [SELDOM if 2 * n < max(far) else 1.0 for n in far]

    def _left(self, i: int, to: str) -> int:
        copy = self._walk.unrolled.step(self._walk.unrolled.order[i], to)
        return self._far[self._walk.unrolled.index[copy]] if copy else 0

    def _one_of(self, literals: Sequence[int], weights: Sequence[float], left: int) -> int:
        """Choose one of some literals, each as often as it weighs; return who chose none."""
        whole = sum(weights)
        for literal, weight in zip(literals, weights, strict=False):
            self._words[literal] = left & self._chance(weight / whole)
            left &= ~self._words[literal]
            whole -= weight
        return left

    def _chance(self, share: float) -> int:
        """Return a word in which about such a share of the bits is set."""
        word = 0
        for digit in range(DIGITS):
            bits = self._dice.getrandbits(WALKS)
            word = word | bits if int(share * (1 << DIGITS)) >> digit & 1 else word & bits
        return EVERY if share >= 1 else word

    def _tick(self, most: int, answers: Sequence[Answered], left: int) -> None:
        """Skip, or tick what stands alone, or up to so many of the others."""
        *boxes, skip = answers
        alone = [box.literal for box in boxes if box.options[0].alone]
        left = self._one_of([skip.literal, *alone], [1.0] * len(answers), left)
        together = [box.literal for box in boxes if not box.options[0].alone]
        if not together:
            self._words[skip.literal] |= left
            return
        full, last = [left, *[0] * most], together[-1]
        for literal in together:
            ticked = left & self._dice.getrandbits(WALKS) & ~full[most]
            ticked |= full[0] & left if literal == last else 0
            self._words[literal] = ticked
            for n in range(most, 0, -1):
                moved = full[n - 1] & ticked
                full[n] |= moved
                full[n - 1] &= ~moved


def _far(walk: WalkFormula) -> list[int]:
    """Count for each copy the most places that may follow it."""
    far = [0] * len(walk.names)
    for i in range(len(far) - 1, -1, -1):
        for source, _ in walk.edges[i]:
            far[source] = max(far[source], far[i] + 1)
    return far
