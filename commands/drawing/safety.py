"""Which questions are about safety: their answers can decide for an urgent page."""

from __future__ import annotations

from collections.abc import Iterator

from tree.condition import AtLeast, Fact, leaves
from tree.model import Fork, Outcome, Question, Tree, exits


def safety_questions(tree: Tree) -> frozenset[str]:
    """Return the questions that lead to an urgent page, or teach what a route there reads."""
    reads = set(_read_before_urgent(tree))
    return frozenset(
        asked.id
        for asked in tree.questions.values()
        if reads & set(_taught(asked)) or any(_is_urgent(tree, r.to) for r in exits(asked))
    )


def _read_before_urgent(tree: Tree) -> Iterator[str]:
    """Yield the facts and tallies that routes to urgent pages read."""
    places: list[Question | Fork] = [*tree.questions.values(), *tree.forks.values()]
    for place in places:
        for route in exits(place):
            if route.when and _is_urgent(tree, route.to):
                for leaf in leaves(route.when):
                    if isinstance(leaf, Fact):
                        yield leaf.name
                    elif isinstance(leaf, AtLeast):
                        yield leaf.tally


def _taught(asked: Question) -> Iterator[str]:
    for option in asked.options:
        yield from option.learn
        yield from (tally for tally, _ in option.count)


def _is_urgent(tree: Tree, name: str) -> bool:
    place = tree.node(name)
    return isinstance(place, Outcome) and place.urgent
