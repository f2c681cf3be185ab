"""A second walk with the same answers as the first but one, for `monotone`."""

from __future__ import annotations

from itertools import pairwise

from tree.model import SKIP, Question
from tree.proving.sat.formula import TRUE
from tree.proving.sat.walk_formula import Answered, WalkFormula


class Twin(WalkFormula):
    """The walk with the better answer; it shares the gates before the question that differs."""

    def __init__(self, first: WalkFormula, names: tuple[str, ...]) -> None:
        """Encode again what follows some questions; at most one of them is answered differently."""
        self.first = first
        self.differs = {name: first.formula.new() for name in names}
        """For each of these questions, the literal that the two walks answer it differently."""
        first.formula.at_most_one([*self.differs.values()])
        self._after = _after(first, names)
        super().__init__(first.tree, first.formula, first.knows.levels, first.exact, first.unrolled)
        for name in dict.fromkeys(self.names[i] for i in sorted(self._after)):
            self._agree(name)

    def passing(self, i: int, live: int) -> int:
        """Return the literal of going on; up to the question that differs, the first walk's."""
        if i in self._after:
            return super().passing(i, live)
        self.answers[i] = self.first.answers[i]
        return self.answers[i][0].literal

    def single(self, i: int, question: Question, live: int) -> list[Answered]:
        """Encode a single choice; before the question that differs it is the first walk's."""
        if i in self._after:
            return super().single(i, question, live)
        self.answers[i] = self.first.answers[i]
        return self.answers[i]

    def listed(self, i: int, question: Question, live: int) -> tuple[list[Answered], Answered]:
        """Encode a list; before the question that differs it is the first walk's."""
        if i in self._after:
            return super().listed(i, question, live)
        self.answers[i] = self.first.answers[i]
        *ticked, skipped = self.answers[i]
        return ticked, skipped

    def _agree(self, name: str) -> None:
        """Require equal answers where both walks come, unless this is where they differ."""
        formula = self.formula
        mine, others = self.chosen(name), self.first.chosen(name)
        both = formula.both(self.standing(name), self.first.standing(name))
        free = [self.differs[name]] if name in self.differs else []
        for option, literal in mine.items():
            other = others.get(option, -TRUE)
            if literal != other:
                formula.add(-both, -literal, other, *free)
                formula.add(-both, literal, -other, *free)

    def better(self, name: str) -> int:
        """Return the literal that the first walk gives the worse answer to a question."""
        question = self.tree.questions[name]
        worse, better = self.first.chosen(name), self.chosen(name)
        if not worse or not better:
            return -TRUE
        found = self._ranked(question, worse, better)
        if question.choose > 1:
            found = self.formula.either(found, self._one_more(question, worse, better))
        return self.formula.both(self.differs[name], found)

    def _ranked(self, question: Question, worse: dict[str, int], better: dict[str, int]) -> int:
        """Compare single answers: better ones are ranked later."""
        formula, later, found = self.formula, -TRUE, -TRUE
        names = ranks(question)
        for name, before in pairwise([*names[::-1], ""]):
            later = formula.either(later, _alone(self, better, name))
            if before:
                found = formula.either(found, formula.both(later, _alone(self, worse, before)))
        return found

    def _one_more(self, question: Question, worse: dict[str, int], better: dict[str, int]) -> int:
        """Compare a list with the same list and one option more."""
        formula = self.formula
        names = [option.id for option in question.options]
        held = [formula.either(-better[n], worse[n]) for n in names]
        row = [-TRUE, -TRUE]
        for n in names:
            row = formula.raised(row, formula.both(worse[n], -better[n]))
        return formula.every([*held, row[0], -row[1], -worse[SKIP], -better[SKIP]])


def ranks(question: Question) -> list[str]:
    """Return single answers from worst to best; skip comes just before the plain ones."""
    names = [option.id for option in question.options]
    plain = next((i for i, o in enumerate(question.options) if o.plain), len(names))
    return [*names[:plain], SKIP, *names[plain:]]


def _alone(walk: WalkFormula, chosen: dict[str, int], name: str) -> int:
    """Return the literal of choosing this option and no other."""
    others = (-literal for option, literal in chosen.items() if option != name)
    return walk.formula.every([chosen[name], *others])


def _after(first: WalkFormula, names: tuple[str, ...]) -> set[int]:
    """Return the copies of some questions, and all copies that they lead to."""
    after = {i for name in names for i in first.copies.get(name, ())}
    for i, coming in enumerate(first.edges):
        if any(source in after for source, _ in coming):
            after.add(i)
    return after
