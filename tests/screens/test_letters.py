"""With --no-letters a letter acts only after Tab, so that speech or a slip cannot answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from screens.setting import read_setting
from tests.support.small import write_small
from tests.support.terminal import Terminal
from tests.support.traces import TREE, program, sees, walk_to
from tests.support.visit import SETTING, WAYS, visit

NONE = replace(SETTING, no_letters=True)
LETTERS = ["s", "S", "b", "h", "l", "o", "c", "question_mark"]


def test_the_flag_is_read() -> None:
    assert read_setting(["--no-letters"], {}, terminal=True).no_letters
    assert not read_setting([], {}, terminal=True).no_letters


@pytest.mark.parametrize("letter", LETTERS)
async def test_a_letter_alone_does_nothing_and_after_tab_what_it_always_does(letter: str) -> None:
    async with (
        visit(f"{WAYS['acts']} {letter}") as usual,
        visit(WAYS["acts"]) as still,
        visit(f"{WAYS['acts']} {letter} down {letter}", setting=NONE) as run,
    ):
        assert (run.top, run.options) == (still.top, still.options)
        await run.press(f"tab {letter}")
        assert (run.top, run.options) == (usual.top, usual.options)


async def test_q_alone_does_not_leave_and_digits_and_enter_act() -> None:
    async with visit("q 1 enter Q", setting=NONE) as run:
        assert run.app.is_running
        await run.press("3 enter")
        assert len(run.options) == 1


async def test_a_tab_counts_for_the_next_key_alone() -> None:
    async with visit(f"{WAYS['acts']} tab down s", setting=NONE) as run:
        assert len(run.options) == 2


async def test_without_the_flag_tab_does_nothing() -> None:
    async with visit(f"{WAYS['acts']} tab tab s") as run:
        assert len(run.options) == 3


def test_in_a_terminal_a_letter_may_come_together_with_its_tab(tmp_path: Path) -> None:
    with Terminal(program(write_small(tmp_path), "--no-letters")) as terminal:
        walk_to(terminal, "gate")
        terminal.key("\t?")
        sees(terminal, TREE.questions["gate"].why)
