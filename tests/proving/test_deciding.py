"""What decides: sufficient answers and neighbours are those of all walks of small random trees."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import pytest
from hypothesis import given, settings

from tests.support.proving import every, replay, sheets, walk_sheet
from tests.support.proving_trees import told
from tree.model import GO_ON, SKIP, Option, Outcome, Question, Route, Say, Tree
from tree.proving.deciding.neighbours import neighbours
from tree.proving.deciding.rows import Row, rows
from tree.proving.deciding.sufficient import GivenSet, forcing
from tree.proving.sets.diagram import TooLargeError
from tree.proving.sets.exact_space import ExactSpace
from tree.walk import Walk

NO_BOUND = 1 << 20
LARGEST = 3


def said(walk: Walk) -> GivenSet:
    return frozenset((a.question, option) for a in walk.asked for option in a.options)


def met(walk: Walk) -> set[str]:
    return {walk.place.id, *walk.passed}


def forced(given: GivenSet, name: str, walks: list[tuple[GivenSet, set[str]]]) -> bool:
    there = [places for all_said, places in walks if given <= all_said]
    return bool(there) and all(name in places for places in there)


def smallest(name: str, walks: list[tuple[GivenSet, set[str]]], most: int) -> set[GivenSet]:
    options = sorted({given for all_said, _ in walks for given in all_said})
    found = set[GivenSet]()
    for size in range(most + 1):
        for some in map(frozenset, combinations(options, size)):
            if not any(one <= some for one in found) and forced(some, name, walks):
                found.add(some)
    return found


def whole(tree: Tree) -> list[tuple[GivenSet, set[str]]]:
    return [(said(walk), met(walk)) for walk in every(tree) if walk.over]


@settings(max_examples=40, deadline=None)
@given(told(most=4))
def test_sufficient_answers_are_those_of_all_walks(tree: Tree) -> None:
    walks = whole(tree)
    for found in forcing(ExactSpace(tree), LARGEST, NO_BOUND):
        assert not found.more
        assert len(set(found.sets)) == len(found.sets)
        assert set(found.sets) == smallest(found.outcome, walks, LARGEST)


@settings(max_examples=40, deadline=None)
@given(told(most=4))
def test_where_few_answers_force_nothing_one_longer_set_does(tree: Tree) -> None:
    walks = whole(tree)
    for found in forcing(ExactSpace(tree), 1):
        sure = {all_said for all_said, _ in walks if forced(all_said, found.outcome, walks)}
        assert bool(found.long) == bool(sure and not found.sets)
        if found.long:
            assert forced(found.long, found.outcome, walks)
            assert not any(forced(found.long - {g}, found.outcome, walks) for g in found.long)


@settings(max_examples=40, deadline=None)
@given(told(most=4))
def test_no_larger_sets_are_searched_once_there_are_enough(tree: Tree) -> None:
    every_size = forcing(ExactSpace(tree), LARGEST, NO_BOUND)
    for few, all_ in zip(forcing(ExactSpace(tree), LARGEST, 1), every_size, strict=True):
        assert few.sets == tuple(s for s in all_.sets if len(s) <= few.size)


def choices(row: Row) -> list[GivenSet]:
    """List the sets of answers that a row stands for."""
    parts = ([(question, option) for option in options] for question, options in row)
    return [frozenset(some) for some in product(*parts)]


@settings(max_examples=60, deadline=None)
@given(told(most=4))
def test_rows_stand_for_the_sets_that_they_join_and_no_others(tree: Tree) -> None:
    for found in forcing(ExactSpace(tree), LARGEST, NO_BOUND):
        order = {given: i for i, given in enumerate(sorted(set().union(*found.sets)))}
        stood = [some for row in rows(found.sets, order) for some in choices(row)]
        assert len(stood) == len(found.sets)
        assert set(stood) == set(found.sets)


Ends = dict[tuple[tuple[str, tuple[str, ...]], ...], Walk]


def ends(tree: Tree) -> Ends:
    return {tuple(sorted(sheet.items())): walk_sheet(tree, sheet) for sheet in sheets(tree)}


def changed(tree: Tree, walk: Walk) -> Iterator[tuple[str, tuple[str, ...]]]:
    """List each other answer to one question of a walk, one choice or one tick away."""
    for answer in walk.asked:
        question = tree.questions[answer.question]
        for other in near(question, answer.options):
            yield answer.question, other


def near(question: Question, options: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    names = [option.id for option in (*question.options, question.skip)]
    if len(options) == 1:
        yield from ((name,) for name in names if name not in options)
    for name in names if question.choose > 1 else ():
        yield tuple(n for n in names if (n in options) != (n == name))


def apart(tree: Tree) -> dict[tuple[str, str], int]:
    """Return the outcomes one answer apart, and the fewest answers to the more urgent one."""
    found, all_ends = dict[tuple[str, str], int](), ends(tree)
    for sheet, walk in all_ends.items():
        for question, other in changed(tree, walk):
            moved = all_ends.get(tuple(sorted({**dict(sheet), question: other}.items())))
            if moved and tree.outcomes[walk.place.id].tier < tree.outcomes[moved.place.id].tier:
                key, length = (walk.place.id, moved.place.id), len(walk.answers)
                found[key] = min(length, found.get(key, length))
    return found


@settings(max_examples=40, deadline=None)
@given(told(most=4))
def test_neighbours_are_those_of_all_walks(tree: Tree) -> None:
    found = neighbours(ExactSpace(tree))
    assert {pair.outcomes: len(pair.urgent) for pair in found} == apart(tree)
    for pair in found:
        walks = (replay(tree, pair.urgent), replay(tree, pair.gentle))
        assert tuple(walk.place.id for walk in walks) == pair.outcomes
        given, other = ({a.question: a.options for a in walk.answers} for walk in walks)
        differ = [q for q in given if q in other and given[q] != other[q] and given[q] != (GO_ON,)]
        assert differ == [pair.question]
        assert (given[pair.question], other[pair.question]) == pair.change


@settings(max_examples=40, deadline=None)
@given(told(most=4))
def test_the_most_dangerous_neighbours_come_first(tree: Tree) -> None:
    tiers = {name: outcome.tier for name, outcome in tree.outcomes.items()}
    apart = [tiers[b] - tiers[a] for a, b in (p.outcomes for p in neighbours(ExactSpace(tree)))]
    assert apart == sorted(apart, reverse=True)


def long_tree(length: int) -> Tree:
    """Return a tree of so many questions, each with one answer beside the skip."""
    names = [f"q{n}" for n in range(length)]
    questions = {
        name: Question(
            name,
            "",
            "Ask?",
            "Why.",
            (Option("yes", go=(Route(to),)),),
            Option(SKIP, go=(Route(to),)),
        )
        for name, to in zip(names, [*names[1:], "end"], strict=True)
    }
    end = Outcome("end", "end", 0, "End", (Say("", "Done."),))
    return Tree("x", "1", "en", "X", "q0", {}, {}, {}, questions, {}, {"end": end})


def test_a_tree_too_long_to_search_is_said_to_be_too_large() -> None:
    assert forcing(ExactSpace(long_tree(300)))
    with pytest.raises(TooLargeError):
        forcing(ExactSpace(long_tree(400)))
