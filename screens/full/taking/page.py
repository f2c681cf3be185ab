"""The screen to copy steps and numbers from, by hand or by the camera of a phone."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.full.base_screen import InnerScreen
from screens.full.paging.leaves import PagedScreen
from screens.full.taking.code_page import CodePage
from screens.full.taking.qr_code import drawable
from screens.full.taking.save_page import SavePage
from screens.pages.saving import Saving, saving
from screens.pages.take_along import TakeAlong, link_of, take_along, taken_along
from tree.page import Page


class TakeAlongPage(PagedScreen, InnerScreen):
    """Shows steps and numbers in large spacing, as many whole ones at a time as fit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t,T", "back"),
        Binding("r,R", "code", "code"),
        Binding("k,K", "save"),
        Binding("n,N", "turn(1)", "turn"),
        Binding("p,P", "turn(-1)"),
    ]
    ABOVE = True

    def __init__(self, shown: Page) -> None:
        """Keep the page that steps and numbers are taken from."""
        super().__init__()
        self._shown = shown

    @property
    def taken(self) -> TakeAlong:
        """What can be taken along."""
        even = self.even
        return taken_along(self._shown, even.walk, even.marks, even.ready.helplines, even.country)

    def fill(self) -> None:
        """Show the first page."""
        self.open(take_along(self.taken, self.words, save=bool(self.even.setting.save)))

    def chosen(self, pick: str) -> None:
        """Go back, open what goes to a file, or show the code of a number."""
        if pick == "back":
            self.action_back()
        elif pick == "save":
            self.action_save()
        else:
            self._code(pick)

    def unchosen(self) -> None:
        """Turn to the next page."""
        self.action_turn(1)

    def action_turn(self, way: int) -> None:
        """Turn a page."""
        self.pin("notice")
        self.leaves.action_page(way)

    def action_code(self) -> None:
        """Show the code of the marked number, or say how to get one."""
        if ":" in self.choices.at:
            self._code(self.choices.at)
        else:
            self.pin("notice", self.words("code.none"))

    def _code(self, pick: str) -> None:
        if drawable(self.even.setting):
            self.pin("notice")
            self.app.push_screen(CodePage(*link_of(pick, self.taken.lines)))
        else:
            self.pin("notice", self.words("code.cannot"))

    def action_save(self) -> None:
        """Show what would go to a file, if one was named at the start."""
        if self.even.setting.save:
            self.app.push_screen(SavePage(self._saving))

    def _saving(self) -> Saving:
        even = self.even
        return saving(even.setting.save, self.taken, even.walk.tree, self.words)
