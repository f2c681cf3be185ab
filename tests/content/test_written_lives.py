"""Lives written from the story alone: where a careful counsellor would let each of them end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tree.checking.checked import Checked, check_pack
from tree.model import GO_ON, Outcome, Tree
from tree.pack.files import gather
from tree.pack.yaml_reader import Plain, parse
from tree.page import Page, page
from tree.proving.sets.shown import sayings
from tree.walk import Answer, Walk, begin

ROOT = Path(__file__).parents[2]
LIVES = sorted((ROOT / "tests" / "lives").glob("*.yaml"))
KEYS = {"story", "hard", "language", "ends", "tier", "never", "shows", "answers"}
TOGETHER = {"couples", "joint", "mediation", "together", "contact", "reach-them", "hope"}
URGENT = TOGETHER | {"confront", "leave", "announce", "patience", "stay-in-touch"}
NEVER = {0: URGENT, 1: URGENT, 2: TOGETHER}
"""What pages of a tier never show, whoever is there."""


@dataclass(frozen=True)
class Life:
    """One written life, and its walk through the shipped pack."""

    says: dict[str, Any]
    walk: Walk
    pages: tuple[Page, ...]

    @property
    def end(self) -> Outcome:
        """Say where it ends."""
        return self.pages[-1].outcome


@cache
def checked() -> Checked:
    """Read the shipped pack once."""
    return check_pack(gather(ROOT / "content" / "evenground"))


@cache
def shipped(language: str = "") -> Tree:
    """Say the shipped pack in a language, or in its own."""
    return checked().speak(language)


@cache
def life(path: Path) -> Life:
    """Walk a written life, keeping every page that is shown on the way."""
    says = parse(path.read_bytes(), path.name).value
    assert isinstance(says, dict)
    walk, pages = begin(shipped(str(says["language"]))), list[Page]()
    answers = says["answers"]
    assert isinstance(answers, list)
    for given in map(_answer, answers):
        assert given.question == walk.place.id, path.stem
        if given.options == (GO_ON,):
            pages.append(page(walk))
        walk = walk.answer(*given.options)
    assert isinstance(walk.place, Outcome), walk.place.id
    return Life(says, walk, (*pages, page(walk)))


def _answer(item: Plain) -> Answer:
    assert isinstance(item, dict)
    chosen = item["option"]
    options = chosen if isinstance(chosen, list) else [chosen]
    return Answer(str(item["question"]), tuple(str(option) for option in options))


def shown(last: Page) -> set[str]:
    """List what a page shows: its tags, and the ids of its steps and notes."""
    return {*last.tags, *(say.id for say in last.says)}


def known() -> set[str]:
    """List every tag and id that some page may show."""
    pages = shipped().outcomes.values()
    says = [say for o in pages for say in sayings(o)]
    lines = {line for o in pages for line in o.helplines} | {
        h for say in says for h in say.helplines
    }
    tags = {tag for o in pages for tag in o.tags} | {tag for say in says for tag in say.tags}
    return tags | {say.id for say in says} | {f"line:{line}" for line in lines}


@pytest.mark.parametrize("path", LIVES, ids=lambda path: path.stem)
def test_a_life_ends_where_a_counsellor_would_accept(path: Path) -> None:
    lived = life(path)
    assert set(lived.says) | {"hard"} == KEYS
    assert lived.end.kind in lived.says["ends"]
    assert str(lived.end.tier) in lived.says["tier"]


@pytest.mark.parametrize("path", LIVES, ids=lambda path: path.stem)
def test_nobody_is_shown_what_must_not_be_shown(path: Path) -> None:
    lived = life(path)
    assert {*lived.says["never"], *lived.says["shows"]} <= known()
    for each in lived.pages:
        never = {*lived.says["never"], *NEVER.get(each.outcome.tier, ())}
        assert never & shown(each) == set(), each.outcome.id


@pytest.mark.parametrize("path", LIVES, ids=lambda path: path.stem)
def test_everybody_is_shown_what_must_be_shown(path: Path) -> None:
    lived = life(path)
    assert set(lived.says["shows"]) - shown(lived.pages[-1]) == set()


def test_there_are_many_lives_and_half_of_them_are_hard() -> None:
    assert len(LIVES) >= 60
    assert 2 * sum("hard" in life(path).says for path in LIVES) >= len(LIVES)
    assert {life(path).end.id for path in LIVES} >= _ends(shipped())


def test_lives_are_lived_in_more_than_one_language() -> None:
    lived = Counter(life(path).says["language"] for path in LIVES)
    assert lived.keys() == {"en", "es"}
    assert min(lived.values()) >= 8


def _ends(tree: Tree) -> set[str]:
    return {outcome.id for outcome in tree.outcomes.values() if not outcome.go_on}


def test_two_people_at_one_outcome_read_different_pages() -> None:
    """No page of an outcome that several lives reach is the same twice, but for the urgent ones."""
    pages = Counter(
        (lived.end.id, tuple(say.say for say in last.says), last.opening)
        for lived in map(life, LIVES)
        if (last := lived.pages[-1]).outcome.tier > 1
    )
    assert [key[0] for key, n in pages.items() if n > 1] == []
