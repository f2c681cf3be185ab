"""A visit through the kiosk's own driver, in this process: keys as bytes, read when they are read.

Silence is told by hand, so that no slow machine makes a pause where a test means none.
"""

from __future__ import annotations

import asyncio
import os
import select
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from unittest.mock import patch

from kiosk import wire
from kiosk.wire import SessionRequest
from kiosk.worker.driver import LinkDriver
from kiosk.worker.full import SessionApp
from screens.full.question import Ask
from screens.idle import Idle
from screens.setting import Setting
from tests.support import sample
from tests.support.terminal import DEADLINE
from tree.walk import begin

READIES = {"en": sample.ready()}
SETTING = Setting(kiosk=True, guessed_country="GB", term="xterm-256color", idle=Idle())
BYTES = {
    "enter": b"\r", "up": b"\x1b[A", "down": b"\x1b[B", "space": b" ", "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~", "home": b"\x1b[H", "end": b"\x1b[F", "why": b"?", "left": b"\x1b[D",
}  # fmt: skip
State = tuple[object, ...]


class Typist:
    """One person at a link, and what the check made of what they typed."""

    def __init__(self, near: socket.socket, seat: SessionApp) -> None:
        """Begin with nothing typed."""
        self._near, self.seat = near, seat
        self.shown = 0

    @property
    def driver(self) -> LinkDriver:
        """The driver of this visit."""
        assert isinstance(self.seat._driver, LinkDriver)
        return self.seat._driver

    @property
    def left(self) -> bool:
        """Whether the visit has ended."""
        return not self.driver._open

    @property
    def state(self) -> State:
        """What the check has taken: the screen, the answers, what is ticked and what is marked."""
        if self.left:
            return ("left",)
        screen = self.seat.screen
        ticks = screen.ticks if isinstance(screen, Ask) else frozenset()
        marked = getattr(screen, "choices", None)
        names = tuple(type(s).__name__ for s in self.seat.screen_stack)
        return (names, self.seat.walk.answers, ticks, marked and marked.at)

    def send(self, data: bytes) -> None:
        """Type something."""
        with suppress(BrokenPipeError, ConnectionResetError):  # who has left hears no more
            for message in wire.split_keys(data):
                wire.send(self._near, message)

    async def settles(self) -> None:
        """Wait until all that was typed has been read, and all that counted is painted."""
        async with asyncio.timeout(DEADLINE):
            await asyncio.sleep(0.001)
            while not (self.left or self._rests):
                self._drain()
                await asyncio.sleep(0.001)
        self._drain()

    def quiet(self) -> None:
        """Let the driver see a long silence."""
        for _ in range(4):
            if not self.left:
                self.driver._tick()

    async def slowly(self, *keys: str) -> None:
        """Type keys one by one, each on the frame that the one before has left."""
        for key in keys:
            self.send(BYTES.get(key, key.encode()))
            await self.settles()
            self.quiet()
            await self.settles()

    async def stands(self, *answers: str) -> None:
        """Forget all, and stand where these answers lead; without any, at the welcome."""
        self.quiet()
        self.driver.unseen()
        self.seat.call_later(self._stand, answers)
        await self.settles()

    def _stand(self, answers: tuple[str, ...]) -> None:
        self.seat.begin_anew()
        walk = begin(self.seat.ready.tree)
        for given in answers:
            walk = walk.answer(*given.split())
        self.seat.walk = walk
        if answers:
            self.seat.start()

    @property
    def _rests(self) -> bool:
        """Whether nothing waits to be read, painted or sent."""
        unread = self.seat.link and select.select([self.seat.link], [], [], 0)[0]
        return self.driver.gate.open and not self.driver._waiting and not unread

    def take(self) -> list[bytes]:
        """Return the messages that came since the last time."""
        came = []
        with suppress(BlockingIOError, ConnectionResetError):
            while data := self._near.recv(wire.MAX_MESSAGE + 1):
                came.append(data)
        return came

    def _drain(self) -> None:
        self.shown += sum(map(len, self.take()))


@asynccontextmanager
async def typist(size: tuple[int, int] = (80, 24)) -> AsyncIterator[Typist]:
    """Let somebody come, and end their visit at the end."""
    near, far = wire.pair()
    with near, patch.object(LinkDriver, "_tick_later", lambda _: None), patch.dict(os.environ):
        os.environ["TEXTUAL_FPS"] = "250"
        seat = SessionApp(
            READIES, SessionRequest(SETTING, "en", {"TERM": "xterm-256color"}, size), far
        )
        task = asyncio.create_task(seat.run_async(mouse=False, size=size))
        async with asyncio.timeout(DEADLINE):
            while not (seat.is_running and seat._driver):
                await asyncio.sleep(0.001)
        person = Typist(near, seat)
        person.driver.unseen()
        await person.settles()
        try:
            yield person
        finally:
            if not person.left:
                person.driver.leave()
            async with asyncio.timeout(DEADLINE):
                await task
