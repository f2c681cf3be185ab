"""Keys in their turn: each goes to what the one before it has brought to the front.

Textual hands a key to what has the focus when the key arrives. Typed ahead, a key for a list
would go to the line that the key before it leaves. What is pasted or clicked waits in its turn
among the keys, and so does a key of which it is not known yet whether its screen was in sight:
but once a key that leaves is among them, none waits for that any more.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress

from textual.dom import DOMNode
from textual.events import Event, InputEvent, MouseMove, Paste

from editor.screens.keys_in_sight import KeysInSight, leaves

ROUNDS = 2
"""A key comes up to the app in one round, and the messages that it led to in the next."""
LOOK = 0.5
"""Seconds after which it is looked whether what took a key is still there."""


class KeysInTurn(KeysInSight):
    """An app that hands on a key only after the one before it was answered."""

    def __init__(self, ansi: bool) -> None:
        """Start with no key."""
        super().__init__(ansi)
        self._waiting: deque[Event] = deque()
        self._taking: asyncio.Task[None] | None = None

    async def on_event(self, event: Event) -> None:
        """Keep what is typed until it is its turn, and drop it while the app ends."""
        if not isinstance(event, InputEvent | Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self.return_code is None:
            self._waiting.append(event)
            self.look()
            if self._taking is None or self._taking.done():
                self._taking = asyncio.create_task(self._take())

    async def on_unmount(self) -> None:
        """Take no more."""
        if self._taking is not None:
            self._taking.cancel()

    async def _take(self) -> None:
        while self._waiting and self.return_code is None:
            event = self._waiting.popleft()
            await self.until_seen(lambda: any(map(leaves, (event, *self._waiting))))  # noqa: B023
            self.call_later(super().on_event, event)
            await self._come_up(self)
            if not isinstance(event, MouseMove):
                await self._answered()

    async def _answered(self) -> None:
        """Wait until what took a key, and all above it, have done what came of it.

        Where none of them takes anything more the editor ends: what waits in them is never done.
        """
        rounds, taken = 0, True
        while taken and (rounds < ROUNDS or any(map(_has_more, self._path))):
            rounds += 1
            taken = any([await self._come_up(node) for node in self._path])

    @property
    def _path(self) -> list[DOMNode]:
        """What a key comes up through."""
        return (self.focused or self.screen).ancestors_with_self if self.screen_stack else []

    async def _come_up(self, node: DOMNode) -> bool:
        """Wait until a node has done what waited for it, or is gone; returns whether it has."""
        done = asyncio.Event()

        async def reached() -> None:
            done.set()

        there = node.call_later(reached)
        while there and not done.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), LOOK)
            there = node.is_running
        return done.is_set()


def _has_more(node: DOMNode) -> bool:
    return node.message_queue_size > 0
