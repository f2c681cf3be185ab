"""What a driver hears of a person: which keys count, and whether they mean to leave at once."""

from __future__ import annotations

from collections.abc import Callable

from textual.events import Key
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from screens.terminal.key_names import SYNCHRONIZED
from screens.terminal.keyboard import Keyboard
from screens.terminal.leaving import LeaveKeys

QUIET = 0.25
"""After a dropped key nobody is heard until so many seconds of silence: that is long enough to see
that it was not taken, and no Enter outlives the digit before it."""

MOVES = {"up", "down", "pageup", "pagedown", "home", "end"}
MARKS = {*MOVES, *"123456789", "space"}
LEAVES = {"q", "Q", "ctrl+q"}
"""These are always let through; Ctrl+C and Esc twice are heard before any gate."""

MOST = 64
"""So many moves may wait to be painted together, as from an arrow key that is held down."""

UNSEEN = "unseen"


class Gate:
    """Lets keys through one frame at a time: those read together are meant for what was in sight.

    One key counts on a painted frame. Enter may come with the one key before it that marked a line,
    and moves with other moves. All else that comes before the next frame stands there is dropped,
    and so is all that follows, until a pause and a key by itself.
    """

    def __init__(self) -> None:
        """Start open: something stands in sight from the beginning."""
        self.passed = 0
        self._unpainted: list[str] = []
        self._sent = True
        self._drops, self._silence = False, 0.0

    @property
    def open(self) -> bool:
        """Whether the frame that shows all that was let through has been sent."""
        return self._sent

    @property
    def drops(self) -> bool:
        """Whether keys are dropped until a pause."""
        return self._drops

    def hear(self, keys: list[str], *, arrived: bool = True) -> list[str]:
        """Return those of the keys, all read at the same moment, that count.

        `arrived` says whether all that was sent is out, as it may not be on a slow line.
        """
        if self._sent and arrived:
            self._unpainted.clear()
        if self._silence >= QUIET and len(keys) == 1:
            self._drops = False
        self._silence = 0.0 if keys else self._silence
        return [key for key in keys if self._counts(key)]

    def pause(self, seconds: float) -> None:
        """Note that for so long it was seen that nothing came."""
        self._silence += seconds

    def shut(self) -> None:
        """Let nothing through until the next frame: what is in sight is about to change."""
        self._wait_for(UNSEEN)

    def sent(self) -> None:
        """Note that a whole frame is on its way, which shows all that was let through."""
        self._sent = True

    def _counts(self, key: str) -> bool:
        counts = key in LEAVES or (not self._drops and self._fits(key))
        self._drops = self._drops or not counts
        if counts:
            self.passed += 1
            self._wait_for(key)
        return counts

    def _fits(self, key: str) -> bool:
        """Say whether a key was meant for the frame that is in sight, whatever waits for paint."""
        waiting = self._unpainted
        if key in MOVES:
            return all(other in MOVES for other in waiting) and len(waiting) < MOST
        return not waiting or (key == "enter" and len(waiting) == 1 and waiting[0] in MARKS)

    def _wait_for(self, key: str) -> None:
        self._sent = False
        self._unpainted.append(key)


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
