"""What a set of walks has learned: facts and tallies, from the answers given."""

from __future__ import annotations

from collections.abc import Iterator

from tree.condition import Condition
from tree.model import Option, Tree
from tree.proving.answers import Answers
from tree.proving.diagram import Set

Taught = tuple[str, Option]
"""A question and an option of it that teaches."""


class Lessons:
    """Where each fact and tally of a tree is taught."""

    def __init__(self, tree: Tree, words: Answers) -> None:
        """Collect the options that teach each fact and those that add to each tally."""
        self._words = words
        self.facts: dict[str, list[Taught]] = {}
        self.tallies: dict[str, list[tuple[str, Option, int]]] = {}
        self._most = tree.tallies
        self._known: dict[str, Set] = {}
        for question, option in options(tree):
            for fact in option.learn:
                self.facts.setdefault(fact, []).append((question, option))
            for tally, n in option.count:
                self.tallies.setdefault(tally, []).append((question, option, n))

    def __call__(self, atom: Condition) -> Set:
        """Take the walks on which a fact, a tally or an answer holds."""
        if atom.op == "fact":
            return self.fact(atom.name)
        if atom.op == "at_least":
            return self.least(atom.name, atom.least)
        words = self._words
        return words.diagram.union(words.chose(atom.name, option) for option in atom.options)

    def fact(self, name: str) -> Set:
        """Take the walks that have learned a fact."""
        if name not in self._known:
            words, taught = self._words, self.facts.get(name, ())
            chosen = (words.chose(q, option.id) for q, option in reversed(taught))
            self._known[name] = words.diagram.union(chosen)
        return self._known[name]

    def least(self, tally: str, least: int) -> Set:
        """Take the walks on which a tally has come so far; it stops at its most."""
        words = self._words
        none, all_ = words.diagram.none, words.diagram.all
        if least > self._most.get(tally, 0):
            return none
        reached = [all_] + [none] * least
        for question, option, n in reversed(self.tallies.get(tally, [])):
            chosen = words.chose(question, option.id)
            for i in range(least, 0, -1):
                reached[i] = reached[i] | chosen & reached[max(0, i - n)]
        return reached[least]


def options(tree: Tree) -> Iterator[Taught]:
    """List every option of a tree with its question, skips included."""
    for question in tree.questions.values():
        for option in (*question.options, question.skip):
            yield question.id, option
