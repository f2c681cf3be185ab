"""One question again, from the look over: another answer, or none."""

from __future__ import annotations

from collections.abc import Iterator

from screens.ask import Ask


class Change(Ask):
    """Asks a question that was answered, the answer marked."""

    def meta(self) -> str:
        """Say that this is a change."""
        return self.words("ask.changing")

    def notes(self) -> Iterator[str]:
        """List only what belongs to the question itself."""
        yield from filter(None, [self.question.note])

    def take(self, *options: str) -> None:
        """Put these options in place of the answer."""
        self.even.change(self.question.id, *options)

    def action_back(self) -> None:
        """Keep the answer as it was."""
        self.app.pop_screen()
