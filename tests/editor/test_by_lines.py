"""`edit --plain` as an author has it who hears the screen: a line at a time, in a terminal."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.support.small import FILES, write_small
from tests.support.terminal import Terminal

SAFETY, ES, DRAFT = "questions/safety.yaml", "languages/es.yaml", ".draft/desk.json"
TEXTS = 5
"""Texts of the first question: itself, why, and what can be answered."""


def called(*words: str) -> Terminal:
    """Call the editor with these words."""
    return Terminal([sys.executable, "evenground.py", "edit", *words], size=(140, 60))


def by_lines(folder: Path, *words: str) -> Terminal:
    """Open a pack by lines."""
    return called(str(folder), "--plain", *words)


def asked(terminal: Terminal, n: int, prompt: str = "Up brings") -> None:
    """Wait until the words of a text are asked for."""
    terminal.wait_for(rf"\n *{n}\. [^\n]*\n(?:[^\n]*\n){{0,2}}[^\n]*{prompt}[^\n]*\s*$")


def at_the_end(terminal: Terminal, key: str = "Enter to keep") -> None:
    """Wait until it is asked what is to become of it."""
    terminal.wait_for(rf"(?s){key}[^\n]*\s*$")


def ends_by(terminal: Terminal, key: str) -> None:
    """Answer what is to become of it, and wait for the end."""
    at_the_end(terminal)
    terminal.key(key, "enter")
    terminal.wait_end()


def go_through(terminal: Terminal, *said: str) -> None:
    """Answer one text after the other; leave the rest as it is."""
    for n in range(1, TEXTS + 1):
        asked(terminal, n)
        terminal.key(*(said[n - 1] if n <= len(said) else ""), "enter")


def new_lines(folder: Path) -> list[str]:
    """Return the lines of the safety questions on disk that are not as they were."""
    old, now = FILES[SAFETY].splitlines(), (folder / SAFETY).read_text().splitlines()
    return [line.strip() for line in now if line not in old]


def test_a_word_is_changed_and_saved(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    with by_lines(folder, "gate") as terminal:
        go_through(terminal, "Do you want to hurt yourself?")
        ends_by(terminal, "y")
    assert terminal.status == 0
    assert new_lines(folder) == ["ask: Do you want to hurt yourself?"]


def test_what_was_typed_before_a_text_was_shown_is_no_text_of_the_pack(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    with by_lines(folder, "gate") as terminal:
        asked(terminal, 1)
        terminal.key("Do you want to hurt yourself?\rUnseen.\r")
        for n in range(2, TEXTS + 1):
            asked(terminal, n)
            terminal.key("enter")
        ends_by(terminal, "y")
    assert new_lines(folder) == ["ask: Do you want to hurt yourself?"]


def test_a_change_is_taken_back_at_the_end(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    with by_lines(folder, "gate") as terminal:
        go_through(terminal, "Do you?", "Because.")
        at_the_end(terminal)
        terminal.key("u", "enter")
        terminal.wait_for("(?s)Undone.*Enter to keep")
        terminal.key("y", "enter")
        terminal.wait_end()
    assert new_lines(folder) == ["ask: Do you?"]


def test_what_is_thrown_away_leaves_nothing(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    with by_lines(folder, "gate") as terminal:
        go_through(terminal, "Do you?")
        ends_by(terminal, "t")
    assert terminal.status == 0
    assert not new_lines(folder)
    assert not (folder / DRAFT).exists()


@pytest.mark.parametrize("stop", ["ctrl+c", "ctrl+d"])
def test_a_stop_is_heard_at_once_and_loses_nothing(tmp_path: Path, stop: str) -> None:
    folder = write_small(tmp_path)
    with by_lines(folder, "gate") as terminal:
        asked(terminal, 1)
        terminal.key(*"Do you?", "enter")
        asked(terminal, 2)
        terminal.key(stop)
        at_the_end(terminal)
        terminal.key(stop)
        terminal.wait_end()
    assert terminal.status == 0
    with by_lines(folder, "gate") as terminal:
        terminal.wait_for("y to go on")
        terminal.key("y", "enter")
        terminal.wait_for(r"(?s)1\. [^\n]*Do you\?.*Up brings")
        os.kill(terminal.pid, signal.SIGKILL)


def test_texts_of_a_language_are_translated_one_by_one(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    (folder / "languages").mkdir()
    (folder / ES).write_text("")
    with by_lines(folder, "es") as terminal:
        asked(terminal, 1, "Its translation")
        terminal.key(*"Hola", "enter")
        asked(terminal, 2, "Its translation")
        terminal.key("ctrl+d")
        ends_by(terminal, "y")
    assert terminal.status == 0
    assert "Hola" in (folder / ES).read_text()


def test_what_has_no_words_is_said_to_have_none(tmp_path: Path) -> None:
    with by_lines(write_small(tmp_path), "on") as terminal:
        terminal.wait_end()
    assert terminal.status == 0
    assert "evenground edit" in terminal.window.left


GATE = ("Do", "you", "think", "of", "hurting", "yourself?")
"""The words of the first question."""


def choices(terminal: Terminal) -> dict[str, str]:
    """Wait until one of several is asked for; returns what is listed, by its number."""
    terminal.wait_for(r"(?s)\n *2\. [^\n]*\n.*number[^\n]*\s*$")
    lines = [line.strip().partition(". ") for line in terminal.text.splitlines()]
    return {n: says for n, dot, says in lines if dot and n.isdecimal()}


@pytest.mark.parametrize("call", [("{}", "--plain", *GATE), ("--plain", "{}", *GATE)])
def test_words_of_a_question_open_it_wherever_the_folder_stands(
    tmp_path: Path, call: tuple[str, ...]
) -> None:
    folder = write_small(tmp_path)
    with called(*(word.format(folder) for word in call)) as terminal:
        go_through(terminal, "Do you want to hurt yourself?")
        ends_by(terminal, "y")
    assert new_lines(folder) == ["ask: Do you want to hurt yourself?"]


@pytest.mark.parametrize("call", [("{}", "--plain"), ("--plain", "{}")])
def test_without_words_it_asks_until_nothing_more_is_to_be_changed(
    tmp_path: Path, call: tuple[str, ...]
) -> None:
    folder = write_small(tmp_path)
    with called(*(word.format(folder) for word in call)) as terminal:
        terminal.wait_for(r"words, or Enter to leave: *\s*$")
        terminal.key(*" ".join(GATE), "enter")
        go_through(terminal, "Do you?")
        terminal.wait_for(r"words, or Enter to finish: *\s*$")
        terminal.key("enter")
        ends_by(terminal, "y")
    assert new_lines(folder) == ["ask: Do you?"]


def test_of_several_things_with_the_same_words_one_is_chosen_by_its_number(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    with by_lines(folder, "you") as terminal:
        listed = choices(terminal)
        n = next(n for n, says in listed.items() if " ".join(GATE) in says)
        terminal.key(n, "enter")
        go_through(terminal, "Do you?")
        ends_by(terminal, "y")
    assert new_lines(folder) == ["ask: Do you?"]


def test_words_that_nothing_has_are_refused_or_asked_for_again(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    with by_lines(folder, "nobody", "says", "this") as terminal:
        terminal.wait_end()
    assert terminal.status == 2
    with by_lines(folder) as terminal:
        terminal.wait_for(r"Enter to leave: *\s*$")
        terminal.key(*"nobody says this", "enter")
        terminal.wait_for(r"(?s)this\s*\n.*Enter to leave: *\s*$")
        terminal.key("enter")
        terminal.wait_end()
    assert terminal.status == 0
    assert not new_lines(folder)
