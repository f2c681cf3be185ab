"""Leaving the real program in a real terminal: what stays behind, by every way out."""

from __future__ import annotations

import fcntl
import os
import re
import shlex
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.by_hand import Hand
from tests.support.sample import words
from tests.support.sheets import shipped
from tests.support.small import write_small
from tests.support.terminal import DEADLINE, ROOT, Terminal
from tests.support.traces import (
    ASKED,
    OPENINGS,
    PLAIN_MODES,
    SAYINGS,
    TREE,
    leaves_no_trace,
    old_lines,
    program,
    sees,
    started,
    usable,
    walk_to,
)

CPU_SECONDS = 15.0
"""Far more than a start costs, far less than a process that spins until it is noticed."""

Way = Callable[[Terminal], object]
WAYS: dict[str, Way] = {
    "ctrl+c": lambda t: t.key("ctrl+c"),
    "escape twice": lambda t: t.key("escape", "escape"),
    "q": lambda t: t.key("q"),
    "terminate": lambda t: os.kill(t.pid, signal.SIGTERM),
    "hang up": lambda t: os.kill(t.pid, signal.SIGHUP),
}


WORDS = words()


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep the small pack on disk."""
    return write_small(tmp_path_factory.mktemp("pack"))


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("question", ["gate", "matters"])
def test_leaving_from_a_question_leaves_the_terminal_as_it_was(
    pack: Path, way: Way, question: str
) -> None:
    with started(program(pack)) as terminal:
        walk_to(terminal, question)
        way(terminal)
        terminal.wait_end()
        assert leaves_no_trace(terminal)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_leaving_from_an_outcome_leaves_the_terminal_as_it_was(pack: Path, way: Way) -> None:
    with started(program(pack)) as terminal:
        walk_to(terminal, "gate")
        terminal.key("1", "enter")
        sees(terminal, OPENINGS["crisis"])
        way(terminal)
        terminal.wait_end()
        assert leaves_no_trace(terminal)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_welcome_can_be_left_before_anything_is_asked(pack: Path, way: Way) -> None:
    with started(program(pack)) as terminal:
        sees(terminal, WORDS["leave.line"])
        way(terminal)
        terminal.wait_end()
        assert leaves_no_trace(terminal)


@pytest.mark.parametrize("term", ["screen", "linux", "vt100", "xterm", "tmux-256color"])
def test_where_there_is_no_second_screen_nothing_that_was_asked_stays(
    pack: Path, term: str
) -> None:
    with started(program(pack), term=term) as terminal:
        terminal.window.alternates = False
        walk_to(terminal, "acts")
        terminal.key("ctrl+c")
        terminal.wait_end()
        assert terminal.status == 0
        assert not any(saying in terminal.window.left for saying in SAYINGS)
        assert usable(terminal)


@pytest.mark.parametrize("flag", ["--wipe-scrollback", "--kiosk"])
def test_old_lines_go_only_where_that_was_asked_for(pack: Path, flag: str) -> None:
    with started(program(pack, flag)) as terminal:
        walk_to(terminal, "acts")
        terminal.key("ctrl+c")
        terminal.wait_end()
        assert old_lines(terminal) == []


@pytest.mark.parametrize("question", ["gate", "calm"])
@pytest.mark.parametrize("shell", ['exec "$@"', 'trap "" HUP; exec "$@"', '"$@"'])
def test_a_closed_terminal_ends_the_program(pack: Path, shell: str, question: str) -> None:
    with Terminal(["sh", "-c", shell, "sh", *program(pack)]) as terminal:
        walk_to(terminal, question)
        terminal.close()
        terminal.wait_end()
        assert terminal.seconds < CPU_SECONDS


def test_a_closed_terminal_ends_line_mode(pack: Path) -> None:
    with Terminal(program(pack, "--plain")) as terminal:
        Hand(terminal).type("", "3")
        sees(terminal, ASKED["acts"])
        terminal.close()
        terminal.wait_end()
        assert terminal.seconds < CPU_SECONDS


def test_a_stopped_program_is_out_of_sight_and_comes_back_whole(pack: Path) -> None:
    with started(program(pack)) as terminal:
        walk_to(terminal, "acts")
        os.kill(terminal.pid, signal.SIGTSTP)
        terminal.wait_stopped()
        terminal.wait(lambda: terminal.window.modes <= PLAIN_MODES, "every mode back")
        assert not any(saying in terminal.text for saying in SAYINGS)
        os.kill(terminal.pid, signal.SIGCONT)
        for saying in (ASKED["acts"], *(o.say for o in TREE.questions["acts"].options)):
            sees(terminal, saying)
        terminal.key("4", "enter")
        sees(terminal, ASKED["calm"])
        terminal.key("ctrl+c")
        terminal.wait_end()
        assert leaves_no_trace(terminal)


def test_keys_typed_before_the_first_frame_are_not_lost(pack: Path) -> None:
    with Terminal(program(pack)) as terminal:
        terminal.key("1", "enter")
        sees(terminal, ASKED["gate"])


BARE = [sys.executable, "evenground.py"]


@pytest.fixture(scope="module")
def started_before() -> None:
    """Start once, so that the next start has a first frame to show."""
    with Terminal(BARE) as terminal:
        terminal.wait_for(WORDS["keys.choose"])
        terminal.key("q")
        terminal.wait_end()


@pytest.mark.usefixtures("started_before")
def test_keys_typed_at_the_first_frame_are_not_lost() -> None:
    with Terminal(BARE) as terminal:
        sees(terminal, WORDS["leave.line"])
        terminal.key("1", "enter")
        sees(terminal, shipped().questions["safe-to-read"].options[0].say)


@pytest.mark.parametrize("way", ["ctrl+c", "terminate", "hang up"])
@pytest.mark.usefixtures("started_before")
def test_the_first_frame_can_be_left_at_once(way: str) -> None:
    with started(BARE) as terminal:
        sees(terminal, WORDS["leave.line"])
        WAYS[way](terminal)
        terminal.wait_end()
        assert leaves_no_trace(terminal)


def test_keys_typed_ahead_of_a_screen_choose_nothing_on_the_one_before(pack: Path) -> None:
    """Read by the welcome, `3` and Enter would leave; the question may take them, or nothing."""
    with Terminal(program(pack)) as terminal:
        sees(terminal, WORDS["keys.choose"])
        terminal.key("1", "enter", "3", "enter")
        terminal.wait_for("|".join(re.escape(ASKED[name]) for name in ("gate", "acts")))


def test_a_terminal_that_can_do_nothing_gets_line_mode(pack: Path) -> None:
    with Terminal(program(pack), term="dumb") as terminal:
        Hand(terminal).type("", "3")
        sees(terminal, ASKED["acts"])
        assert terminal.window.modes == set()
        assert terminal.window.titles == []
        terminal.key("ctrl+c")
        terminal.wait_end()
        assert terminal.status == 0


def test_a_pipe_gets_line_mode(pack: Path) -> None:
    done = subprocess.run(
        program(pack), check=False, cwd=ROOT, input="\n3\n", capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert ASKED["acts"] in done.stdout
    assert "\x1b" not in done.stdout


def test_a_terminal_that_takes_no_more_frames_can_be_left(pack: Path) -> None:
    with Terminal(program(pack)) as terminal:
        walk_to(terminal, "gate")
        for high in (24, 30) * 40:  # nobody reads, so frames pile up until the program waits
            fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", high, 100, 0, 0))
            os.kill(terminal.pid, signal.SIGWINCH)
            time.sleep(0.02)
        terminal.key("ctrl+c")
        ended = os.WEXITED | os.WNOWAIT | os.WNOHANG
        end = time.monotonic() + DEADLINE
        while not os.waitid(os.P_PID, terminal.pid, ended):
            assert time.monotonic() < end
            time.sleep(0.05)
        terminal.wait_end()
        assert terminal.status == 0


def terminate_stalled(terminal: Terminal) -> None:
    """Ask a program to end whose terminal was told to show nothing more."""
    terminal.key("ctrl+s")
    os.kill(terminal.pid, signal.SIGTERM)


LINE_WAYS: dict[str, Way] = {
    "ctrl+c": lambda t: t.key("ctrl+c"),
    "ctrl+d": lambda t: t.key("ctrl+d"),
    "ctrl+\\": lambda t: t.key("ctrl+\\"),
    "q": lambda t: t.key("q", "enter"),
    "terminate": lambda t: os.kill(t.pid, signal.SIGTERM),
    "hang up": lambda t: os.kill(t.pid, signal.SIGHUP),
    "terminate what stands still": terminate_stalled,
}


@pytest.mark.parametrize("way", LINE_WAYS.values(), ids=LINE_WAYS)
@pytest.mark.parametrize("lines", [("",), ("", "3"), ("", "1")], ids=["gate", "acts", "crisis"])
def test_line_mode_is_left_with_status_0_and_nothing_in_sight(
    pack: Path, way: Way, lines: tuple[str, ...]
) -> None:
    with started(program(pack, "--plain")) as terminal:
        hand = Hand(terminal)
        hand.type(*lines)
        hand.asked()
        way(terminal)
        terminal.wait_end()
        assert (terminal.status, terminal.text.strip()) == (0, "")
        assert "old line 1" in old_lines(terminal)
        assert usable(terminal)


@pytest.mark.parametrize("way", ["q", "ctrl+d", "terminate"])
def test_what_line_mode_scrolled_away_goes_where_that_was_asked_for(pack: Path, way: str) -> None:
    with started(program(pack, "--plain", "--wipe-scrollback")) as terminal:
        hand = Hand(terminal)
        hand.type("", "3")
        hand.asked()
        LINE_WAYS[way](terminal)
        terminal.wait_end()
        assert (terminal.status, old_lines(terminal)) == (0, [])


@pytest.mark.parametrize(
    ("term", "flags", "says"),
    [
        ("xterm", (), "above"),
        ("dumb", (), "all"),
        ("dumb", ("--kiosk",), "nothing"),
        ("xterm", ("--wipe-scrollback",), "nothing"),
        ("dumb", ("--wipe-scrollback",), "all"),
    ],
)
def test_what_stays_is_said_before_the_first_question(
    pack: Path, term: str, flags: tuple[str, ...], says: str
) -> None:
    with Terminal(program(pack, "--plain", *flags), term, (80, 200)) as terminal:
        hand = Hand(terminal)
        hand.type("")
        hand.asked()
        before = " ".join(terminal.text.split(ASKED["gate"])[0].split())
        for kind in ("above", "all", "nothing"):
            assert (WORDS[f"line.stays.{kind}"] in before) == (kind == says)


def test_line_mode_becomes_the_program_that_was_chosen_to_follow(pack: Path) -> None:
    after = [sys.executable, "-c", "import signal as s; print(s.getsignal(s.SIGPIPE).name)"]
    asked = shlex.join(after)
    for way in ("q", "terminate"):
        with Terminal(program(pack, "--plain", "--after-exit", asked)) as terminal:
            Hand(terminal).asked()
            LINE_WAYS[way](terminal)
            terminal.wait_end()
            assert terminal.status == 0
