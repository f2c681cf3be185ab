"""A person who types lines in a terminal: each after the question that it answers is there."""

from __future__ import annotations

from tests.support.sample import words
from tests.support.terminal import Terminal

PROMPTS = tuple(
    {
        says.partition("{")[0].rstrip()
        for key, says in words().items()
        if key.startswith("line.prompt.")
    }
)
MORE = words()["line.prompt.more"].partition("{")[0].rstrip()


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

    @property
    def waits(self) -> bool:
        """Whether more is to come after Enter."""
        rows = [row for row in self._terminal.text.splitlines() if row.strip()]
        return rows[-1].startswith(MORE)

    def asked(self) -> None:
        """Wait for a prompt that was not answered yet."""
        self._terminal.wait(lambda: self.prompts > self.answered, "a prompt")

    def say(self, line: str) -> None:
        """Type a line at the next prompt, whatever waits behind it."""
        self.asked()
        self.answered = self.prompts
        self._terminal.key(*line, "enter")

    def read(self) -> list[str]:
        """Press Enter as long as more is to come; list what was in sight each time."""
        self.asked()
        seen = []
        while self.waits:
            seen.append(self._terminal.text)
            self.say("")
            self.asked()
        return [*seen, self._terminal.text]

    def type(self, *lines: str) -> None:
        """Type each line at the next prompt, once all before it was read."""
        for line in lines:
            self.read()
            self.say(line)
