"""An event loop with waiting tasks, which a fork goes on with.

It uses three private parts of asyncio: `_close_self_pipe` and `_make_self_pipe`, else all forks
would wake each other by one pipe, and the `_context` of a callback. A test pins each.
"""

from __future__ import annotations

import asyncio
import selectors
from typing import Any


class ForkedLoop(asyncio.SelectorEventLoop):
    """Waits by poll(2), of which the kernel keeps nothing: a fork shares no list with others."""

    def __init__(self) -> None:
        """Start with nothing to wait for."""
        super().__init__(selectors.PollSelector())

    def part(self) -> None:
        """Share no descriptor with the process that this one was forked from, or others of it."""
        self.drop()
        private: Any = self
        private._make_self_pipe()

    def drop(self) -> None:
        """Hold no descriptor, where nothing will be waited for."""
        private: Any = self
        private._close_self_pipe()

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Handle a fault in the context of the callback that failed: it tells whose it was."""
        handle: Any = context.get("handle")
        handled = super().call_exception_handler
        if handle is None:
            handled(context)
        else:
            handle._context.copy().run(handled, context)
