"""What a driver hears of a person: which keys count, and whether they mean to leave at once."""

from __future__ import annotations

from collections.abc import Callable

from textual.events import Key
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from screens.terminal.gate import Gate
from screens.terminal.key_names import SYNCHRONIZED
from screens.terminal.keyboard import Keyboard
from screens.terminal.leaving import LeaveKeys

CHARACTERS = {"question_mark": "?", "space": " ", "enter": "\r"}


class Input:
    """Turns bytes of a terminal into messages for the app: known keys on a painted frame, or none.

    Nothing that comes from there can resize, raise, or be answered.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start with nothing typed."""
        self.gate = Gate()
        self._keyboard, self._keys = Keyboard(), LeaveKeys(clock)
        self._synchronized = False

    @property
    def waits(self) -> bool:
        """Whether silence would mean something."""
        return self._keyboard.waits or self.gate.drops

    def feed(self, data: bytes, *, arrived: bool) -> list[Message] | None:
        """Return what this means to the app; None where it means to leave now.

        `arrived` says whether all that was painted is out.
        """
        return self._meant(self._keyboard.feed(data), arrived=arrived)

    def pause(self, seconds: float, *, arrived: bool) -> list[Message] | None:
        """Note that nothing came for so long; return what that means to the app, as `feed` does."""
        self.gate.pause(seconds)
        return self._meant(self._keyboard.pause(seconds), arrived=arrived)

    def _meant(self, names: list[str], *, arrived: bool) -> list[Message] | None:
        if any(self._keys.leaves(name) for name in names if name != SYNCHRONIZED):
            return None
        known = [name for name in names if name != SYNCHRONIZED]
        keys = self.gate.hear(known, arrived=arrived)
        return [*self._answers(names), *map(_key, keys)]

    def _answers(self, names: list[str]) -> list[Message]:
        """Take the one answer that was asked for, once."""
        if self._synchronized or SYNCHRONIZED not in names:
            return []
        self._synchronized = True
        return [TerminalSupportsSynchronizedOutput()]


def _key(name: str) -> Key:
    return Key(name, name if len(name) == 1 else CHARACTERS.get(name))
