"""The screens of an outcome, of the page beside it, and of a decision on it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.full.base_screen import InnerScreen
from screens.full.side_pages import Sources
from screens.pages.decision import decision, weighed
from screens.pages.outcome import PageView, outcome
from tree.page import Page, page, page_beside


class DecisionScreen(InnerScreen):
    """Lists each option of a decision with its good and hard sides."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("w,W", "weigh")]
    ABOVE: ClassVar[bool] = True

    def __init__(self, shown: Page) -> None:
        """Keep the page that the decision belongs to."""
        super().__init__()
        self.shown = shown

    def fill(self) -> None:
        """List all options, from the top."""
        self.put(decision(self.shown, self.even.walk, self.words))

    def chosen(self, pick: str) -> None:
        """Go back."""
        self.action_back()

    def action_weigh(self) -> None:
        """Close: the key that opened this screen also closes it."""
        self.action_back()


class OutcomePage(InnerScreen):
    """Shows the page of the current outcome."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m,M", "heard", "heard"),
        Binding("e,E", "more"),
        Binding("f,F", "beside"),
        Binding("w,W", "weigh"),
        Binding("o,O", "sources"),
    ]
    opened = False

    def __init__(self) -> None:
        """Start with the optional parts folded."""
        super().__init__()
        self.heard = False
        self.unfolded = False
        self.sure = False

    def hints(self) -> tuple[str, ...]:
        """Return the hints; `heard` only if something waits behind that key."""
        return tuple(key for key in super().hints() if key != "heard" or self.view.waits)

    @property
    def page(self) -> Page:
        """The page for this walk."""
        return page(self.even.walk)

    def fill(self) -> None:
        """Show the page, from its top."""
        self.put(outcome(self.view))

    @property
    def view(self) -> PageView:
        """The page and what is unfolded on it."""
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
            tuple(weighed(self.page, even.walk, self.words)),
        )

    def chosen(self, pick: str) -> None:
        """Run the action of the chosen row; dropping all answers takes a second press."""
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
        """On an urgent page, show or hide what was heard, from the top."""
        if self.page.outcome.urgent:
            self.heard = not self.heard
            self.fill()

    def action_more(self) -> None:
        """Show or hide the rows that do not fit at first, and stay at that row."""
        if self.page.more.all:
            self.unfolded = not self.unfolded
            self.put(outcome(self.view), "more", stay=self.choices.at == "more")

    def action_beside(self) -> None:
        """Open the page beside this one."""
        if self.page.beside:
            self.app.push_screen(BesidePage())

    def action_weigh(self) -> None:
        """Open the decision of this page."""
        if self.page.weigh:
            self.app.push_screen(DecisionScreen(self.page))

    def action_sources(self) -> None:
        """Open the sources of this page."""
        self.app.push_screen(Sources(self.page.sources))

    def action_back(self) -> None:
        """Return to the last question, or cancel a first press on starting again."""
        if self.sure:
            self.sure = False
            self.pin("notice")
        else:
            self.even.back()


class BesidePage(OutcomePage):
    """Shows the page beside the current outcome."""

    ABOVE: ClassVar[bool] = True
    opened = True

    @property
    def page(self) -> Page:
        """The page for this walk."""
        return page_beside(self.even.walk)

    def action_back(self) -> None:
        """Return to the outcome from which this page was opened."""
        if self.sure:
            super().action_back()
        else:
            self.app.pop_screen()
