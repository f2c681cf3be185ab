"""How many questions can still come, against counting every walk by hand."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given

from tests.support.random_trees import answers, trees
from tests.support.sheets import PLAIN, shipped
from tests.support.small import small_tree
from tree.ahead import STATES, Ahead, Counter
from tree.checking.checked import check_pack
from tree.checking.proved import prove_pack
from tree.model import Outcome, Tree
from tree.pack.files import gather
from tree.prepare import Places, prepare
from tree.walk import Answer, Walk, begin

Known = dict[tuple[Answer, ...], tuple[int, int]]
"""What is ahead of each walk of one tree."""


def brute(walk: Walk, known: Known) -> tuple[int, int]:
    """Count by walking on in every way, once; a passing outcome may also be where one stops."""
    if walk.answers not in known:
        known[walk.answers] = _count(walk, known)
    return known[walk.answers]


def _count(walk: Walk, known: Known) -> tuple[int, int]:
    ways = [brute(walk.answer(*options), known) for options in answers(walk.place)]
    if isinstance(walk.place, Outcome):
        return 0, max((most for _, most in ways), default=0)
    return 1 + min(least for least, _ in ways), 1 + max(most for _, most in ways)


@given(trees(most=4))
def test_the_count_is_that_of_all_walks_from_every_place(tree: Tree) -> None:
    counter, todo, known = Counter(tree), [begin(tree)], Known()
    while todo:
        walk = todo.pop()
        assert counter.ahead(walk) == Ahead(*brute(walk, known))
        todo += [walk.answer(*options) for options in list(answers(walk.place))[:2]]


@given(trees())
def test_beyond_its_size_only_a_most_is_said_and_it_holds(tree: Tree) -> None:
    walk = begin(tree)
    ahead = Counter(tree, states=0).ahead(walk)
    assert ahead.least is None
    assert ahead.most >= brute(walk, Known())[1]


@given(trees())
def test_a_most_is_never_beyond_the_longest_walk(tree: Tree) -> None:
    todo, known = [begin(tree)], Known()
    longest = brute(todo[0], known)[1]
    counter = Counter(tree, states=0, longest=longest)
    while todo:
        walk = todo.pop()
        most = counter.ahead(walk).most
        assert brute(walk, known)[1] <= most <= longest - len(walk.asked)
        todo += [walk.answer(*options) for options in list(answers(walk.place))[:2]]


def test_a_start_of_the_shipped_pack_knows_its_longest_walk_and_keeps_it(tmp_path: Path) -> None:
    content = Path(__file__).parents[2] / "content"
    places = Places(
        content / "evenground", content / "words", content / "helplines", stored=tmp_path
    )
    read, stored = (prepare(places, "en") for _ in range(2))
    verdict = prove_pack(check_pack(gather(places.pack))).verdict
    assert verdict
    assert read.longest == stored.longest == verdict.longest
    assert stored.longest
    counter = Counter(stored.tree, states=0, longest=stored.longest)
    assert counter.ahead(begin(stored.tree)).most <= stored.longest


def test_a_most_is_said_even_of_a_tree_with_a_loop() -> None:
    tree = small_tree()
    fork = tree.forks["end"]
    tree.forks["end"] = type(fork)("end", (type(fork.go[0])("gate"),))
    assert Counter(tree).ahead(begin(tree)) == Ahead(None, len(tree.questions))


def test_what_does_not_matter_is_counted_once() -> None:
    tree = small_tree()
    counter = Counter(tree)
    walk = begin(tree).answer("no")
    assert counter.ahead(walk) == counter.ahead(begin(tree).skip()) == Ahead(1, 3)


def test_a_question_of_the_shipped_pack_is_never_kept_waiting_by_the_count() -> None:
    walk, told = begin(shipped()), []
    counter = Counter(walk.tree)
    while not isinstance(walk.place, Outcome):
        before = len(counter._known)
        told.append(counter.ahead(walk))
        assert len(counter._known) - before <= STATES
        walk = walk.answer(*PLAIN[walk.place.id].split())
    assert [ahead.least for ahead in told[-5:]] == [5, 4, 3, 2, 1]


@given(trees(most=4))
def test_a_counter_for_another_visit_counts_alike_and_shares_no_count(tree: Tree) -> None:
    first = Counter(tree)
    other = first.anew()
    assert other.ahead(begin(tree)) == Counter(tree).ahead(begin(tree))
    assert other._known
    assert not first._known
