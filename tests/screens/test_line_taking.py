"""Taking along in line mode: the same marks, page and file, by typed letters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from screens.words import Words
from tests.support import sample
from tests.support.typed import PLAIN, TREE, Said, visit

SAYS = Words(sample.words())
BACK = ("", "3", "4", "2", "1 2", "", "")
"""From the welcome to a gentle outcome with two steps."""

REST, BOTH = (step.say for step in TREE.outcomes["step-back"].steps)
STEPS = "1"
"""Types the number of the chapter of steps there."""


def taken(*typed: str) -> str:
    """Return what comes after the title of the page to copy from, when it is opened last."""
    return visit(*BACK, *typed, "t").text.rpartition(SAYS("take.how"))[2]


def test_the_page_is_one_letter_from_an_outcome() -> None:
    said = taken()
    assert REST in said
    assert "999" in said


def test_numbers_mark_steps_in_their_chapter_and_unmark_them() -> None:
    marked = taken(STEPS, "2")
    assert BOTH in marked
    assert REST not in marked
    assert REST in taken(STEPS, "2", "1")
    assert REST in taken(STEPS, "2", "2")
    assert REST in taken(STEPS, "1 2")


def test_marks_stay_while_one_looks_elsewhere_and_go_with_a_new_start() -> None:
    assert REST not in taken(STEPS, "2", "l", "")
    again = visit(*BACK, STEPS, "2", "a", "", *BACK[1:], "t").text
    assert REST in again.rpartition(SAYS("take.how"))[2]


@pytest.mark.parametrize("typed", [("",), ("", "3"), ("", "3", "4", "l")])
def test_where_there_is_nothing_to_take_yet_it_says_so(typed: tuple[str, ...]) -> None:
    assert SAYS("line.take-none") in visit(*typed, "t").text


def saving(path: Path, *typed: str) -> Said:
    """Come to the outcome with a file named at the start."""
    return visit(*BACK, *typed, setting=replace(PLAIN, save=str(path)))


def test_a_file_is_written_after_a_warning_and_a_second_enter(tmp_path: Path) -> None:
    path = tmp_path / "new.txt"
    saving(path, "k")
    assert not path.exists()
    saving(path, "k", "b")
    assert not path.exists()
    assert str(path) in saving(path, "k", "").text
    text = path.read_text()
    assert REST in text
    assert BOTH not in text
    assert "999" in text


def test_what_cannot_be_written_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "new.txt"
    path.write_text("Mine.")
    said = saving(path, "k", "", "t")
    assert SAYS("save.exists") in said.text
    assert said.status == 0
    assert path.read_text() == "Mine."


def test_without_a_name_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert visit(*BACK, "k", "").status == 0
    assert list(tmp_path.iterdir()) == []
