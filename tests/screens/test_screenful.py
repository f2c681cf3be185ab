"""Line mode says one screenful at a time: nothing is lost, and nothing is torn from its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.plain.screenful import WindowSize, screenful
from tests.support.by_hand import Hand
from tests.support.sample import helplines, words
from tests.support.small import write_small
from tests.support.terminal import Terminal
from tests.support.traces import ASKED, OPENINGS, TREE, program

WORDS = words()
PHONE = helplines().countries["GB"].of("emergency")[0].phone
LINES = st.lists(
    st.sampled_from(["", "A heading", "- an item of some words, which goes on", "1. one", "12. two",
                     "s. none", "  below its service", "b   go back", "word " * 60])
)  # fmt: skip


def screens(lines: list[str], size: WindowSize) -> Iterator[list[str]]:
    """Cut all of it."""
    while lines:
        shown, lines = screenful(lines, size)
        yield shown


def said(lines: list[str]) -> list[str]:
    """List the words."""
    return " ".join(lines).split()


@given(LINES, st.integers(4, 30), st.integers(8, 72))
def test_nothing_is_lost_and_no_screenful_is_higher_than_the_window(
    lines: list[str], rows: int, columns: int
) -> None:
    cut = list(screens(lines, WindowSize(columns, rows)))
    assert said([row for shown in cut for row in shown]) == said(lines)
    assert all(len(shown) <= rows for shown in cut)
    assert all(any(shown) for shown in cut[1:])


@pytest.mark.parametrize("rows", range(5, 12))
def test_a_heading_stays_with_its_first_item_and_a_number_with_its_service(rows: int) -> None:
    lines = [
        "Text",
        "",
        "Heading",
        "- one",
        "- two",
        "",
        "Service",
        "  Call 1",
        "  Open",
        "",
        "End",
    ]
    for shown in screens(lines, WindowSize(72, rows)):
        assert ("Heading" in shown) == ("- one" in shown)
        assert ("Service" in shown) == ("  Call 1" in shown) == ("  Open" in shown)


def test_without_a_window_all_of_it_is_one() -> None:
    assert screenful(["word"] * 500, WindowSize()) == (["word"] * 500, [])


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep the small pack on disk."""
    return write_small(tmp_path_factory.mktemp("pack"))


@contextmanager
def at_danger(pack: Path) -> Iterator[tuple[Terminal, Hand]]:
    """Come to the first screenful of an urgent page, in a small window."""
    with Terminal(program(pack, "--plain"), size=(60, 12)) as terminal:
        hand = Hand(terminal)
        hand.type("", "3", "1")
        hand.asked()
        yield terminal, hand


def test_an_urgent_page_is_seen_whole_with_its_numbers_first_and_last(pack: Path) -> None:
    with at_danger(pack) as (_, hand):
        seen = hand.read()
        assert len(seen) > 2
        assert PHONE in seen[0]
        assert PHONE in seen[-1]
        whole = " ".join(re.sub(r"\s+", " ", text) for text in seen)
        assert OPENINGS["danger"] in whole


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("b", ASKED["acts"]), ("l", WORDS["line.aloud.first"]), ("h", WORDS["card.title"])],
)
def test_a_letter_works_before_all_was_read(pack: Path, typed: str, shown: str) -> None:
    with at_danger(pack) as (terminal, hand):
        assert hand.waits
        hand.say(typed)
        hand.asked()
        assert shown in terminal.text


def test_a_number_answers_only_what_is_in_sight(pack: Path) -> None:
    with Terminal(program(pack, "--plain"), size=(40, 8)) as terminal:
        hand = Hand(terminal)
        hand.type("", "3")
        hand.asked()
        assert hand.waits
        hand.say("4")
        hand.asked()
        assert hand.waits
        texts = hand.read()
        assert TREE.questions["acts"].options[3].say in texts[-1]
        hand.type("4")
        hand.asked()
        assert ASKED["calm"][:20] in terminal.text


def test_a_window_made_larger_shows_more_at_once(pack: Path) -> None:
    with at_danger(pack) as (terminal, hand):
        before = hand.prompts
        terminal.resize(60, 200)
        seen = hand.read()
        assert hand.prompts - before == 1
        assert OPENINGS["danger"] in re.sub(r"\s+", " ", seen[-1])
