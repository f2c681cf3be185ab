"""Terminals of several kinds, from the first key to an urgent page, and what is left of it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.by_hand import Hand
from tests.support.small import write_small
from tests.support.terminal import Terminal
from tests.support.traces import (
    ASKED,
    OPENINGS,
    SAYINGS,
    program,
    sees,
    usable,
    walk_to,
)

SCREEN = shutil.which("screen")
PROMPT = "here>"
KINDS = {
    "16 colours": ["TERM=xterm"],
    "no colour": ["NO_COLOR=1"],
    "light ground": ["COLORFGBG=0;15"],
    "console": ["TERM=linux"],
    "vt100": ["TERM=vt100"],
}


def to_the_outcome(terminal: Terminal) -> None:
    """Answer until the urgent page is in sight."""
    walk_to(terminal, "acts")
    terminal.key("1", "enter")
    sees(terminal, OPENINGS["danger"])


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_check_goes_to_an_outcome_and_leaves_nothing(tmp_path: Path, kind: list[str]) -> None:
    with Terminal(["env", *kind, *program(write_small(tmp_path))]) as terminal:
        to_the_outcome(terminal)
        terminal.key("ctrl+c")
        terminal.wait_end()
        assert terminal.status == 0
        assert usable(terminal)
        assert not any(saying in terminal.window.left for saying in SAYINGS)


@pytest.mark.parametrize("kind", [["-u", "TERM"], ["TERM=dumb"]], ids=["no TERM", "dumb"])
def test_a_terminal_that_can_do_nothing_gets_lines(tmp_path: Path, kind: list[str]) -> None:
    with Terminal(["env", *kind, *program(write_small(tmp_path))]) as terminal:
        hand = Hand(terminal)
        hand.asked()
        while ASKED["gate"] not in terminal.window.left:
            hand.type("")
            hand.asked()
        hand.type("3", "1")
        terminal.wait(lambda: OPENINGS["danger"] in terminal.window.left, "the outcome")
        assert not terminal.window.modes & {1049}


@pytest.mark.skipif(SCREEN is None, reason="GNU screen is not installed")
def test_gnu_screen_keeps_nothing_in_sight_nor_above_it(tmp_path: Path) -> None:
    held = tmp_path / "held"
    name = [str(SCREEN), "-c", "/dev/null", "-S", f"evenground-{os.getpid()}"]
    shell = ["env", f"PS1={PROMPT} ", "sh", "-i"]
    with Terminal([*name, *shell]) as terminal:
        sees(terminal, PROMPT)
        terminal.key(shlex.join(program(write_small(tmp_path))), "enter")
        to_the_outcome(terminal)
        terminal.key("ctrl+c")
        terminal.wait(lambda: terminal.text.rstrip().endswith(PROMPT), "a new prompt")
        terminal.key(shlex.join([*name, "-X", "hardcopy", "-h", str(held)]), "enter")
        terminal.wait(lambda: held.exists() and PROMPT in held.read_text(), "the copy")
        assert not any(saying in held.read_text() for saying in SAYINGS)
        subprocess.run([*name, "-X", "quit"], check=True)
