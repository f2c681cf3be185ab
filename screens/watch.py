"""A one-shot timer over a clock: it never fires early, and nothing ticks between."""

from __future__ import annotations

from collections.abc import Callable

Later = Callable[[float, Callable[[], None]], Callable[[], None]]
"""Has something done after so many seconds, once; returns how to call that off."""


class Watch:
    """Waits for one moment at a time."""

    def __init__(self, clock: Callable[[], float], later: Later, due: Callable[[], None]) -> None:
        """Wait for nothing yet; `due` is called when a moment has come."""
        self._clock, self._later, self._due = clock, later, due
        self._until: float | None = None
        self._cancel: Callable[[], None] | None = None

    def wait(self, seconds: float | None) -> None:
        """Wait so long from now on, in place of any wait before; None waits for nothing."""
        self._until = None if seconds is None else self._clock() + seconds
        self._start()

    def over(self) -> bool:
        """Say whether the moment has come; wait on for what is left where it has not."""
        if self._until is None or self._clock() < self._until:
            self._start()
            return False
        return True

    def _start(self) -> None:
        if self._cancel:
            self._cancel()
        self._cancel = None
        if self._until is not None:
            self._cancel = self._later(self._until - self._clock(), self._due)
