"""Keys in their turn: each goes to what the one before it has brought to the front.

Textual hands a key to what has the focus when the key arrives. Typed ahead, a key for a list
would go to the line that the key before it leaves.
"""

from __future__ import annotations

import asyncio
from collections import deque

from textual.dom import DOMNode
from textual.events import Event, Key

from editor.screens.keys_in_sight import KeysInSight

ROUNDS = 2
"""A key comes up to the app in one round, and the messages that it led to in the next."""
PATIENCE = 0.5
"""Seconds after which a key counts as done although what took it is gone."""


class KeysInTurn(KeysInSight):
    """An app that hands on a key only after the one before it was answered."""

    def __init__(self, ansi: bool) -> None:
        """Start with no key."""
        super().__init__(ansi)
        self._keys: deque[Key] = deque()
        self._taking: asyncio.Task[None] | None = None

    async def on_event(self, event: Event) -> None:
        """Keep a key until it is its turn; hand on all else."""
        if not isinstance(event, Key) or event.is_forwarded:
            await super().on_event(event)
            return
        self._keys.append(event)
        if self._taking is None or self._taking.done():
            self._taking = asyncio.create_task(self._take())

    async def _take(self) -> None:
        while self._keys:
            self.call_later(super().on_event, self._keys.popleft())
            await self._come_up(self)
            for _ in range(ROUNDS):
                for node in (self.focused or self.screen).ancestors_with_self:
                    await self._come_up(node)

    async def _come_up(self, node: DOMNode) -> None:
        """Wait until a node has done what waited for it."""
        done = asyncio.Event()

        async def reached() -> None:
            done.set()

        if node.call_later(reached):
            try:
                await asyncio.wait_for(done.wait(), PATIENCE)
            except TimeoutError:
                return
