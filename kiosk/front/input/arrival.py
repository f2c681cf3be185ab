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

    def __init__(
        self, ask: AskForReply, arrived: Callable[[int], None], sent: Callable[[], bool]
    ) -> None:
        """Start with nothing asked; `sent` returns whether all that was shown is on its way."""
        self._ask, self._arrived, self._sent = ask, arrived, sent
        self._asked: deque[int] = deque()
        self._later = 0

    def begin(self) -> None:
        """Ask for the first reply: a client that never gives one is not waited for."""
        self._next()

    def turned(self) -> None:
        """Ask behind what was shown, once that is on its way."""
        self._later += 1
        self.ask_on()

    def ask_on(self) -> None:
        """Ask, unless what was shown waits for room, or too many replies are still to come."""
        if self._later and len(self._asked) < MOST and self._sent():
            self._next()

    def let_go(self) -> None:
        """Ask no more, and drop all references to the person: their session has ended."""
        self._ask, self._arrived, self._sent, self._later = _nobody, _nothing, _never, 0

    def _next(self) -> None:
        self._asked.append(self._later)
        self._later = 0
        self._ask(self._replied)

    def _replied(self) -> None:
        self._arrived(self._asked.popleft())
        self.ask_on()


def _nobody(_then: Callable[[], None]) -> None:
    """Ask nobody."""


def _nothing(_turns: int) -> None:
    """Tell nobody."""


def _never() -> bool:
    return False
