"""The first screen: what must be known before the first key, and the pages one key away from it."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.full.base_screen import BACK
from screens.full.paging.leaves import PLAIN, PagedScreen
from screens.pages.welcome import COUNTRY, LEAVE, SPEAK, START, TOLD, tight, told, welcome
from screens.setting import CountryChoice
from screens.words import following, others


class Told(PagedScreen):
    """A page of the welcome that stands one key away."""

    BINDINGS: ClassVar[list[BindingType]] = [BACK]
    ABOVE: ClassVar[bool] = True

    def __init__(self, page: str) -> None:
        """Keep which page this is."""
        super().__init__()
        self.page = page

    def fill(self) -> None:
        """Show the page, from its top."""
        self.open(told(self.page, self.words), wish="back")

    def chosen(self, pick: str) -> None:
        """Go back."""
        self.action_back()


class Welcome(PagedScreen):
    """The welcome."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("i,I", "language", "language")]

    _told: CountryChoice | None = None
    """The country that the page names."""

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
        """Show the page, with the row that starts marked."""
        self._told = place = self.even.place
        ready = self.even.ready
        country = ready.helplines.countries[place.country]
        rows = tuple(welcome(country, place.how, self.words, others(ready)))
        self.leaves.open(rows, how=replace(PLAIN, wish=START, tight=tuple(tight(rows))))

    async def anew(self) -> None:
        """Recompose in another language: the bottom screen of the stack cannot be replaced."""
        await self.recompose()
        self.on_mount()

    def on_screen_resume(self) -> None:
        """Update the name of the country after it was chosen."""
        super().on_screen_resume()
        if self._told not in {None, self.even.place}:
            with self.choices.staying():
                self.fill()

    def chosen(self, pick: str) -> None:
        """Start the walk, change the country or the language, open a page, or leave."""
        if pick == START:
            self.even.start()
        elif pick == COUNTRY:
            self.fill()
            self.action_country()
        elif pick.startswith(SPEAK):
            self.even.choose_language(pick.removeprefix(SPEAK))
        elif pick in TOLD:
            self.app.push_screen(Told(pick))
        elif pick == LEAVE:
            self.even.action_leave()

    def action_language(self) -> None:
        """Switch to the next language."""
        if language := following(self.even.ready):
            self.even.choose_language(language)
