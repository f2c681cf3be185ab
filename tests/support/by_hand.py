"""A person who types lines in a terminal: each after the question that it answers is there."""

from __future__ import annotations

from tests.support.sample import words
from tests.support.terminal import Terminal

PROMPTS = tuple({says.rstrip() for key, says in words().items() if key.startswith("line.prompt.")})


class Hand:
    """Types line by line, and counts the prompts that have been answered."""

    def __init__(self, terminal: Terminal) -> None:
        """Start with nothing answered."""
        self._terminal = terminal
        self.answered = 0

    @property
    def prompts(self) -> int:
        """Count the prompts that were ever shown here."""
        lines = self._terminal.window.left.splitlines()
        return sum(line.startswith(PROMPTS) for line in lines)

    def asked(self) -> None:
        """Wait for a prompt that was not answered yet."""
        self._terminal.wait(lambda: self.prompts > self.answered, "a prompt")

    def type(self, *lines: str) -> None:
        """Type each line at the next prompt."""
        for line in lines:
            self.asked()
            self.answered = self.prompts
            self._terminal.key(*line, "enter")
