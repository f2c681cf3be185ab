"""A driver that notes when it was first given something to show.

`_app` is not Textual's public face; a test pins it.
"""

from __future__ import annotations

from time import monotonic
from typing import Any, Protocol, cast

from textual.drivers.linux_driver import LinuxDriver


class PaintedApp(Protocol):
    """The part of an app that the driver sets, where it is 0."""

    painted_at: float


class NotingDriver(LinuxDriver):
    """Tells its app the moment of the next write, before the terminal has it."""

    def write(self, data: str) -> None:
        """Note the moment, and write."""
        app = cast("PaintedApp", cast("Any", self._app))
        app.painted_at = app.painted_at or monotonic()
        super().write(data)
