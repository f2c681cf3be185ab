"""What is written in fewer bytes paints the same picture."""

from __future__ import annotations

import pyte
from hypothesis import given
from hypothesis import strategies as st

from screens.terminal.fewer_bytes import terse

PIECES = st.lists(
    st.builds(
        "\x1b[{};{}H\x1b[{}m{}\x1b[0m".format,
        st.integers(1, 5),
        st.integers(1, 20),
        st.sampled_from(["1", "31", "1;7", "38;2;1;2;3;48;2;4;5;6"]),
        st.text("ab ", max_size=9),
    )
    | st.sampled_from(["\x1b[3;3H", "plain", "\x1b[0m", "\x1b[7m"])
).map("".join)


def painted(text: str) -> object:
    """Paint it on a small terminal."""
    screen = pyte.Screen(30, 6)
    pyte.Stream(screen).feed(text)
    return [[screen.buffer[y][x] for x in range(30)] for y in range(6)], screen.cursor.attrs


@given(PIECES)
def test_the_picture_is_the_same(text: str) -> None:
    assert painted(terse(text)) == painted(text)
    assert len(terse(text)) <= len(text)


def test_a_style_that_goes_on_is_written_once() -> None:
    line = "\x1b[{};1H\x1b[1mwords\x1b[0m"
    assert terse(line.format(1) + line.format(2)).count("\x1b[1m") == 1
