"""A driver that notes when it was first given something to show.

`_app` is not Textual's public face; a test pins it.
"""

from __future__ import annotations

import signal
from collections.abc import Mapping
from time import monotonic
from typing import Any, Protocol, cast

from textual.drivers.linux_driver import LinuxDriver


class PaintedApp(Protocol):
    """The part of an app that the driver sets, where it is 0."""

    painted_at: float


BY_KEY = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP)
"""What a terminal sends for keys, once it has its own modes again."""


class NotingDriver(LinuxDriver):
    """Tells its app the moment of the next write, before the terminal has it."""

    _heard: Mapping[signal.Signals, Any] | None = None
    """What was done about such keys before the screen was given back."""

    def start_application_mode(self) -> None:
        """Take the screen, and hear again what a key makes the terminal send."""
        for number, hears in (self._heard or {}).items():
            signal.signal(number, hears)
        self._heard = None
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual gives none

    def stop_application_mode(self) -> None:
        """Give the screen back; a key that comes until the program has ended does not stop it."""
        if self._heard is None:
            self._heard = {one: signal.signal(one, signal.SIG_IGN) for one in BY_KEY}
        super().stop_application_mode()

    def write(self, data: str) -> None:
        """Note the moment, and write."""
        app = cast("PaintedApp", cast("Any", self._app))
        app.painted_at = app.painted_at or monotonic()
        super().write(data)
