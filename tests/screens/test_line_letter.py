"""Outcomes by chapters in line mode, where the window does not hold all of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from screens.words import Words
from tests.support.by_hand import Hand
from tests.support.sample import helplines, words
from tests.support.small import write_small
from tests.support.terminal import Terminal
from tests.support.traces import OPENINGS, TREE, program
from tree.page import page
from tree.walk import Answer, follow

SAYS = Words(words())
URGENT = page(follow(TREE, [Answer("gate", ("no",)), Answer("acts", ("hit",))]))
STEP = URGENT.steps[-1].say
CANNOT = SAYS("outcome.cannot_says")[:30]
PHONE = helplines().countries["GB"].of("emergency")[0].phone


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep the small pack on disk."""
    return write_small(tmp_path_factory.mktemp("pack"))


class Reading:
    """Someone who types, and looks at what each line brought, all of it read."""

    def __init__(self, terminal: Terminal) -> None:
        """Come to an urgent outcome."""
        self._window, self._hand = terminal.window, Hand(terminal)
        self._hand.type("", "3")
        self._hand.read()
        self.front = self.type("1")

    def type(self, line: str) -> str:
        """Type a line, and read what it brings."""
        before = self._window.left.rstrip()
        self._hand.say(line)
        return self._read(before)

    def _read(self, before: str) -> str:
        self._hand.read()
        return " ".join(self._window.left[len(before) :].split())


@contextmanager
def reading(pack: Path) -> Iterator[Reading]:
    """Read an urgent outcome in a window that does not hold it."""
    with Terminal(program(pack, "--plain"), size=(72, 18)) as terminal:
        yield Reading(terminal)


def test_letters_turn_chapters_and_b_goes_to_the_first_screen(pack: Path) -> None:
    with reading(pack) as at:
        assert CANNOT not in at.front
        assert STEP in at.type("n")
        assert STEP not in at.type("n")
        assert STEP in at.type("p")
        assert OPENINGS["danger"] in at.type("b")


def test_a_number_opens_a_chapter_and_the_ends_are_said(pack: Path) -> None:
    with reading(pack) as at:
        assert SAYS("line.outcome.first")[:20] in at.type("p")
        assert STEP in at.type("1")
        assert CANNOT in at.type(str(_chapters(at.front)))
        assert SAYS("line.outcome.last")[:20] in at.type("n")


def _chapters(front: str) -> int:
    """Count the chapters that are listed."""
    n = 1
    while f" {n + 1}. " in front:
        n += 1
    return n


def test_the_number_for_danger_ends_each_chapter_of_an_urgent_page(pack: Path) -> None:
    with reading(pack) as at:
        for _ in range(_chapters(at.front)):
            assert PHONE in at.type("n")


@pytest.mark.parametrize("letter", ["h", "o", "m", "?", "e", "w"])
def test_after_something_beside_it_b_goes_back_to_the_chapter(pack: Path, letter: str) -> None:
    with reading(pack) as at:
        at.type("1")
        assert STEP not in at.type(letter)
        assert STEP in at.type("b")
