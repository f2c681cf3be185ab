"""The first frame: the top of the welcome, stored as plain rows for the front door to lay out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from screens.pages.rows import PageRow
from screens.pages.welcome import START, tight, welcome
from screens.setting import Setting, guess
from screens.terminal.first_lines import TIGHT, lay
from screens.words import Words, others
from tree.stored_start import Ready

COLOURS = {"dark": ("#e8e4da", "#14191d"), "light": ("#1f2629", "#f7f4ec")}
"""Text and background colour of our themes."""


def has_ours(setting: Setting) -> bool:
    """Return whether a visit uses our colours rather than the terminal's."""
    few = setting.few_colours or setting.term.startswith(("vt", "linux"))
    return not (setting.high_contrast or few or setting.theme == "terminal")


OPEN = "\x1b[?1049h\x1b[?25l"


def keep(ready: Ready, setting: Setting, path: Path) -> None:
    """Store the first frame for the next start; an unwritable folder does no harm."""
    text = "\f".join((*map(_colours, COLOURS), "\n".join(_rows(ready, setting))))
    with suppress(OSError, UnicodeDecodeError):
        if path.parent.is_dir() and not (path.exists() and path.read_text("utf-8") == text):
            path.write_text(text, "utf-8")


def frame(ready: Ready, setting: Setting, size: tuple[int, int], *, rich: bool) -> str:
    """Draw the first frame for a remote terminal; `size` is columns and rows.

    `rich` is whether that terminal surely has true colour. Without a theme that was asked for it
    keeps its own colours: it may be light.
    """
    ours = rich and has_ours(setting) and setting.theme
    colours = _colours(setting.theme) if ours else ""
    return OPEN + colours + "\x1b[H\x1b[2J" + lay(list(_rows(ready, setting)), *size)


def _rows(ready: Ready, setting: Setting) -> Iterator[str]:
    """Yield the rows of the welcome as text; a tab stands where later lines of a row begin."""
    words = Words(ready.words)
    yield f"{words('leave.line')}   {words('leave.card')}"
    countries = ready.helplines.countries
    place = guess(setting, countries)
    rows = tuple(welcome(countries[place.country], place.how, words, others(ready)))
    signed = START if has_ours(setting) else ""
    yield from _texts(rows, signed)
    yield TIGHT
    yield from _texts(tight(rows), signed)


def _texts(rows: Iterable[PageRow], signed: str) -> Iterator[str]:
    for row in rows:
        for n, line in enumerate(row.text.split("\n")):
            yield f"{_lead(row, signed) if n == 0 else ''}{line}"


def _lead(row: PageRow, signed: str) -> str:
    mark = ">" if row.pick and row.pick == signed else " "
    return f"{mark} {row.key or ' '}  \t" if row.pick else f"{row.lead}\t" if row.lead else ""


def _colours(theme: str) -> str:
    """Return the true colour sequence for text and background."""
    ink, paper = (_rgb(colour) for colour in COLOURS[theme])
    return f"\x1b[38;2;{ink}m\x1b[48;2;{paper}m"


def _rgb(colour: str) -> str:
    return ";".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
