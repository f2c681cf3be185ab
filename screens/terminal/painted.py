"""What an app has painted, read from outside of it; uses a private part of Textual 8.2.8."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from screens.terminal.frames import SOON, at_rest

if TYPE_CHECKING:
    from textual.app import App
    from textual.strip import Strip

    from screens.terminal.quiet_end import Calm


async def settle(app: Calm) -> None:
    """Wait until an app has handled all messages and painted; raises RuntimeError if it ended."""
    while not at_rest(app):
        if app.broken or not app.is_running:
            raise RuntimeError
        await asyncio.sleep(SOON)


def strips(app: App[Any]) -> list[Strip]:
    """Return the lines of the screen in front, as they are painted."""
    return app.screen._compositor.render_strips(app.size)
