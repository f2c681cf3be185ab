"""A kiosk in a real terminal, whose time goes on when a signal says so."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.support.sample import words
from tests.support.small import write_small
from tests.support.terminal import Terminal
from tests.support.traces import (
    ASKED,
    SAYINGS,
    asks,
    old_lines,
    program,
    sees,
    started,
    usable,
    walk_to,
)

MOVED = """
import asyncio, evenground, signal, sys, types
from screens.full import idle_watch, run
now = [0.0]
def later(self, seconds, due):
    when = now[0] + seconds
    def goes_by():
        now[0] = max(when, now[0])
        due()
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, goes_by)
    return lambda: None
idle_watch.Attended.later = later
run.time = types.SimpleNamespace(monotonic=lambda: now[0])
sys.exit(evenground.main())
"""
"""The program, whose timer comes due at once at each signal."""

WORDS = words()


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep the small pack on disk."""
    return write_small(tmp_path_factory.mktemp("pack"))


def moved(pack: Path, *more: str) -> list[str]:
    """Say how the program is started with its time in our hands."""
    return [sys.executable, "-c", MOVED, *program(pack, "--kiosk")[2:], *more]


def goes_by(terminal: Terminal) -> None:
    """Let time go by until something is due."""
    os.kill(terminal.pid, signal.SIGUSR1)


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
def test_a_visit_is_hidden_comes_back_by_a_key_and_is_gone_in_the_end(
    pack: Path, size: tuple[int, int]
) -> None:
    with Terminal(moved(pack), size=size) as terminal:
        walk_to(terminal, "acts")
        goes_by(terminal)
        sees(terminal, WORDS["idle.title"])
        assert not any(saying in terminal.text for saying in SAYINGS)
        terminal.key("4")
        sees(terminal, ASKED["acts"])
        assert "[x]" not in terminal.text
        goes_by(terminal)
        sees(terminal, WORDS["idle.title"])
        goes_by(terminal)
        sees(terminal, WORDS["welcome.title"])
        sees(terminal, WORDS["leave.card"])
        assert not any(saying in terminal.text for saying in SAYINGS)
        terminal.key("1", "enter")
        asks(terminal, "gate")
        terminal.key("l")
        sees(terminal, WORDS["look.empty"].split(".")[0][:20])
        terminal.key("ctrl+c")
        terminal.wait_end()
        assert terminal.status == 0


def test_a_visit_may_end_as_if_it_were_left(pack: Path) -> None:
    with started(moved(pack, "--idle-then", "leave", "--idle-warning=27")) as terminal:
        walk_to(terminal, "acts")
        goes_by(terminal)
        sees(terminal, WORDS["idle.title"])
        assert "27" in terminal.text
        goes_by(terminal)
        terminal.wait_end()
        assert terminal.status == 0
        assert old_lines(terminal) == []
        assert usable(terminal)
