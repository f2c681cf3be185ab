"""A list that turns pages, and the screens that are read rather than chosen from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import ClassVar, cast

from textual.geometry import Offset, Size

from screens.full.base_screen import BaseScreen, Hints
from screens.full.choices import Choices
from screens.full.paging.paged import PagedView
from screens.full.view import View
from screens.pages.rows import PageRow

PLAIN = PagedView((), 0, 1)


class Leaves(Choices):
    """A list of rows on pages; below them stands which page of how many this is."""

    EMPTY: ClassVar[View] = PLAIN

    def __init__(
        self,
        which: Callable[..., str],
        rest: Callable[[], Offset],
        chosen: Callable[[str], None],
        ticked: Callable[[str], None],
        turned: Callable[[], None],
    ) -> None:
        """Start empty.

        `which` says the number of a page and how many there are; `turned` is called on another one.
        """
        super().__init__(lambda *_: "", rest, chosen, ticked)
        self._which, self._turned = which, turned
        self._fitted: tuple[Size, tuple[PageRow, ...]] = (Size(), ())

    @property
    def pages(self) -> PagedView:
        """The pages, seen at one of them."""
        return cast("PagedView", self.view)

    @property
    def last(self) -> bool:
        """Whether this is the last page."""
        return not self.pages.hidden[1]

    @property
    def is_whole(self) -> bool:
        """Whether all that could be opened is in sight at once."""
        return self.pages.rows is self.pages.whole

    def fit(self, wide: int, height: int, *, air: bool) -> int:
        """Wrap the rows; once for each size of the window and rows, tell that pages may differ."""
        lines = super().fit(wide, height, air=air)
        now = (self.app.size, self.rows)
        if now != self._fitted:
            self._fitted = now
            self.call_after_refresh(self._turned)
        return lines

    def action_page(self, way: int) -> None:
        """Turn a page."""
        super().action_page(way)
        self._turned()

    def action_edge(self, way: int) -> None:
        """Turn to the first or the last page."""
        super().action_edge(way)
        self._turned()

    def open(self, rows: tuple[PageRow, ...], at: str = "", how: PagedView = PLAIN) -> None:
        """Show other rows from their first page on, in the way of `how`."""
        old = self.pages
        top, pick = (old.top, old.pick) if self.stays else (0, at)
        new = replace(how, wide=old.wide, height=old.height, air=old.air, rows=rows, short=rows)
        self.turn_to(replace(new, top=top).find(pick))

    def _more_words(self) -> str:
        return self._which(n=self.pages.number, all=len(self.pages.starts))


class PagedScreen(BaseScreen):
    """A screen whose list turns pages; Enter turns them while no row is marked."""

    def hints(self) -> tuple[str, ...]:
        """Return the hints; the first says what Enter does on this page, if anything."""
        return (self.enters(), *super().hints()[len(self.LIST) :])

    def enters(self) -> str:
        """Return the hint for what Enter does."""
        leaves = self.query(Leaves)
        if leaves and leaves.first(Leaves).at:
            return "choose"
        return "read" if leaves and leaves.first(Leaves).last else "next"

    @property
    def leaves(self) -> Leaves:
        """The list of this screen."""
        return self.query_one(Leaves)

    def list_rows(self) -> Choices:
        """Return the list of this screen, empty."""
        which = partial(self.words, "more.page")
        return Leaves(which, self.rest, self.choose, self.tick, self.hint_anew)

    def open(self, rows: Iterable[PageRow], wish: str = "") -> None:
        """Show rows from their first page on; `wish` is marked where it is in sight."""
        self.leaves.open(self.listed(rows), how=replace(PLAIN, wish=wish))

    def hint_anew(self) -> None:
        """Show the hints for what the screen shows now; one that is being removed has none."""
        for hints in self.query(Hints):
            hints.show(tuple(self.hint(key) for key in self.hints()))
