"""The question whether anyone is still there, which hides all that was in sight before."""

from __future__ import annotations

from screens.frame import Frame
from screens.idle import Idle
from screens.rows import Row


class Warn(Frame):
    """Says what happens next, and when; any key takes it away."""

    def __init__(self, idle: Idle) -> None:
        """Keep what the host chose."""
        super().__init__()
        self._idle = idle

    def top(self) -> str:
        """Name the way out alone: no other key has a meaning here."""
        return self.words("leave.line")

    def fill(self) -> None:
        """Show it."""
        self.pin("head", self.words("idle.title"))
        key = "idle.leave" if self._idle.leaves else "idle.welcome"
        soon = self.words.count(key, round(self._idle.warning))
        self.put((Row(soon), Row(), Row(self.words("idle.stay"), "bold")))
