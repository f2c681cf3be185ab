"""The size of the window counts, whatever the environment says of an older one."""

from __future__ import annotations

import fcntl
import struct
import termios
from pathlib import Path

import pytest

from tests.support.sample import words
from tests.support.small import write_small
from tests.support.terminal import Terminal
from tests.support.traces import ASKED, TREE, program, sees, walk_to

OLD = [("120", "40"), ("20", "5"), ("0", "0"), ("x", "-1"), ("100000", "100000")]


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep the small pack on disk."""
    return write_small(tmp_path_factory.mktemp("pack"))


def resize(terminal: Terminal, wide: int, high: int) -> None:
    """Drag the window to another size."""
    for screen in (terminal.window.main, terminal.window.alternate):
        screen.resize(high, wide)
    fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", high, wide, 0, 0))


def whole(terminal: Terminal) -> bool:
    """Say whether the way out, the question and its last option are in sight."""
    last = TREE.questions["acts"].options[-1].say
    return all(says in terminal.text for says in (words()["leave.line"], ASKED["acts"], last))


@pytest.mark.parametrize(("columns", "lines"), OLD)
def test_an_old_size_moves_nothing_out_of_sight(pack: Path, columns: str, lines: str) -> None:
    env = ["env", f"COLUMNS={columns}", f"LINES={lines}"]
    with Terminal([*env, *program(pack)]) as terminal:
        walk_to(terminal, "acts")
        assert whole(terminal)
        for size in ((60, 20), (100, 30), (80, 24)):
            resize(terminal, *size)
            terminal.wait(lambda: whole(terminal), f"the question at {size}")
            bottom = [y for y in range(size[1]) if terminal.window.row(y).strip()]
            assert max(bottom) < size[1]


@pytest.mark.parametrize("size", [(0, 0), (0, 24), (80, 0)])
def test_a_window_of_unknown_size_is_taken_for_a_usual_one(
    pack: Path, size: tuple[int, int]
) -> None:
    with Terminal(program(pack)) as terminal:
        fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", *reversed(size), 0, 0))
        sees(terminal, words()["keys.choose"])
        terminal.key("1", "enter")
        sees(terminal, ASKED["gate"])
