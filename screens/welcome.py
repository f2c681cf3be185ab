"""The first screen: what this is, what it cannot do, and the way out."""

from __future__ import annotations

from collections.abc import Iterator

from screens.countries import Countries
from screens.frame import Frame
from screens.lines import EMERGENCY, number
from screens.rows import Row

START = "start"
ABOUT = ("about", "leaving", "hard", "own", "not", "review", "keeps", "cannot", "habit")


class Welcome(Frame):
    """Says what a person should know first, and starts when asked to."""

    HINTS = ("read", "choose", "leave")

    def fill(self) -> None:
        """Show all of it; nothing is marked before it was read."""
        self.put(tuple(self._rows()))

    def on_screen_resume(self) -> None:
        """Say which country was chosen meanwhile."""
        if self.is_mounted and self.choices.rows:
            self.put(tuple(self._rows()), stay=True)

    def _rows(self) -> Iterator[Row]:
        yield from self._danger()
        yield Row()
        yield Row(self.words("welcome.title"), "heading")
        for key in ABOUT:
            yield Row(self.words(f"welcome.{key}"), "bold" if key == "leaving" else "text")
            yield Row()
        yield from self._place()
        yield Row()
        for n, pick in enumerate((START, "country", "leave"), 1):
            yield Row(self.words(f"welcome.{pick}"), "text", pick, str(n))

    def _danger(self) -> Iterator[Row]:
        country = self.even.ready.helplines.countries[self.even.country]
        for line in country.of(EMERGENCY)[:1]:
            yield Row(self.words("welcome.danger", phone=number(line)), "strong")
        if not country.of(EMERGENCY):
            yield Row(self.words("welcome.danger_unknown"), "strong")

    def _place(self) -> Iterator[Row]:
        country = self.even.ready.helplines.countries[self.even.country]
        for line in country.of("youth")[:1]:
            says = self.words("welcome.youth", service=line.service, number=number(line))
            yield from (Row(says), Row())
        yield Row(self.words(f"welcome.{self.even.place.how}", country=country.name), "quiet")

    def chosen(self, pick: str) -> None:
        """Start, or see to the country or the numbers first."""
        match pick:
            case "start":
                self.even.start()
            case "country":
                self.app.push_screen(Countries())
            case "card":
                self.action_card()
            case _:
                self.even.action_leave()

    def action_back(self) -> None:
        """Stay: there is nothing before this."""

    def action_look_over(self) -> None:
        """Stay: nothing was answered yet."""
