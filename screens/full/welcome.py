"""The first screen: what the check is, its limits, the way out, and the country of the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.full.base_screen import BaseScreen
from screens.pages.rows import PageRow, sign
from screens.pages.welcome import welcome
from screens.words import following

START, SPEAK = "start", "speak:"


class Welcome(BaseScreen):
    """The welcome."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("i,I", "language", "language")]

    def hints(self) -> tuple[str, ...]:
        """Return the hints; the one for the next language only if there is one."""
        another = following(self.even.ready)
        return tuple(key for key in super().hints() if key != "language" or another)

    def hint(self, key: str) -> str:
        """Return the text of one hint; another language is named in its own words."""
        if key != "language":
            return super().hint(key)
        ready = self.even.ready
        return self.words("keys.language", name=ready.languages[following(ready)])

    def fill(self) -> None:
        """Show the page; no row is marked, so that it is read first."""
        self.put(tuple(self._rows()))

    async def anew(self) -> None:
        """Recompose in another language: the bottom screen of the stack cannot be replaced."""
        await self.recompose()
        self.on_mount()

    def on_screen_resume(self) -> None:
        """Update the name of the country after it was chosen."""
        super().on_screen_resume()
        if self.is_mounted and self.choices.rows:
            self.put(tuple(self._rows()), stay=True)

    def _rows(self) -> Iterator[PageRow]:
        place = self.even.place
        country = self.even.ready.helplines.countries[place.country]
        yield from welcome(country, place.how, self.words)
        for n, (pick, says) in enumerate(self._picks().items(), 1):
            yield PageRow(says, pick=pick, key=sign(n))

    def _picks(self) -> dict[str, str]:
        """Return what can be chosen, by pick; other languages come between country and leaving."""
        ready = self.even.ready
        others = {code: name for code, name in ready.languages.items() if following(ready)}
        others.pop(ready.tree.language, "")
        own = {pick: self.words(f"welcome.{pick}") for pick in (START, "country", "leave")}
        leave = {"leave": own.pop("leave")}
        return own | {f"{SPEAK}{code}": name for code, name in others.items()} | leave

    def chosen(self, pick: str) -> None:
        """Start the walk, or open the country list or the card, or change the language."""
        match pick:
            case "start":
                self.even.start()
            case "country":
                self.action_country()
            case "card":
                self.action_card()
            case _ if pick.startswith(SPEAK):
                self.even.choose_language(pick.removeprefix(SPEAK))
            case _:
                self.even.action_leave()

    def action_language(self) -> None:
        """Switch to the next language."""
        if language := following(self.even.ready):
            self.even.choose_language(language)
