"""Say and hear lines, and open what every prompt offers: numbers, country, sources, help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from screens.pages.sources import sources
from screens.plain import render
from screens.plain.reader import AloneError
from screens.plain.spot import Spot
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

COUNTRY = "c"
ASIDE = ("h", COUNTRY, "?", "o", "t")
"""Letters that open something beside any place; what some say depends on the place."""


class Desk:
    """Says and hears lines, and handles the keys of every prompt."""

    def __init__(self, ready: Ready, setting: Setting, talk: Talk) -> None:
        """Start with the country that was given or guessed, until the person chooses one."""
        self.ready = ready
        self.words = Words(ready.words)
        self.helplines = ready.helplines
        self.say, self.holds = talk.say, talk.holds
        self._talk, self._idle = talk, setting.idle
        self.save_to = setting.save
        self._stays = talk.stays(setting)
        early, more, unseen = (self.words(f"line.{key}", n="{n}") for key in NOTES)
        self._notes = Notes(early, more, unseen)
        self._hinted = set[str]()
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
        while (typed := self.choose_country({LANGUAGE} if other else ())) not in {"", LANGUAGE}:
            self.tell("look.empty")
        return other if typed else ""

    def tell(self, key: str, **values: object) -> None:
        """Say one sentence."""
        self.say([self.words(key, **values)])

    def first_time(self, hint: str) -> bool:
        """Return whether this hint was not said before: it is said in full once."""
        told = hint in self._hinted
        self._hinted.add(hint)
        return not told

    def stand(self, here: Spot) -> str:
        """Say all of a place, and return what was typed there."""
        self.say(here.full())
        return self.hear(here)

    def hear(self, here: Spot) -> str:
        """Return what was typed at a place, once nothing stands open beside it."""
        typed = self._attend(here.prompt)
        while typed not in here.own and (typed in ASIDE or typed in here.opens):
            typed = self._beside(typed, here)
        return typed

    def _beside(self, letter: str, here: Spot) -> str:
        """Open what a letter opens, say where one is, and return what is typed then.

        Right after it, `b` means back to the place: all of that is said again.
        """
        before = self.country
        if letter == COUNTRY and (passed := self.choose_country()):
            return passed
        self.say(self._opened(letter, here))
        moved = here.local and self.country is not before
        self.say(here.full() if moved else here.short())
        typed = self._attend(here.prompt)
        return self.stand(here) if typed == "b" else typed

    def _opened(self, letter: str, here: Spot) -> Iterable[str]:
        if letter in here.opens:
            return here.opens[letter]()
        if letter == "h":
            return render.numbers(self.words, self.helplines, self.country)
        if letter == "o":
            return render.page(sources((), {}, self.words), self.words)
        if letter == "t":
            return ("", self.words("line.take-none"))
        return render.letters(self.words) if letter == "?" else ()

    def sure(self, says: str) -> str:
        """Say what would be lost; return what was typed: Enter alone means to do it."""
        here = Spot("again", lambda: ["", says], lambda: ["", says])
        return self.stand(here)

    def chooses(self, key: str) -> int:
        """Ask for one of two things; return 1 or 2. Enter alone, or a letter, means the second."""
        shown = ("", *(self.words(f"{key}.{part}") for part in ("ask", "first", "second")))
        here = Spot("one", lambda: shown, lambda: shown)
        typed = self.stand(here)
        while typed.isdecimal() and not nth((1, 2), typed):
            self.tell("line.wrong.answer", last=2)
            typed = self.hear(here)
        return nth((1, 2), typed) or 2

    def choose_country(self, more: Iterable[str] = ()) -> str:
        """Ask for the country; Enter alone and `b` keep the present one.

        Return a letter that was typed and means something elsewhere: `l`, or one of `more`.
        """
        here = Spot("place", self._asks_country, self._asks_country, own={COUNTRY})
        typed = self.stand(here)
        while not (found := self._typed_country(typed)):
            if typed in {"l", *more}:
                return typed
            self.tell("line.wrong.answer", last=len(self._countries))
            typed = self.hear(here)
        self.country = found
        self.tell("line.place.chosen", country=found.name)
        self.say(render.first(self.words, found))
        return ""

    def _asks_country(self) -> Iterator[str]:
        yield from render.ask_country(self.words, self._countries, self.country)

    def _typed_country(self, typed: str) -> Country | None:
        if typed == "s":
            return self.helplines.countries[ELSEWHERE]
        return self.country if typed in {"", "b", COUNTRY} else nth(self._countries, typed)

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
