"""A visit before anybody comes: finds the words of the screens that are not there."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout, suppress
from dataclasses import replace
from io import StringIO
from pathlib import Path

from kiosk.shipped import Shipped, unfit_texts
from screens.idle import Idle
from screens.setting import Setting
from tree.checking.everything import person_words
from tree.fault import FaultyPackError, UnusableError
from tree.languages.word_tables import read_words
from tree.prepare import ENGLISH
from tree.stored_start import Ready

SAYS, OF = ".say", ".of"
"""What follows a key in a translation: its text, and a mark of the English that it says."""

SENTENCES = (
    "address", "broke", "closed", "closes", "closes_soon", "closing", "flood", "full",
    "no_terminal", "rate",
)  # fmt: skip
"""What the front itself tells visitors, whatever screen they are at."""

KEYS = (
    ("h", "escape"), ("down",), ("l",), ("escape",), ("1", "enter"), ("question_mark",),
    ("escape",), ("b",), ("1", "enter"), *[("1", "enter"), ("s",)] * 6, ("l",), ("escape",),
)  # fmt: skip
LINES = ("", "1", "h", "", "?", "", "l", "", "b", *("1", "") * 12, "s", "h", "", "q")
"""What is typed: help, the languages or the look over, why a question is asked, answers, a page."""


class Noted(dict[str, str]):
    """Words by key that note each key asked for in vain, and give the key in its place."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """Start with nothing missed."""
        super().__init__(words)
        self.missed: dict[str, None] = {}

    def __missing__(self, key: str) -> str:
        """Return the key."""
        self.missed[key] = None
        return key


def refuse_missing_words(readies: Mapping[str, Ready], words: Path, shipped: Shipped) -> None:
    """Visit in each language by both faces; raises UnusableError for words that are missing.

    So are a text that was shipped and is gone, however seldom it is shown, one that cannot be
    filled in, and one that a translation has and English lacks.
    """
    known = read_words(person_words(words / ENGLISH))
    _refuse([*unfit_texts(shipped, known), *_lost(known, words)], words)
    _refuse([key for ready in readies.values() for key in missed_by(ready)], words)


def _refuse(found: list[str], words: Path) -> None:
    if missed := list(dict.fromkeys(found)):
        values = {"name": str(words / ENGLISH), "key": missed[0], "n": str(len(missed))}
        raise UnusableError("words-incomplete", **values)


def _lost(known: Mapping[str, str], words: Path) -> Iterator[str]:
    """Yield the keys of texts that are translated, but not there in English."""
    for folder in sorted(path for path in words.iterdir() if path.is_dir()):
        with suppress(FaultyPackError):  # a faulty translation is not offered, and the host is told
            keys = (key.removesuffix(SAYS) for key in read_words(person_words(folder)))
            yield from (key for key in keys if key not in known and not key.endswith(OF))


def missed_by(ready: Ready) -> list[str]:
    """Return the keys of words that a visit asked for in vain."""
    noted = Noted(ready.words)
    for sentence in SENTENCES:
        noted[f"kiosk.{sentence}"]
    rehearsed = replace(ready, words=noted)
    asyncio.run(_by_screens(rehearsed))
    _by_lines(rehearsed)
    return list(noted.missed)


async def _by_screens(ready: Ready) -> None:
    from screens.full.app import Evenground  # noqa: PLC0415  (heavy, and for this check alone)

    app = Evenground(ready, Setting(term="xterm-256color", idle=Idle()), float)
    async with app.run_test(size=(80, 24)) as pilot:
        for keys in KEYS:
            await pilot.press(*keys)


def _by_lines(ready: Ready) -> None:
    from screens.plain.run import take_plain  # noqa: PLC0415

    typed = StringIO("".join(f"{line}\n" for line in LINES))
    with redirect_stdout(StringIO()):
        take_plain(ready, Setting(plain=True, term="dumb"), typed, StringIO())
