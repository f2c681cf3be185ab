"""All answers in the order they were given, to check and to change."""

from __future__ import annotations

from collections.abc import Iterator

from screens.full.base_screen import InnerScreen
from screens.pages.rows import PageRow, sign
from tree.model import SKIP, Outcome
from tree.walk import Answer

ON = "go-on"
AGAIN = "start-again"
"""Picks of this screen; picks of questions have a prefix, so none of them is the same."""

OF_QUESTION = "?"


class LookOver(InnerScreen):
    """Lists each question with its answer."""

    def __init__(self, changed: str = "") -> None:
        """Mark the question that was just changed, or else the row that goes on."""
        super().__init__()
        self.at = OF_QUESTION + changed if changed else ON
        self.sure = False

    @property
    def above(self) -> bool:
        """Whether a first Esc returns to where one was."""
        return self.even.looks_on_request

    def fill(self) -> None:
        """List the answers."""
        self.pin("head", self.words("look.title"))
        self.put(tuple(self._rows()), self.at)

    def _rows(self) -> Iterator[PageRow]:
        asked = self.even.walk.asked
        yield PageRow(self.words("look.note" if asked else "look.empty"), "quiet")
        over = isinstance(self.even.walk.place, Outcome)
        yield PageRow(
            self.words("look.onward.outcome" if over else "look.onward.question"), pick=ON
        )
        for n, answer in enumerate(asked, 1):
            question = self.even.walk.tree.questions[answer.question]
            says = f"{question.ask}\n{self._said(answer)}"
            yield PageRow(says, pick=OF_QUESTION + question.id, key=sign(n))
        if asked:
            yield PageRow()
            yield PageRow(self.words("look.again"), pick=AGAIN)

    def _said(self, answer: Answer) -> str:
        question = self.even.walk.tree.questions[answer.question]
        chosen = [o.say for o in question.options if o.id in answer.options]
        if SKIP in answer.options:
            return self.words("look.skipped")
        return self.words("look.join").join(chosen)

    def chosen(self, pick: str) -> None:
        """Continue, change the chosen answer, or on a second press drop all answers."""
        if pick == ON:
            self.even.resume()
        elif pick.startswith(OF_QUESTION):
            self.even.ask_again(pick.removeprefix(OF_QUESTION))
        elif self.sure:
            self.even.start_again()
        self.sure = pick == AGAIN
        self.pin("notice", self.words("look.surely") if self.sure else "")

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
