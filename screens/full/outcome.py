"""Where a walk ends, a page on the way, and a decision to weigh on it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.full.base_screen import InnerScreen
from screens.full.side_pages import Sources
from screens.pages.outcome import PageView, decision, outcome
from tree.page import Page, page, page_beside


class DecisionScreen(InnerScreen):
    """Lists the options with what is good and hard about each, and goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back"), Binding("w,W", "weigh")]

    def __init__(self, shown: Page) -> None:
        """Keep the page on which this can be weighed."""
        super().__init__()
        self.shown = shown

    def fill(self) -> None:
        """Show all options from the top."""
        self.put(decision(self.shown, self.even.walk, self.words))

    def chosen(self, pick: str) -> None:
        """Go back."""
        self.action_back()

    def action_weigh(self) -> None:
        """Close with the key that opened."""
        self.action_back()


class OutcomePage(InnerScreen):
    """Shows the page of the outcome at which the walk stands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m,M", "heard", "heard"),
        Binding("e,E", "more"),
        Binding("p,P", "beside"),
        Binding("w,W", "weigh"),
        Binding("o,O", "sources"),
    ]
    opened = False

    def __init__(self) -> None:
        """Start with what was heard out of sight where that matters, and with no more than fits."""
        super().__init__()
        self.heard = False
        self.unfolded = False
        self.sure = False

    def hints(self) -> tuple[str, ...]:
        """Name the key for what was heard where that waits behind it."""
        return tuple(key for key in super().hints() if key != "heard" or self.view.waits)

    @property
    def page(self) -> Page:
        """The words for this walk."""
        return page(self.even.walk)

    def fill(self) -> None:
        """Show the page from its top."""
        self.put(outcome(self.view))

    @property
    def view(self) -> PageView:
        """What is shown of it now."""
        tree, even = self.even.walk.tree, self.even
        return PageView(
            self.page,
            tree.facts,
            even.ready.helplines,
            even.country,
            self.words,
            self.heard,
            self.unfolded,
            self.opened,
        )

    def chosen(self, pick: str) -> None:
        """Do what the chosen line says; forgetting all takes a second press."""
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
            "again": self._again,
        }
        if pick != "again":
            self.sure = False
            self.pin("notice")
        ways[pick]()

    def _again(self) -> None:
        if self.sure:
            self.even.start_again()
        self.sure = True
        self.pin("notice", self.words("look.surely"))

    def action_heard(self) -> None:
        """Show or hide what was heard, from the top, on an urgent page."""
        if self.page.outcome.urgent:
            self.heard = not self.heard
            self.fill()

    def action_more(self) -> None:
        """Show or hide what the page has no room for, and stay at that line."""
        if self.page.more.all:
            self.unfolded = not self.unfolded
            self.put(outcome(self.view), "more", stay=self.choices.at == "more")

    def action_beside(self) -> None:
        """Open another page that may fit, over this one."""
        if self.page.beside:
            self.app.push_screen(BesidePage())

    def action_weigh(self) -> None:
        """Weigh a decision that belongs to this page."""
        if self.page.weigh:
            self.app.push_screen(DecisionScreen(self.page))

    def action_sources(self) -> None:
        """Show what this page rests on."""
        self.app.push_screen(Sources(self.page.sources))

    def action_back(self) -> None:
        """Go back to the last question; a first press for forgetting is taken back."""
        if self.sure:
            self.sure = False
            self.pin("notice")
        else:
            self.even.back()


class BesidePage(OutcomePage):
    """Shows the page that can be opened from where the walk stands, and goes back there."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back")]
    opened = True

    @property
    def page(self) -> Page:
        """The words for this walk."""
        return page_beside(self.even.walk)

    def action_back(self) -> None:
        """Go back to the page from which this one was opened."""
        if self.sure:
            super().action_back()
        else:
            self.app.pop_screen()
