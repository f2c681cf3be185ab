"""Ask a terminal for the colour of its background, once, and read what it answers."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message

from screens.setting import Setting
from screens.terminal.first_frame import has_ours
from screens.terminal.key_names import LIGHT
from screens.terminal.leaving import titled

QUERY = "\x1b]11;?\x1b\\"
"""Asks for the background. What a terminal does not know of this kind it ignores."""

PATIENCE = 0.05
"""Seconds after the first frame in which an answer still counts; nothing waits for it."""


class LightBackground(Message):
    """Message: the background of the terminal is light."""


class Background:
    """Decides which answer of a terminal counts: the first one, if asked and in time."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start with nothing asked."""
        self._clock, self._asked = clock, False
        self._until: float | None = None

    def query(self, setting: Setting) -> str:
        """Return what to send to ask; empty where the answer would change nothing."""
        self._asked = not setting.theme and has_ours(setting) and titled(setting.term)
        return QUERY if self._asked else ""

    def shown(self) -> None:
        """Note that a frame was sent: the time to answer begins with the first one."""
        if self._until is None:
            self._until = self._clock() + PATIENCE

    def answered(self, name: str) -> list[Message]:
        """Return what an answer means to the app; nothing if it was not asked for, or came late."""
        counts = self._asked and (self._until is None or self._clock() <= self._until)
        self._asked = False
        return [LightBackground()] if counts and name == LIGHT else []
