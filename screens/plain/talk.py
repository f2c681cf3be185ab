"""Read and write lines, and handle what every prompt offers: help, numbers, country."""

from __future__ import annotations

import re
import termios
import textwrap
from collections.abc import Iterable, Sequence
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO, TypeVar

from screens.plain import render
from screens.plain.reader import QUIET, AloneError, Typed
from screens.setting import Setting, guess
from screens.terminal.leaving import UNCLEARED, clearing
from screens.terminal.streams import let_go
from screens.words import Words, following
from tree.helplines import ELSEWHERE, Country
from tree.stored_start import Ready

WIDEST = 72
START = re.compile(r"\s*(\d+\. |- |\S   )?")
"""Prefix of a line (a number, a dash or a letter); continuation lines are indented below it."""

LEAVE = "q"
DIGITS = 3


class Talk:
    """A conversation by lines; leaving raises EOFError."""

    def __init__(self, read: Typed, write: TextIO) -> None:
        """Keep both streams; unencodable characters are replaced rather than end the check."""
        self._read, self._write = read, write
        self.begun = False
        if isinstance(write, TextIOWrapper):
            write.reconfigure(errors="replace", line_buffering=False)

    def say(self, lines: Iterable[str]) -> None:
        """Write lines, wrapped to a readable width."""
        for line in lines:
            self._write.write("\n".join(wrapped(line)) + "\n")

    def hear(self, prompt: str, seconds: float | None = None, early: str = "") -> str:
        """Prompt for a line and return it.

        Input typed before the prompt was shown is dropped, with the note `early`. Raises EOFError
        at the end of input and on leaving, and AloneError if no line comes within `seconds`.
        """
        with self._read.deaf():
            dropped = self._read.drop(QUIET)
            self._show()
            if self._read.drop(0) or dropped:
                self.say([early])
        self._show(prompt)
        line = self._read.line(seconds)
        self.begun = True
        if not self._read.by_hand:
            self._write.write("\n")
        typed = line.strip().lower()
        if typed == LEAVE or not line.endswith("\n"):
            raise EOFError
        return typed

    def _show(self, words: str = "") -> None:
        """Write pending output and `words`; return when the terminal has taken them."""
        self._write.write(words)
        self._write.flush()
        if self._write.isatty():
            with suppress(termios.error, OSError):
                termios.tcdrain(self._write.fileno())

    def stays(self, setting: Setting) -> str:
        """Return what stays visible after a visit: `above` (scrolled lines), `all` or `nothing`."""
        if not self._write.isatty() or clearing(setting) == UNCLEARED:
            return "all"
        return "nothing" if setting.kiosk or setting.wipe_scrollback else "above"

    def end(self, setting: Setting) -> None:
        """Clear the window without a word, and drop type-ahead, so that no shell reads it."""
        try:
            self._clear(setting)
        except OSError:
            let_go(self._write)
        self._read.forget()

    def begin_anew(self, setting: Setting) -> None:
        """Clear the window for the next person, and drop type-ahead."""
        self._read.forget()
        self.begun = False
        self._clear(setting)

    def _clear(self, setting: Setting) -> None:
        self._write.write(clearing(setting) if self._write.isatty() else UNCLEARED)
        self._write.flush()


def wrapped(line: str) -> list[str]:
    """Wrap a line between words, with continuation lines indented below its prefix."""
    start = START.match(line)
    under = " " * len(start[0]) if start else ""
    wrap = textwrap.TextWrapper(
        WIDEST, subsequent_indent=under, break_long_words=False, break_on_hyphens=False
    )
    return wrap.wrap(line) or [""]


def numbers(typed: str) -> tuple[int, ...]:
    """Parse distinct numbers separated by spaces or commas; empty for anything else."""
    parts = typed.replace(",", " ").split()
    if any(len(part) > DIGITS or not part.isdecimal() for part in parts):
        return ()
    return tuple(dict.fromkeys(int(part) for part in parts))


Thing = TypeVar("Thing")
LANGUAGE = "i"
OUTCOME = "outcome"
"""The prompt at an outcome."""


class Desk:
    """Says and hears lines, and handles the keys of every prompt."""

    def __init__(self, ready: Ready, setting: Setting, talk: Talk) -> None:
        """Start with the country that was given or guessed, until the person chooses one."""
        self.ready = ready
        self.words = Words(ready.words)
        self.helplines = ready.helplines
        self.say = talk.say
        self._talk, self._idle = talk, setting.idle
        self._stays = talk.stays(setting)
        countries = self.helplines.countries
        self._place = guess(setting, countries)
        self.country = countries[self._place.country]
        named = sorted(countries.values(), key=lambda c: (c.id == ELSEWHERE, c.name))
        self._countries = tuple(named)

    def welcome(self) -> str:
        """Say the welcome and ask for the country; return the language asked for, if any."""
        other = following(self.ready)
        name = self.ready.languages.get(other, "")
        self.say(render.welcome(self.words, self._place, self.country, name, self._stays))
        return self.choose_country(other)

    def tell(self, key: str, **values: object) -> None:
        """Say one sentence."""
        self.say([self.words(key, **values)])

    def hear(self, prompt: str, shown: Sequence[str] = ()) -> str:
        """Return a line; if it changes the country, say `shown` again and ask again.

        With nothing in `shown`, return `c`: what is in sight may depend on the country.
        """
        while (typed := self._hear(prompt, shown)) == "c":
            self.choose_country()
            if not shown:
                break
            self.say(shown)
        return typed

    def choose_country(self, other: str = "") -> str:
        """Ask for the country; Enter alone keeps the present one.

        Return the other language if it was offered and asked for.
        """
        asked = tuple(render.ask_country(self.words, self._countries, self.country))
        self.say(asked)
        while not (found := self._typed_country(typed := self._hear("one", asked))):
            if other and typed == LANGUAGE:
                return other
            self.tell("line.wrong.answer", last=len(self._countries))
        self.country = found
        self.tell("line.place.chosen", country=found.name)
        self.say(render.first(self.words, found))
        return ""

    def _typed_country(self, typed: str) -> Country | None:
        if typed == "s":
            return self.helplines.countries[ELSEWHERE]
        return nth(self._countries, typed) if typed else self.country

    def _hear(self, prompt: str, shown: Sequence[str]) -> str:
        """Return a line; on `h` show the safety card, say `shown` again, and ask again."""
        while (typed := self._attend(prompt)) == "h":
            self.say(render.numbers(self.words, self.helplines, self.country))
            self.say(shown)
        return typed

    def _attend(self, prompt: str) -> str:
        """Return a line; at a kiosk, warn first if none comes in time."""
        says, early = self.words(f"line.prompt.{prompt}"), self.words("line.early")
        while True:
            try:
                return self._talk.hear(says, self._patience(prompt), early)
            except AloneError:
                self._warn()

    def _patience(self, prompt: str) -> float | None:
        """Return a longer timeout on an outcome, and None on a welcome where nothing was typed."""
        idle = self._idle
        if idle is None or not (self._talk.begun or idle.leaves):
            return None
        return idle.limit(outcome=prompt == OUTCOME)

    def _warn(self) -> None:
        """Show the idle warning; a line typed now only shows that someone is there."""
        if self._idle is not None:
            key = "line.idle.leave" if self._idle.leaves else "line.idle.welcome"
            self.say(["", self.words.count(key, round(self._idle.warning))])
            self._talk.hear("", self._idle.warning, self.words("line.early"))


def nth(things: Sequence[Thing], typed: str) -> Thing | None:
    """Return the thing whose number was typed, counting from 1; None if there is none."""
    typed_numbers = numbers(typed)
    if len(typed_numbers) != 1 or not 1 <= typed_numbers[0] <= len(things):
        return None
    return things[typed_numbers[0] - 1]
