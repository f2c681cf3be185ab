"""The real program over the small pack in a real terminal, and what it left there."""

from __future__ import annotations

import re
import sys
import termios
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.support.sample import words
from tests.support.small import small_tree
from tests.support.terminal import FRAME, Terminal

TREE = small_tree()
ASKED = {name: question.ask for name, question in TREE.questions.items()}
OPENINGS = {o.id: o.opening[0].say for o in TREE.outcomes.values()}
SAYINGS = {*ASKED.values(), *OPENINGS.values(), TREE.title}
SAYINGS |= {o.say for q in TREE.questions.values() for o in q.options if len(o.say) > 3}
SAYINGS |= {topic.title for topic in TREE.topics.values()} | set(TREE.facts.values())
PLAIN_MODES = {7, 25}
"""Wrapping and a visible cursor: on in every terminal."""

HISTORY = 'i=0; while [ $i -lt 60 ]; do i=$((i+1)); echo "old line $i"; done; exec "$@"'
"""Fills the screen and what is above it with lines of the person's own, then starts the program."""

STEPS = {
    "gate": ("1", "enter"),
    "acts": ("3", "enter"),
    "calm": ("4", "enter"),
    "matters": ("1", "enter"),
}
"""Keys that lead to each question from the one before; from the welcome to the first."""


@contextmanager
def started(argv: Sequence[str], term: str = "xterm-256color") -> Iterator[Terminal]:
    """Start a program below lines of the person's own."""
    with Terminal(["sh", "-c", HISTORY, "sh", *argv], term) as terminal:
        yield terminal


def program(pack: Path, *flags: str) -> list[str]:
    """Say how the program is started over a pack."""
    return [sys.executable, "evenground.py", "--pack", str(pack), "--country", "GB", *flags]


def sees(terminal: Terminal, saying: str) -> None:
    """Wait until these words are in sight."""
    terminal.wait_for(re.escape(saying))


def walk_to(terminal: Terminal, question: str) -> None:
    """Answer until this question is in sight."""
    sees(terminal, words()["leave.line"])
    for name, keys in STEPS.items():
        terminal.key(*keys)
        asks(terminal, name)
        if name == question:
            return


def asks(terminal: Terminal, question: str) -> None:
    """Wait until this question is in sight; go on from its note where that comes before it."""
    asked, note = ASKED[question], TREE.topics[TREE.questions[question].topic].note

    def alone() -> bool:
        return stands_at(terminal, note) and not any(a in terminal.text for a in ASKED.values())

    terminal.wait(lambda: stands_at(terminal, asked) or (note and alone()), asked)
    if asked not in terminal.text:
        terminal.key("enter")
        terminal.wait(lambda: stands_at(terminal, asked), asked)


def stands_at(terminal: Terminal, saying: str) -> bool:
    """Return whether the cursor is before these words, where a whole frame leaves it.

    A terminal within a terminal, as GNU screen, shows a frame in parts, and does not say so.
    """
    window = terminal.window
    cursor = window.shown.cursor
    return FRAME not in window.modes and saying in window.row(cursor.y)[cursor.x :]


def old_lines(terminal: Terminal) -> list[str]:
    """List what is left on the main screen and above it, without blank lines."""
    return [line.rstrip() for line in terminal.window.left.splitlines() if line.strip()]


def usable(terminal: Terminal) -> bool:
    """Say whether a shell can go on here: modes off, cursor in sight, typed letters shown."""
    assert terminal.window.modes <= PLAIN_MODES
    assert terminal.window.keyboards == 0
    assert not terminal.window.main.cursor.hidden
    assert terminal.window.cursor_form == "0"
    flags: int = termios.tcgetattr(terminal.fd)[3]
    return all(flags & flag for flag in (termios.ECHO, termios.ICANON, termios.ISIG))


def leaves_no_trace(terminal: Terminal) -> bool:
    """Say whether the program ended well and the terminal is as it was, under a plain title."""
    assert old_lines(terminal) == [f"old line {n}" for n in range(1, 61)]
    assert set(terminal.window.titles) <= {words()["title.neutral"]}
    return terminal.status == 0 and usable(terminal)
