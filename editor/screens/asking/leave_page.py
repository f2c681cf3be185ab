"""Ask what is to become of what was changed, before the editor is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from editor.screens.asking.modal import Pick
from editor.screens.asking.question_page import QuestionPage


class LeavePage(QuestionPage):
    """Asks once; to leave a second time, with the question in sight, is an answer."""

    asks_to_leave: ClassVar[bool] = True

    def __init__(
        self, title: str, lines: Sequence[str], answers: Sequence[Pick], again: str
    ) -> None:
        """Ask; `again` is the answer of who leaves a second time, if it is offered."""
        super().__init__(title, lines, answers)
        self._again = again if again in {one.id for one in answers} else None

    def leave_again(self) -> None:
        """Answer as who leaves a second time, or close."""
        self.dismiss(self._again)
