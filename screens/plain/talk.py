"""Reading and writing lines, and what is at hand at every prompt: help, numbers, country."""

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
"""What a line that goes on stands under: a number, a dash or a letter to type."""

LEAVE = "q"
DIGITS = 3


class Talk:
    """A conversation by lines; whoever leaves ends it with EOFError."""

    def __init__(self, read: Typed, write: TextIO) -> None:
        """Take both ends; a letter that cannot be written must not end the check."""
        self._read, self._write = read, write
        self.begun = False
        if isinstance(write, TextIOWrapper):
            write.reconfigure(errors="replace", line_buffering=False)

    def say(self, lines: Iterable[str]) -> None:
        """Write lines, wrapped so that they are easy to follow."""
        for line in lines:
            self._write.write("\n".join(wrapped(line)) + "\n")

    def hear(self, prompt: str, seconds: float | None = None, early: str = "") -> str:
        """Ask for a line; raises EOFError at the end of input, also in mid-line, and on leaving.

        What was typed before all this was shown is dropped, and `early` says so. Where no line
        comes for so many seconds, raises AloneError.
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
        """Write all that waits, and these words after it; return when the terminal has them."""
        self._write.write(words)
        self._write.flush()
        if self._write.isatty():
            with suppress(termios.error, OSError):
                termios.tcdrain(self._write.fileno())

    def stays(self, setting: Setting) -> str:
        """Name what can be seen of a visit after it: what scrolled above, all, or nothing."""
        if not self._write.isatty() or clearing(setting) == UNCLEARED:
            return "all"
        return "nothing" if setting.kiosk or setting.wipe_scrollback else "above"

    def end(self, setting: Setting) -> None:
        """Leave without a word: clear the window, and let no shell have what was typed ahead."""
        try:
            self._clear(setting)
        except OSError:
            let_go(self._write)
        self._read.forget()

    def begin_anew(self, setting: Setting) -> None:
        """Clear the window for the next person, and drop what was typed last."""
        self._read.forget()
        self.begun = False
        self._clear(setting)

    def _clear(self, setting: Setting) -> None:
        self._write.write(clearing(setting) if self._write.isatty() else UNCLEARED)
        self._write.flush()


def wrapped(line: str) -> list[str]:
    """Break a line between words only: what goes on stands under where the line starts."""
    start = START.match(line)
    under = " " * len(start[0]) if start else ""
    wrap = textwrap.TextWrapper(
        WIDEST, subsequent_indent=under, break_long_words=False, break_on_hyphens=False
    )
    return wrap.wrap(line) or [""]


def numbers(typed: str) -> tuple[int, ...]:
    """Read numbers with spaces or commas between them, each once; none from anything else."""
    parts = typed.replace(",", " ").split()
    if any(len(part) > DIGITS or not part.isdecimal() for part in parts):
        return ()
    return tuple(dict.fromkeys(int(part) for part in parts))


Thing = TypeVar("Thing")
LANGUAGE = "i"
OUTCOME = "outcome"
"""The prompt at the end of a walk."""


class Desk:
    """Says and hears, and knows which place's numbers to show."""

    def __init__(self, ready: Ready, setting: Setting, talk: Talk) -> None:
        """Start with the place that was set or guessed, until the person chooses."""
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
        """Say what this is, and ask where the person is; or return the language asked for."""
        other = following(self.ready)
        name = self.ready.languages.get(other, "")
        self.say(render.welcome(self.words, self._place, self.country, name, self._stays))
        return self.choose_country(other)

    def tell(self, key: str, **values: object) -> None:
        """Say one sentence."""
        self.say([self.words(key, **values)])

    def hear(self, prompt: str, shown: Sequence[str] = ()) -> str:
        """Hear a line; the place may be changed between, then what was shown is said again.

        Where nothing was shown, c is returned: what is in sight may depend on the place.
        """
        while (typed := self._hear(prompt, shown)) == "c":
            self.choose_country()
            if not shown:
                break
            self.say(shown)
        return typed

    def choose_country(self, other: str = "") -> str:
        """Ask where the person is; Enter alone keeps what was set, guessed or chosen.

        Where another language is offered and asked for, return it.
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
        """Hear a line; where that asks for numbers to call, say them, and what was shown."""
        while (typed := self._attend(prompt)) == "h":
            self.say(render.numbers(self.words, self.helplines, self.country))
            self.say(shown)
        return typed

    def _attend(self, prompt: str) -> str:
        """Hear a line; at a kiosk, ask first whether anyone is there when none comes."""
        says, early = self.words(f"line.prompt.{prompt}"), self.words("line.early")
        while True:
            try:
                return self._talk.hear(says, self._patience(prompt), early)
            except AloneError:
                self._warn()

    def _patience(self, prompt: str) -> float | None:
        """Wait longer on an outcome, and for ever on a welcome where nothing was typed."""
        idle = self._idle
        if idle is None or not (self._talk.begun or idle.leaves):
            return None
        return idle.limit(outcome=prompt == OUTCOME)

    def _warn(self) -> None:
        """Say what happens next; a line typed now says no more than that someone is there."""
        if self._idle is not None:
            key = "line.idle.leave" if self._idle.leaves else "line.idle.welcome"
            self.say(["", self.words.count(key, round(self._idle.warning))])
            self._talk.hear("", self._idle.warning, self.words("line.early"))


def nth(things: Sequence[Thing], typed: str) -> Thing | None:
    """Find the thing whose number was typed, counting from 1; None where there is none."""
    typed_numbers = numbers(typed)
    if len(typed_numbers) != 1 or not 1 <= typed_numbers[0] <= len(things):
        return None
    return things[typed_numbers[0] - 1]
