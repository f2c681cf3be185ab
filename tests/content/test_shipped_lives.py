"""The lives of the shipped pack: many and hard, and proved over all that they leave open."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from tests.support.lives import PACK, checked, lived
from tree.checking.checked import check_pack
from tree.checking.lived import live
from tree.model import Tree
from tree.pack.files import gather
from tree.pack.life_shapes import LifeShape
from tree.page import Page, page
from tree.proving.promise import Target
from tree.proving.prove_lives import LifeProof
from tree.proving.sets.exact_space import ExactSpace

TOGETHER = {"couples", "joint", "mediation", "together", "contact", "reach-them", "hope"}
URGENT = TOGETHER | {"confront", "leave", "announce", "patience", "stay-in-touch"}
NEVER = {0: URGENT, 1: URGENT, 2: TOGETHER}
"""What pages of a tier never show, whoever is there."""


def shipped(language: str = "") -> Tree:
    """Return the shipped pack in a language, or in its own."""
    return checked().speak(language)


@cache
def space() -> ExactSpace:
    """Return all walks of the shipped pack."""
    return ExactSpace(shipped())


@cache
def ends() -> dict[str, Page]:
    """Return the page at the end of each life, by its name."""
    return {life.id: page(lived(shipped(), life)) for life in checked().lives}


def written() -> dict[str, LifeShape]:
    """Return the lives as they were written."""
    pack = checked().pack
    assert pack
    return {name: item.shape for name, item in pack.lives.items()}


def proofs(tree: Tree, walks: ExactSpace) -> tuple[LifeProof, ...]:
    """Prove the shipped lives on a tree."""
    return live(tree, checked().lives, walks)


def test_every_life_ends_as_told_whatever_else_is_answered() -> None:
    assert [proof.life for proof in proofs(shipped(), space()) if proof.kept is not True] == []


def test_there_are_many_lives_and_half_of_them_are_hard() -> None:
    shapes = written().values()
    assert len(shapes) >= 100
    assert 2 * sum(bool(shape.hard) for shape in shapes) >= len(shapes)


def test_lives_are_told_in_more_than_one_language() -> None:
    told = Counter(shape.language for shape in written().values())
    assert told.keys() == {"en", "es"}
    assert min(told.values()) >= 8


def test_a_life_comes_to_every_outcome_that_cannot_be_left() -> None:
    last = {outcome.id for outcome in shipped().outcomes.values() if not outcome.go_on}
    assert {end.outcome.id for end in ends().values()} >= last


def test_no_life_answers_all_that_it_is_asked() -> None:
    """Most leave something open, so that a question more or less breaks none of them."""
    asked = {life.id: len(lived(shipped(), life).asked) for life in checked().lives}
    given = {life.id: len(life.answers) for life in checked().lives}
    assert 2 * sum(given[name] < asked[name] for name in asked) > len(asked)


@pytest.mark.parametrize("tier", sorted(NEVER))
def test_pages_of_a_tier_never_show_what_must_not_be_shown_there(tier: int) -> None:
    pages = [outcome for outcome in shipped().outcomes.values() if outcome.tier == tier]
    assert pages
    shows = Target(tags=frozenset(NEVER[tier]))
    for outcome in pages:
        seen = space().pages.shown(shows, outcome)
        assert not space().diagram.intersects(space().ends[outcome.id], seen), outcome.id


def test_two_people_at_one_outcome_read_different_pages() -> None:
    """No page of an outcome that several lives reach is the same twice, but for the urgent ones."""
    pages = Counter(
        (end.outcome.id, tuple(say.say for say in end.says), end.opening)
        for end in ends().values()
        if end.outcome.tier > 1
    )
    assert [key[0] for key, n in pages.items() if n > 1] == []


MORE = """  - id: keep-up
    ask: "Can you keep up with work or study?"
    why: "It shows how tired you are."
    sources: [B14]
    go: standing
    options: [{id: yes, say: "Yes"}, {id: no, say: "No"}]
  - id: standing
"""


def test_a_harmless_question_more_breaks_no_life() -> None:
    files, name = gather(PACK), "questions/start.yaml"
    asked = files[name].decode().replace("    go: standing\n", "    go: keep-up\n", 1)
    files[name] = asked.replace("  - id: standing\n", MORE, 1).encode()
    found = check_pack({n: raw for n, raw in files.items() if not n.startswith("languages/")})
    assert found.tree
    assert "keep-up" in found.tree.questions
    again = proofs(found.tree, ExactSpace(found.tree))
    assert [proof.life for proof in again if not proof.kept] == []
