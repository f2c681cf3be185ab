"""The first frame: the top of the welcome, stored as plain lines for the front door to print."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from screens.pages.helplines import danger
from screens.pages.welcome import ABOUT
from screens.setting import Setting, guess
from screens.words import Words
from tree.stored_start import Ready

INK, PAPER = "#e8e4da", "#14191d"
"""Text and background colour."""


def has_ours(setting: Setting) -> bool:
    """Return whether a visit uses our colours rather than the terminal's."""
    few = setting.few_colours or setting.term.startswith(("vt", "linux"))
    return not (setting.high_contrast or few)


WIDE, NARROW = (72, 4), (38, 1)
"""Width of the text and left margin, in cells, on wide and on narrow screens."""

LEAST = (60, 20)
"""Columns and rows from which a window counts as wide."""

OPEN = "\x1b[?1049h\x1b[?25l"


def keep(ready: Ready, setting: Setting, path: Path) -> None:
    """Store the first frame for the next start; an unwritable folder does no harm."""
    text = "\f".join(
        (_colours(), *("\n".join(_lines(ready, setting, *at)) for at in (WIDE, NARROW)))
    )
    with suppress(OSError, UnicodeDecodeError):
        if path.parent.is_dir() and not (path.exists() and path.read_text("utf-8") == text):
            path.write_text(text, "utf-8")


def frame(ready: Ready, setting: Setting, size: tuple[int, int], *, rich: bool) -> str:
    """Draw the first frame for a remote terminal; `size` is columns and rows.

    `rich` is whether that terminal surely has true colour.
    """
    wide, high = size
    lines = _lines(ready, setting, *(NARROW if wide < LEAST[0] or high < LEAST[1] else WIDE))
    colours = _colours() if rich and has_ours(setting) else ""
    return OPEN + colours + "\x1b[H\x1b[2J" + "\r\n".join([*lines][: high - 3])


def _lines(ready: Ready, setting: Setting, width: int, left: int) -> Iterator[str]:
    words, margin = Words(ready.words), " " * left
    yield margin + f"{words('leave.line')}   {words('leave.card')}"
    yield from [""] if left == WIDE[1] else []
    countries = ready.helplines.countries
    place = countries[guess(setting, countries).country]
    for paragraph in (danger(place, words), "", *_about(words)):
        yield from (margin + line for line in textwrap.wrap(paragraph, width) or [""])


def _about(words: Words) -> Iterator[str]:
    yield words("welcome.title")
    for key in ABOUT:
        yield from (words(f"welcome.{key}"), "")


def _colours() -> str:
    """Return the true colour sequence for text and background."""
    ink, paper = (_rgb(colour) for colour in (INK, PAPER))
    return f"\x1b[38;2;{ink}m\x1b[48;2;{paper}m"


def _rgb(colour: str) -> str:
    return ";".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
