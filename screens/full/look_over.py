"""The look over: all answers in the order they were given, to check and to change."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.full.base_screen import InnerScreen
from screens.pages.look_over import AGAIN, OF_QUESTION, ON, look_over


class LookOver(InnerScreen):
    """Lists each question with its answer; any of them can be changed."""

    LIST = ("number", "choose")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("g,G", "go_on", "onward")]

    def __init__(self, changed: str = "", says: str = "") -> None:
        """Mark the question that was just changed, or else the row that goes on."""
        super().__init__()
        self.at = OF_QUESTION + changed if changed else ON
        self.says = says
        self.sure = False

    @property
    def above(self) -> bool:
        """Whether a first Esc returns to where one was."""
        return self.even.looks_on_request

    def fill(self) -> None:
        """List the answers, and say what a change has done."""
        self.pin("notice", self.words("look.surely") if self.sure else self.says)
        self.put(look_over(self.even.walk, self.words), self.at)

    def chosen(self, pick: str) -> None:
        """Continue, change the chosen answer, or on a second press drop all answers."""
        if pick == ON:
            self.even.resume()
        elif pick.startswith(OF_QUESTION):
            self.even.ask_again(pick.removeprefix(OF_QUESTION))
        elif pick == AGAIN and self.sure:
            self.even.start_again()
        self.sure = pick == AGAIN
        self.pin("notice", self.words("look.surely") if self.sure else "")

    def action_go_on(self) -> None:
        """Go on from anywhere in the list."""
        self.even.resume()

    def action_back(self) -> None:
        """Go back, or cancel a first press on starting again."""
        if self.sure:
            self.sure = False
            self.pin("notice")
        else:
            self.even.close()

    def action_look_over(self) -> None:
        """Close: the key that opened this screen also closes it."""
        self.even.close()
