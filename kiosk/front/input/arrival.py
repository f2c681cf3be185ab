"""Arrival: whether what turned a page has come to the client, by its own word.

A frame that was sent may be held up on its way, and whoever sees nothing presses the same keys
again. So behind each frame that may show another page the client is asked for a reply, and what
was typed before that comes does not count for the page.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

AskForReply = Callable[[Callable[[], None]], None]
"""Asks a client for a reply, and calls something as soon as that is read."""


MOST = 16
"""Questions under way at one time, at most: further turns are asked for behind a reply."""


class Arrival:
    """Asks one client; `arrived` is told how many turns each reply was for."""

    def __init__(self, ask: AskForReply, arrived: Callable[[int], None]) -> None:
        """Start with nothing asked."""
        self._ask, self._arrived = ask, arrived
        self._asked: deque[int] = deque()
        self._later = 0

    def begin(self) -> None:
        """Ask for the first reply: a client that never gives one is not waited for."""
        self._next()

    def turned(self) -> None:
        """Ask behind what was sent, or behind a reply where too many are still to come."""
        self._later += 1
        if len(self._asked) < MOST:
            self._next()

    def let_go(self) -> None:
        """Ask no more, and drop all references to the person: their session has ended."""
        self._ask, self._arrived, self._later = _nobody, _nothing, 0

    def _next(self) -> None:
        self._asked.append(self._later)
        self._later = 0
        self._ask(self._replied)

    def _replied(self) -> None:
        self._arrived(self._asked.popleft())
        if self._later:
            self._next()


def _nobody(_then: Callable[[], None]) -> None:
    """Ask nobody."""


def _nothing(_turns: int) -> None:
    """Tell nobody."""
