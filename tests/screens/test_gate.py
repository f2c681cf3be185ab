"""Which keys count: those that were meant for the frame that stood there when they were read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.terminal.input import MOST, QUIET, Gate

NAMES = ["1", "3", "enter", "up", "down", "space", "s", "b", "l", "other"]


@pytest.mark.parametrize(
    ("keys", "counted"),
    [
        (["3", "enter", "s"], ["3", "enter"]),
        (["down", "enter", "s"], ["down", "enter"]),
        (["down", "down", "enter"], ["down", "down"]),
        (["1", "2", "enter"], ["1"]),
        (["space", "enter", "enter"], ["space", "enter"]),
        (["3", "3", "enter"], ["3"]),
        (["s", "s"], ["s"]),
        (["enter", "3", "enter"], ["enter"]),
        (["3", "b", "q"], ["3", "q"]),
        (["down"] * (MOST + 9), ["down"] * MOST),
    ],
)
def test_of_keys_read_together_only_those_for_what_was_in_sight_count(
    keys: list[str], counted: list[str]
) -> None:
    assert Gate().hear(keys) == counted


@given(st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3), max_size=6), st.data())
def test_what_counts_of_a_burst_is_its_beginning(
    reads: list[list[str]], data: st.DataObject
) -> None:
    gate, counted = Gate(), []
    for keys in reads:
        counted += gate.hear(keys, arrived=data.draw(st.booleans()))
        if data.draw(st.booleans()):
            gate.sent()
    assert counted == [key for keys in reads for key in keys][: len(counted)]


def test_after_a_dropped_key_a_pause_and_a_key_by_itself_are_needed() -> None:
    gate = Gate()
    assert gate.hear(["s", "3"]) == ["s"]
    gate.sent()
    assert gate.hear(["enter"]) == []
    gate.pause(QUIET)
    assert gate.hear(["1", "enter"]) == []
    gate.pause(QUIET / 2)
    assert gate.hear(["1"]) == []
    gate.pause(QUIET)
    assert gate.hear(["1"]) == ["1"]


@pytest.mark.parametrize(
    ("keys", "turns"),
    [([], False), (["3"], False), (["down", "down"], False), (["3", "enter"], True), (["h"], True)],
)
def test_what_is_sent_may_show_another_page_unless_keys_did_no_more_than_mark(
    keys: list[str], *, turns: bool
) -> None:
    gate = Gate()
    assert gate.hear(keys) == keys
    assert gate.turns == turns
    gate.sent()
    assert not gate.turns
    gate.shut()
    assert gate.turns


def test_nothing_counts_while_what_is_in_sight_changes_or_has_not_arrived() -> None:
    gate = Gate()
    gate.shut()
    assert gate.hear(["enter"]) == []
    gate = Gate()
    assert gate.hear(["s"]) == ["s"]
    gate.sent()
    assert gate.hear(["enter"], arrived=False) == []
