"""A client is asked whether it is there only when it was silent, and packets move no timer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from types import SimpleNamespace
from typing import cast

import pytest

from kiosk.front.ssh_parts import LeanConnection


class Timers:
    """An event loop of which only the timers are asked for."""

    def __init__(self) -> None:
        """Start at 0 with none."""
        self.now, self.set = 0.0, list[float]()

    def time(self) -> float:
        """Return the time."""
        return self.now

    def call_later(self, seconds: float, _then: Callable[[], None]) -> object:
        """Note a timer."""
        self.set.append(self.now + seconds)
        return SimpleNamespace(cancel=None)


class Quiet(LeanConnection):
    """A connection past its login; asyncssh's own start needs a socket."""

    def __init__(self, timers: Timers) -> None:
        """Start with nothing heard."""
        self._loop = cast("asyncio.AbstractEventLoop", timers)
        self._auth_complete, self._keepalive_timer = True, None
        self._keepalive_interval, self._keepalive_count, self._keepalive_count_max = 15, 0, 2


def test_packets_move_no_timer_and_a_silent_client_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    timers, asked = Timers(), list[float]()
    connection = Quiet(timers)

    def ask(coro: Coroutine[object, object, None]) -> None:
        coro.close()
        asked.append(timers.now)

    monkeypatch.setattr(connection, "create_task", ask)
    for timers.now in (0.0, 3.0, 10.0):
        connection._reset_keepalive_timer()
    assert timers.set == [15.0]
    for timers.now in (15.0, 25.0):
        connection._keepalive_timer_callback()
    assert asked == [25.0]
    assert timers.set == [15.0, 25.0, 40.0]
