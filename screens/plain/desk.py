"""Say and hear lines, and handle what every prompt offers: help, numbers, country."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from screens.plain import render
from screens.plain.reader import AloneError
from screens.plain.talk import Notes, Talk, numbers
from screens.setting import Setting, guess
from screens.words import Words, following
from tree.helplines import ELSEWHERE, Country
from tree.stored_start import Ready

Thing = TypeVar("Thing")
LANGUAGE = "i"
NOTES = ("early", "prompt.more", "wrong.unseen")
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
        early, more, unseen = (self.words(f"line.{key}") for key in NOTES)
        self._notes = Notes(early, more, unseen)
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
        says = self.words(f"line.prompt.{prompt}")
        while True:
            try:
                return self._talk.hear(says, self._notes, self._patience(prompt))
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
            self._talk.say_now(["", self.words.count(key, round(self._idle.warning))])
            self._talk.hear_now("", self._notes, self._idle.warning)


def nth(things: Sequence[Thing], typed: str) -> Thing | None:
    """Return the thing whose number was typed, counting from 1; None if there is none."""
    typed_numbers = numbers(typed)
    if len(typed_numbers) != 1 or not 1 <= typed_numbers[0] <= len(things):
        return None
    return things[typed_numbers[0] - 1]
