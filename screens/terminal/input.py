"""Decide which keys of a terminal count, and whether they mean to leave."""

from __future__ import annotations

from collections.abc import Callable

from textual.events import Key
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from screens.terminal.background import Background
from screens.terminal.key_names import ANSWERS, SYNCHRONIZED, TAB
from screens.terminal.keyboard import Keyboard
from screens.terminal.leaving import LeaveKeys

QUIET = 0.25
"""Seconds of silence after a dropped key before keys count again: long enough to notice
that it was dropped, so no Enter outlives the digit before it."""

MOVES = {"up", "down", "pageup", "pagedown", "home", "end"}
MARKS = {*MOVES, *"0123456789", "space"}
LEAVES = {"q", "Q", "ctrl+q"}
"""Keys that always pass; Ctrl+C and a double Esc are handled before any gate."""

MOST = 64
"""Most moves between two paints, as from an arrow key that is held down."""

UNSEEN = "unseen"


class Gate:
    """An input gate: keys that were read together count only for the frame then in sight.

    `turns` is whether what is sent now may show another page.

    One key counts on a painted frame. Enter may follow the one key that marked a row, and moves may
    follow moves; Tab paints nothing, so any key may follow it. Every other key before the next
    frame is dropped, and so are all later ones until a pause and a single key.
    """

    def __init__(self) -> None:
        """Start open: the first frame is in sight."""
        self.passed = 0
        self._unpainted: list[str] = []
        self._sent, self.turns = True, False
        self._drops, self._silence = False, 0.0

    @property
    def open(self) -> bool:
        """Whether the frame that shows the effect of all passed keys has been sent."""
        return self._sent

    @property
    def drops(self) -> bool:
        """Whether keys are dropped until a pause."""
        return self._drops

    def hear(self, keys: list[str], *, arrived: bool = True) -> list[str]:
        """Return which of these keys, read at the same moment, count.

        `arrived` is whether the terminal has taken all output; on a slow line it may not have.
        """
        if self._sent and arrived:
            self._unpainted.clear()
        if self._silence >= QUIET and len(keys) == 1:
            self._drops = False
        self._silence = 0.0 if keys else self._silence
        return [key for key in keys if self._counts(key)]

    def pause(self, seconds: float) -> None:
        """Note this many seconds without input."""
        self._silence += seconds

    def shut(self) -> None:
        """Close until the next frame: the screen is about to change."""
        self._wait_for(UNSEEN)

    def sent(self) -> None:
        """Note that a complete frame was sent, with the effect of all passed keys."""
        self._sent, self.turns = True, False

    def _counts(self, key: str) -> bool:
        counts = key in LEAVES or (not self._drops and self._fits(key))
        self._drops = self._drops or not counts
        if counts:
            self.passed += 1
            if key != TAB:
                self._wait_for(key)
        return counts

    def _fits(self, key: str) -> bool:
        """Return whether a key is meant for the frame in sight, given the keys not painted yet."""
        waiting = self._unpainted
        if key in MOVES:
            return all(other in MOVES for other in waiting) and len(waiting) < MOST
        return not waiting or (key == "enter" and len(waiting) == 1 and waiting[0] in MARKS)

    def _wait_for(self, key: str) -> None:
        self._sent = False
        self.turns = self.turns or key not in MARKS
        self._unpainted.append(key)


class TooEarly(Message):
    """Message: a key was dropped, as it was typed before the frame that it could be meant for."""


CHARACTERS = {"question_mark": "?", "space": " ", "enter": "\r"}


class Input:
    """Turns bytes of a terminal into messages for the app: keys that count, and two answers.

    Nothing else from the terminal can resize the app, raise, or get a reply.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start with no input."""
        self.gate = Gate()
        self._keyboard, self._keys = Keyboard(), LeaveKeys(clock)
        self.background = Background(clock)
        self._synchronized = False

    @property
    def waits(self) -> bool:
        """Whether silence would complete something."""
        return self._keyboard.waits or self.gate.drops

    def feed(self, data: bytes, *, arrived: bool) -> list[Message] | None:
        """Return the messages for the app; None if the person wants to leave.

        `arrived` is whether the terminal has taken all output.
        """
        return self._meant(self._keyboard.feed(data), arrived=arrived)

    def pause(self, seconds: float, *, arrived: bool) -> list[Message] | None:
        """Note this many seconds without input; return what that completes, as `feed` does."""
        self.gate.pause(seconds)
        return self._meant(self._keyboard.pause(seconds), arrived=arrived)

    def _meant(self, names: list[str], *, arrived: bool) -> list[Message] | None:
        if any(self._keys.leaves(name) for name in names if name not in ANSWERS):
            return None
        known = [name for name in names if name not in ANSWERS]
        dropped = self.gate.drops
        keys = self.gate.hear(known, arrived=arrived)
        early = [TooEarly()] if self.gate.drops and not dropped else []
        return [*self._answers(names), *map(_key, keys), *early]

    def _answers(self, names: list[str]) -> list[Message]:
        """Return what the terminal was asked for, each once."""
        told = [name for name in names if name in ANSWERS - {SYNCHRONIZED}]
        messages = [message for name in told for message in self.background.answered(name)]
        if not self._synchronized and SYNCHRONIZED in names:
            self._synchronized = True
            messages.append(TerminalSupportsSynchronizedOutput())
        return messages


def _key(name: str) -> Key:
    return Key(name, name if len(name) == 1 else CHARACTERS.get(name))
