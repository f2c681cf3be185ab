"""Cells that differ are all that is sent, and they make the same picture."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Size

from screens.terminal.canvas import Canvas

WIDE, HIGH = 20, 6
STYLES = ["", "1", "31", "1;7", "38;2;1;2;3;48;2;4;5;6"]


def piece(row: int, column: int, style: str, text: str) -> str:
    """Paint as Textual does: a move, a style, text, and its end."""
    return f"\x1b[{row};{column}H" + (f"\x1b[{style}m{text}\x1b[0m" if style else text)


PIECES = st.builds(
    piece,
    st.integers(1, HIGH),
    st.integers(1, WIDE - 10),
    st.sampled_from(STYLES),
    st.text("ab 漢é", max_size=5),
)
LINES = st.tuples(st.integers(0, 4), st.integers(1, HIGH)).map(
    lambda at: "".join(piece(y, 1, "1", f"line {at[0] + y:<9}") for y in range(at[1], HIGH + 1))
)
"""Numbered lines from some line on, as a list that scrolls."""

STEPS = st.lists(
    st.lists(PIECES, max_size=4).map("".join)
    | LINES
    | st.sampled_from(["", "forget", "smaller", "usual"]),
    max_size=8,
)


class Shown:
    """A canvas and a terminal that gets its frames."""

    def __init__(self, wide: int = WIDE, high: int = HIGH) -> None:
        """Start with an empty terminal that does not wrap."""
        self.canvas = Canvas()
        self.screen = pyte.Screen(wide, high)
        self._feed = pyte.Stream(self.screen).feed
        self._feed("\x1b[?7l")
        self.resize(wide, high)

    def resize(self, wide: int, high: int) -> None:
        """Give both another size."""
        self.screen.resize(high, wide)
        self.canvas.resize(Size(wide, high))

    def send(self) -> str:
        """Show a frame."""
        frame = self.canvas.frame()
        self._feed(frame)
        return frame

    @property
    def picture(self) -> object:
        """All cells, and where the cursor stands."""
        cells = [[self.screen.buffer[y][x] for x in range(WIDE)] for y in range(HIGH)]
        return cells, (self.screen.cursor.x, self.screen.cursor.y), self.screen.cursor.attrs


@given(STEPS)
def test_the_picture_is_that_of_all_cells_after_any_frames(steps: list[str]) -> None:
    shown = Shown()
    for step in steps:
        if step == "forget":
            shown.canvas.forget()
        elif step in ("smaller", "usual"):
            shown.resize(*((WIDE - 3, HIGH - 2) if step == "smaller" else (WIDE, HIGH)))
        else:
            shown.canvas.paint(step)
        shown.send()
        step_by_step = shown.picture
        shown.canvas.forget()
        shown.send()
        assert step_by_step == shown.picture
        assert shown.send() == ""
        assert not shown.canvas.changed


@given(st.lists(PIECES, max_size=6))
def test_what_is_painted_is_what_is_shown(pieces: list[str]) -> None:
    narrow = [text for text in pieces if text.isascii()]
    shown, plain = Shown(), Shown()
    shown.send()
    shown.canvas.paint("".join(narrow))
    shown.send()
    plain._feed("".join(narrow))
    text = [row.rstrip() for row in plain.screen.display]
    assert [row.rstrip() for row in shown.screen.display] == text


def test_a_frame_holds_only_what_changed() -> None:
    shown = Shown()
    shown.canvas.paint(piece(2, 1, "1", "one word") + piece(4, 1, "", "other"))
    shown.send()
    shown.canvas.paint(piece(2, 1, "1", "one WORD") + piece(4, 1, "", "other"))
    assert shown.send() == "\x1b[2;5H\x1b[1mWORD\x1b[0m\x1b[4;6H"


@pytest.mark.parametrize("way", [1, -1, 2, -3])
def test_lines_that_moved_are_not_sent_again_and_the_first_never_moves(way: int) -> None:
    def lines(top: int) -> str:
        return "".join(piece(y, 1, "", f"<{top + y}>  ") for y in range(2, 21))

    shown = Shown(40, 20)
    shown.canvas.paint(piece(1, 1, "", "the way out") + lines(10))
    shown.send()
    shown.canvas.paint(lines(10 + way))
    frame = shown.send()
    assert frame.count("<") == abs(way)
    assert shown.screen.display[0].startswith("the way out")


@pytest.mark.parametrize("mode", ["\x1b[?2026$p", "\x1b[H\x1b[2J\x1b[3J", "\x07"])
def test_what_is_no_paint_is_passed_on_first_and_all_is_sent_again(mode: str) -> None:
    shown = Shown()
    shown.canvas.paint(piece(1, 1, "", "word"))
    shown.send()
    shown.canvas.paint(mode)
    frame = shown.send()
    assert frame.startswith(mode)
    assert "word" in frame


def test_cells_that_are_alike_are_one() -> None:
    shown = Shown(20, 5)
    for _ in range(2):
        shown.canvas.paint("\x1b[1;1H\x1b[1mthere\x1b[0m, and there\x1b[2;1H\x1b[1mthere")
        shown.send()
    cells = [cell for row in shown.canvas._wanted for cell in row if cell[0] in "the"]
    assert len({id(cell) for cell in cells}) == len(set(cells)) < len(cells)
