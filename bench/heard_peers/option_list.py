"""Two questions in turn as a bare OptionList of Textual, for bench/heard.py."""

from __future__ import annotations

import json
import sys

from textual.app import App, ComposeResult
from textual.widgets import OptionList, Static


class Asks(App[None]):
    """Shows a question over a list of its options."""

    def __init__(self, questions: list[list[str]]) -> None:
        """Keep the questions: each begins with its own words."""
        super().__init__()
        self._questions = questions

    def compose(self) -> ComposeResult:
        """Yield the first question."""
        yield Static(self._questions[0][0])
        yield OptionList(*self._questions[0][1:])

    def on_option_list_option_selected(self) -> None:
        """Show the next question, or end."""
        del self._questions[0]
        if not self._questions:
            self.exit()
            return
        self.query_one(Static).update(self._questions[0][0])
        self.query_one(OptionList).clear_options().add_options(self._questions[0][1:])


if __name__ == "__main__":
    Asks(json.loads(sys.argv[1])).run()
