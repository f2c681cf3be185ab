"""The full screen as fenrir reads it: what is new is said once and whole, and nothing else."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.heard.reader import ABSENT, FENRIR, Heard, Reader, lines, plain
from tests.support.sample import helplines, words
from tests.support.small import write_small
from tests.support.traces import ASKED, SAYINGS, TREE, program, sees
from tree.helplines import EMERGENCY

pytestmark = pytest.mark.skipif(FENRIR is None, reason=ABSENT)
UP = "\x1b[A"
WALK = {
    "begin": ["1\r"],
    "nothing chosen": ["enter"],
    "first arrow": ["down"],
    "arrow": ["down"],
    "arrow up": [UP],
    "digit": ["3"],
    "why": ["?"],
    "back from why": ["b"],
    "ticks asked": ["enter"],
    "tick": ["1"],
    "tick another": ["2"],
    "move to the third": ["down"],
    "tick that unticks others": [" "],
    "card": ["h"],
    "back from the card": ["b"],
    "look over": ["l"],
    "back from looking over": ["b"],
    "move to the fourth": ["4"],
    "calm asked": ["enter"],
    "go back": ["b"],
    "move to an act": ["1"],
    "urgent": ["enter"],
    "more of it": ["n"],
}
"""Keys of one visit over the small pack, each with the name of what they do."""

LETTER = {
    "first question": ["1\r"],
    "second question": ["3", "enter"],
    "third question": ["2", "enter"],
    "fourth question": ["1", "enter"],
    "answers": ["1", "enter"],
    "letter": ["g"],
    "chapter": ["n"],
    "next chapter": ["n"],
    "chapter before": ["p"],
    "back at the letter": ["b"],
    "take along": ["t"],
}
"""Keys of a visit that ends at a page that is not urgent, read by chapters."""

QUESTIONS = {
    "begin": "gate",
    "ticks asked": "acts",
    "back from why": "gate",
    "back from the card": "acts",
    "back from looking over": "acts",
    "calm asked": "calm",
    "go back": "acts",
}
PAGES = ["why", "card", "look over", "urgent", "more of it"]
ROWS = {"first arrow": "1", "arrow": "2", "arrow up": "1", "digit": "3", "move to the third": "3"}


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Heard]:
    """Take a visit that is read aloud, from the start to after leaving."""
    folder = tmp_path_factory.mktemp("heard")
    with Reader(program(write_small(folder)), folder) as reader:
        sees(reader, words()["leave.line"])
        heard = {"start": Heard([], reader.hears(), lines(reader.text))}
        heard |= {name: reader.press(*keys) for name, keys in WALK.items()}
        reader.key("ctrl+c")
        reader.wait_end()
        heard["left"] = Heard([], [], lines(reader.text))
    return heard


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Heard]:
    """Take a visit that is read aloud, to an outcome and through its chapters."""
    folder = tmp_path_factory.mktemp("letter")
    with Reader(program(write_small(folder)), folder) as reader:
        sees(reader, words()["leave.line"])
        reader.hears()
        return {name: reader.press(*keys) for name, keys in LETTER.items()}


def row(event: Heard, key: str) -> str:
    """Return the words of the row in sight that this digit marks."""
    return next(line for line in event.shown if line.startswith(f"{key} "))


def test_at_the_start_all_in_sight_is_said_once_and_in_order(heard: dict[str, Heard]) -> None:
    start = heard["start"]
    assert start.said[start.said.index(start.shown[0]) :] == start.shown


@pytest.mark.parametrize("event", [*QUESTIONS, *PAGES])
def test_all_that_comes_in_sight_is_said(heard: dict[str, Heard], event: str) -> None:
    assert heard[event].new <= Counter(heard[event].said)


@pytest.mark.parametrize("event", [*QUESTIONS, *PAGES][1:])
def test_nothing_is_said_twice_nor_what_is_out_of_sight(
    heard: dict[str, Heard], event: str
) -> None:
    assert Counter(heard[event].said) <= Counter(heard[event].shown)


@pytest.mark.parametrize("event", [*LETTER][5:])
def test_a_letter_and_its_chapters_are_said_once_and_whole(
    letter: dict[str, Heard], event: str
) -> None:
    assert letter[event].new <= Counter(letter[event].said) <= Counter(letter[event].shown)


def test_all_of_a_letter_can_be_heard(letter: dict[str, Heard]) -> None:
    outcome = TREE.outcomes["step-back"]
    said = [line for event in [*LETTER][5:] for line in letter[event].said]
    assert {plain(outcome.title), plain(outcome.opening[0].say)} <= {*said}
    assert {plain(step.say) for step in outcome.steps} <= {*said}


@pytest.mark.parametrize("event", QUESTIONS)
def test_a_question_is_said_with_its_options(heard: dict[str, Heard], event: str) -> None:
    assert plain(ASKED[QUESTIONS[event]]) in heard[event].said


@pytest.mark.parametrize("event", ROWS)
def test_a_row_that_is_marked_is_said_and_nothing_else(heard: dict[str, Heard], event: str) -> None:
    assert heard[event].said == [row(heard[event], ROWS[event])]


@pytest.mark.parametrize(("event", "key"), [("tick", "1"), ("tick another", "2")])
def test_a_tick_is_said_with_its_row(heard: dict[str, Heard], event: str, key: str) -> None:
    ticked = row(heard[event], key)
    assert ticked not in heard[event].before
    assert heard[event].said.count(ticked) == 1


def test_rows_that_lose_their_tick_are_said(heard: dict[str, Heard]) -> None:
    event = heard["tick that unticks others"]
    assert {row(event, key) for key in "123"} <= set(event.said)


@pytest.mark.parametrize("event", ["nothing chosen", "tick that unticks others"])
def test_a_notice_is_said(heard: dict[str, Heard], event: str) -> None:
    """A notice is no row of the list: it begins with no digit."""
    notice = {line for line in heard[event].new if not line[0].isdigit()}
    assert notice
    assert notice <= {*heard[event].said}


def test_an_urgent_page_says_its_number_first(heard: dict[str, Heard]) -> None:
    (emergency, *_) = helplines().find("GB", EMERGENCY)
    assert plain(emergency.number) in heard["urgent"].said[0]


def test_after_leaving_nothing_is_left_to_be_read(heard: dict[str, Heard]) -> None:
    assert not {*heard["left"].shown} & {*map(plain, SAYINGS)}
