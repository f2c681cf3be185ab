"""What is at hand at every prompt of line mode: the words, the numbers to call, and the place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from screens.country import guess
from screens.language import following
from screens.plain import render
from screens.plain.reader import AloneError
from screens.plain.talk import Talk, numbers
from screens.setting import Setting
from screens.words import Words
from tree.helplines import ELSEWHERE, Country
from tree.ready import Ready

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
