"""What each option teaches, turned round: where each fact and each tally comes from."""

from __future__ import annotations

from collections.abc import Iterator

from tree.model import Option, Tree

Taught = tuple[str, Option]
"""A question and an option of it that teaches."""


class Lessons:
    """Where each fact and tally of a tree is taught."""

    def __init__(self, tree: Tree) -> None:
        """Collect the options that teach each fact and those that add to each tally."""
        self.facts: dict[str, list[Taught]] = {}
        self.tallies: dict[str, list[tuple[str, Option, int]]] = {}
        for question, option in options(tree):
            for fact in option.learn:
                self.facts.setdefault(fact, []).append((question, option))
            for tally, n in option.count:
                self.tallies.setdefault(tally, []).append((question, option, n))

    def alike(self, other: Lessons) -> bool:
        """Say whether the same options teach the same as in another tree, wherever they lead."""
        return self._said() == other._said()

    def _said(self) -> tuple[object, object]:
        facts = {name: [(q, o.id) for q, o in taught] for name, taught in self.facts.items()}
        return facts, {t: [(q, o.id, n) for q, o, n in told] for t, told in self.tallies.items()}

    def questions(self, fact: str) -> set[str]:
        """List the questions that teach a fact."""
        return {question for question, _ in self.facts.get(fact, ())}


def options(tree: Tree) -> Iterator[Taught]:
    """List every option of a tree with its question, skips included."""
    for question in tree.questions.values():
        for option in (*question.options, question.skip):
            yield question.id, option
