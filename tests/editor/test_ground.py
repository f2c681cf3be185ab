"""The background of a terminal: told by the environment, or by a terminal that is asked."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest

from editor.screens.ground import is_light

ASKED = b"\x1b[c"
ENDS = b"\x1b[?62c"


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Return the two ends of a terminal: that of the window, and that of the program."""
    ends = os.openpty()
    yield ends
    for end in ends:
        os.close(end)


def answering(window: int, answer: bytes) -> threading.Thread:
    """Begin to answer in the place of a terminal's window."""

    def run() -> None:
        asked = b""
        while ASKED not in asked:
            asked += os.read(window, 1024)
        os.write(window, answer)

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.parametrize(
    ("answer", "light"),
    [
        (b"\x1b]11;rgb:ffff/ffff/eeee\x1b\\" + ENDS, True),
        (b"\x1b]11;rgb:1111/1111/1111\x07" + ENDS, False),
        (ENDS, False),
    ],
)
def test_a_terminal_is_asked(answer: bytes, light: bool, terminal: tuple[int, int]) -> None:
    window, keys = terminal
    thread = answering(window, answer)
    assert is_light({"TERM": "xterm-256color"}, keys, keys) is light
    thread.join()


@pytest.mark.parametrize(("said", "light"), [("0;15", True), ("15;default;0", False)])
def test_what_the_environment_says_is_enough(said: str, light: bool) -> None:
    assert is_light({"TERM": "xterm", "COLORFGBG": said}, -1, -1) is light


def test_a_console_that_would_print_it_is_not_asked() -> None:
    assert is_light({"TERM": "linux"}, -1, -1) is False
