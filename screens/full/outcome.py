"""The screens of an outcome, chapter by chapter, and of the page beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.full.base_screen import InnerScreen
from screens.full.paging.leaves import PLAIN, Leaves, PagedScreen
from screens.full.side_pages import Sources
from screens.full.taking.page import TakeAlongPage
from screens.pages.chapters import OF_CHAPTER, chapter_page, front, turned
from screens.pages.decision import weighed
from screens.pages.outcome import OF_STEP, STEPS, Letter, PageView, letter, outcome
from screens.pages.take_along import toggled
from tree.page import Page, page, page_beside

BRIEF = replace(PLAIN, brief=True)
"""How a chapter is shown: below a few of the numbers."""


class OutcomePage(PagedScreen, InnerScreen):
    """Shows the page of the current outcome: its first screen, or one of its chapters."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m,M", "heard", "heard"),
        Binding("n,N", "turn(1)", "turn"),
        Binding("p,P", "turn(-1)"),
        Binding("e,E", "more"),
        Binding("f,F", "beside"),
        Binding("w,W", "weigh"),
        Binding("o,O", "sources"),
        Binding("t,T", "take_along", "take"),
    ]
    opened = False

    def __init__(self) -> None:
        """Start on the first screen, with the optional parts folded."""
        super().__init__()
        self.heard = False
        self.unfolded = False
        self.sure = False
        self.chapter = ""

    def hints(self) -> tuple[str, ...]:
        """Return the hints; `heard` only if something waits behind that key."""
        hints = (key for key in super().hints() if key != "heard" or self.view.waits)
        marks = ("mark",) if self.chapter == STEPS else ()
        return (*marks, *hints)

    def enters(self) -> str:
        """Return the hint for Enter: a step is marked by other keys, and Enter goes on."""
        on_step = self.query(Leaves) and self.leaves.at.startswith(OF_STEP)
        return "next" if on_step else super().enters()

    @property
    def above(self) -> bool:
        """Whether a first Esc closes a chapter, or this page."""
        return bool(self.chapter) or super().above

    @property
    def page(self) -> Page:
        """The page for this walk."""
        return page(self.even.walk)

    @property
    def view(self) -> PageView:
        """The page and what is unfolded on it."""
        even, shown = self.even, self.page
        return PageView(
            shown,
            even.walk.tree.facts,
            even.ready.helplines,
            even.country,
            self.words,
            self.heard,
            self.unfolded,
            self.opened,
            tuple(weighed(shown, even.walk, self.words)),
            self.sure,
            even.marks,
        )

    def fill(self) -> None:
        """Show the chapter that is open, or the first screen."""
        self.show()

    def show(self, at: str = "") -> None:
        """Show the same, with the row of this pick marked."""
        view = self.view
        parts = letter(view)
        chapter = next((c for c in parts.chapters if c.id == self.chapter), None)
        if chapter:
            rows = self.listed(chapter_page(parts, chapter, self.words))
            self.leaves.open(rows, at, BRIEF)
        else:
            self.chapter = ""
            self._show_front(view, parts, at)
        self.hint_anew()

    def _show_front(self, view: PageView, parts: Letter, at: str) -> None:
        """Show the first screen, or the whole page if it fits; on an urgent one mark nothing."""
        how = replace(
            PLAIN,
            whole=self.listed(outcome(view)),
            tight=self.listed(front(parts, tight=True)) if view.urgent else (),
            wish="" if view.urgent else OF_CHAPTER + parts.chapters[0].id,
        )
        self.leaves.open(self.listed(front(parts)), at, how)

    def chosen(self, pick: str) -> None:
        """Open a chapter, or run an action; forgetting all answers takes a second press."""
        if pick.startswith(OF_CHAPTER):
            self.read(pick.removeprefix(OF_CHAPTER))
            return
        if pick.startswith(OF_STEP):
            self.unchosen()
            return
        ways = {
            "go-on": self.even.go_on,
            "leave": self.even.action_leave,
            "heard": self.action_heard,
            "more": self.action_more,
            "beside": self.action_beside,
            "weigh": self.action_weigh,
            "back": self.action_back,
            "sources": self.action_sources,
            "look": self.action_look_over,
            "take": self.action_take_along,
            "again": self._again,
        }
        ways[pick]()

    def tick(self, pick: str) -> None:
        """Mark a step as one that could be done, or take the mark off."""
        if pick.startswith(OF_STEP):
            step = (self.page.outcome.id, pick.removeprefix(OF_STEP))
            self.even.marks = toggled(self.even.marks, step)
            self.show(pick)

    def unchosen(self) -> None:
        """Turn the page; from the last one go on to the next chapter.

        The first screen of an urgent page stays where it is: Enter does not run through it.
        """
        if self.chapter or not (self.leaves.last and self.view.urgent):
            self.action_turn(1)

    def read(self, chapter: str) -> None:
        """Show a chapter; the page beside is a screen of its own."""
        if chapter == "beside":
            self.action_beside()
        else:
            self.chapter = chapter
            self.show()

    def action_turn(self, way: int) -> None:
        """Turn a page; at either end of a chapter, go to the next one or the one before."""
        if self.leaves.pages.hidden[way > 0]:
            self.leaves.action_page(way)
            return
        at = turned(letter(self.view), self.chapter, way)
        if at == self.chapter or self.leaves.is_whole:
            return
        left, self.chapter = self.chapter, at
        self.show("" if at else OF_CHAPTER + left)

    def action_heard(self) -> None:
        """Show what was heard, or close it; on an urgent page it is in sight only then."""
        view = self.view
        if not view.said:
            return
        if view.urgent:
            self.heard = not self.heard
        opens = self.heard if view.urgent else self.chapter != "heard"
        self.chapter = "heard" if opens else ""
        self.show()

    def action_more(self) -> None:
        """Show or hide the rows that do not fit at first, and stay at that row."""
        if self.page.more.all:
            self.unfolded = not self.unfolded
            self.show("more")

    def action_beside(self) -> None:
        """Open the page beside this one."""
        if self.page.beside:
            self.app.push_screen(BesidePage())

    def action_weigh(self) -> None:
        """Open the decision of this page, or close it."""
        if self.page.weigh:
            self.chapter = "" if self.chapter == "weigh" else "weigh"
            self.show()

    def action_sources(self) -> None:
        """Open the sources of this page."""
        self.app.push_screen(Sources(self.page.sources))

    def action_take_along(self) -> None:
        """Open the page to copy from."""
        self.app.push_screen(TakeAlongPage(self.page))

    def _again(self) -> None:
        """Forget all answers on a second press; the row says so after the first."""
        if self.sure:
            self.even.start_again()
        else:
            self.sure = True
            self.show("again")

    def action_back(self) -> None:
        """Close the chapter, or cancel a first press on starting again, or go back a question."""
        if self.chapter:
            left, self.chapter = self.chapter, ""
            self.show(OF_CHAPTER + left)
        elif self.sure:
            self.sure = False
            self.show("again")
        else:
            self.leave_page()

    def leave_page(self) -> None:
        """Return to the last question."""
        self.even.back()


class BesidePage(OutcomePage):
    """Shows the page beside the current outcome."""

    ABOVE: ClassVar[bool] = True
    opened = True

    @property
    def page(self) -> Page:
        """The page for this walk."""
        return page_beside(self.even.walk)

    def leave_page(self) -> None:
        """Return to the outcome from which this page was opened."""
        self.app.pop_screen()
