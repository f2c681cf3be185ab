"""What breaks in the real program is said in one sentence: no answer, no code, no mode left on."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tests.support.sample import words
from tests.support.small import write_small
from tests.support.traces import ASKED, SAYINGS, old_lines, sees, started, usable, walk_to

PLANTED = """
import sys
from screens.full.app import Evenground
from {module} import {kind}

due = []
answer, planted = Evenground.answer, {kind}.{name}

def answering(self, *options):
    due.extend([self.walk.place.ask, *(option.say for option in self.walk.place.options)])
    return answer(self, *options)

def breaks(self, *given, **more):
    answers = list(due)
    if answers:
        raise {error}(answers)
    return planted(self, *given, **more)

Evenground.answer, {kind}.{name} = answering, breaks

from evenground import main
sys.exit(main())
"""
"""Runs the program so that something of it breaks, holding answers, once a question is answered."""

INTERRUPTED = """
import os, signal, sys
import screens.begin

def interrupted(*given):
    os.kill(os.getpid(), signal.{name})

screens.begin.prepare = interrupted

from evenground import main
sys.exit(main())
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep the small pack on disk."""
    return write_small(tmp_path_factory.mktemp("pack"))


@pytest.mark.parametrize("error", ["ValueError", "KeyError", "AssertionError"])
@pytest.mark.parametrize(
    ("module", "kind", "name"),
    [
        pytest.param("screens.full.app", "Evenground", "_walk_to", id="while answering"),
        pytest.param("screens.full.app", "Evenground", "where", id="while a question is put up"),
        pytest.param("screens.full.choices", "Choices", "render_line", id="while painting"),
    ],
)
def test_a_fault_shows_no_answer_and_no_code(
    pack: Path, module: str, kind: str, name: str, error: str
) -> None:
    script = PLANTED.format(module=module, kind=kind, name=name, error=error)
    with started([sys.executable, "-c", script, "--pack", str(pack)]) as terminal:
        walk_to(terminal, "gate")
        terminal.key("3", "enter")
        terminal.wait_end()
        assert terminal.status == 1
        left = [line for line in old_lines(terminal) if not line.startswith("old line ")]
        assert " ".join(left) == words()["crash.sentence"]
        assert not any(saying in terminal.window.left for saying in SAYINGS)
        assert usable(terminal)


def test_a_fault_leaves_no_word_where_there_is_no_second_screen(pack: Path) -> None:
    script = PLANTED.format(
        module="screens.full.app", kind="Evenground", name="_walk_to", error="ValueError"
    )
    with started([sys.executable, "-c", script, "--pack", str(pack)], "screen") as terminal:
        terminal.window.alternates = False
        walk_to(terminal, "gate")
        terminal.key("3", "enter")
        terminal.wait_end()
        assert not any(saying in terminal.window.left for saying in SAYINGS)
        assert usable(terminal)


def test_a_fault_where_keys_are_read_ends_the_program_too(pack: Path) -> None:
    script = PLANTED.format(
        module="screens.terminal.driver",
        kind="SafeDriver",
        name="process_message",
        error="ValueError",
    )
    with started([sys.executable, "-c", script, "--pack", str(pack)]) as terminal:
        walk_to(terminal, "gate")
        terminal.key("3", "enter")
        sees(terminal, ASKED["acts"])
        terminal.key("1")
        terminal.wait_end()
        assert not any(saying in terminal.window.left for saying in SAYINGS)
        assert usable(terminal)


@pytest.mark.parametrize("face", ["--kiosk", "--plain"])
def test_ctrl_c_while_the_check_is_made_ready_leaves_without_a_word(pack: Path, face: str) -> None:
    script = INTERRUPTED.format(name="SIGINT")
    argv = [sys.executable, "-c", script, "--pack", str(pack), face]
    with started(argv) as terminal:
        terminal.wait_end()
        assert not any("old line" not in line for line in old_lines(terminal))
        assert terminal.status in {0, -signal.SIGINT}
