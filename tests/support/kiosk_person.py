"""People who come to a kiosk in tests: each presses keys, and sees a whole terminal."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import asyncssh

from tests.support.by_hand import PROMPTS
from tests.support.sample import words
from tests.support.terminal import DEADLINE, FRAME, KEYS, Window
from tests.support.traces import ASKED, OPENINGS

USER = "Nameless-Visitor-7391"
"""A name that no log, file or process of the host may ever hold."""

MORE_KEYS = {**KEYS, "up": "\x1b[A"}


class Person(asyncssh.SSHClientSession[bytes]):
    """One person at a client of their own."""

    def __init__(self, size: tuple[int, int] = (80, 24)) -> None:
        """Sit down at a terminal of this size."""
        self.size = size
        self.window = Window(*size)
        self.status: int | None = None
        self.gone = False
        self.keys = 0
        self.bytes = 0
        self._news = asyncio.Event()

    def connection_made(self, chan: asyncssh.SSHClientChannel[bytes]) -> None:
        """Keep the way to the kiosk."""
        self.channel = chan

    def data_received(self, data: bytes, datatype: asyncssh.DataType) -> None:
        """See what is shown, and answer as a terminal does."""
        self.bytes += len(data)
        self.window.feed(data)
        if self.window.replies and not self.channel.is_closing():
            self.channel.write(self.window.replies.encode())
        self.window.replies = ""
        self._news.set()

    def exit_status_received(self, status: int) -> None:
        """Keep how it ended."""
        self.status = status

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that it is over."""
        self.gone = True
        self._news.set()

    @property
    def text(self) -> str:
        """What is in sight now."""
        return self.window.text

    @property
    def whole(self) -> bool:
        """Whether all of the last frame has come: before, what is typed is not meant for it."""
        return FRAME not in self.window.modes

    @property
    def marked(self) -> str:
        """The line at which the cursor stands."""
        return self.window.row(self.window.shown.cursor.y)

    def press(self, *names: str) -> None:
        """Press keys: a name, a letter, or ctrl+ and a letter."""
        for name in names:
            plain = chr(ord(name[-1]) & 31) if name.startswith("ctrl+") else name
            self.channel.write(MORE_KEYS.get(name, plain).encode())

    async def wait(self, happened: Callable[[], object], what: str) -> None:
        """Wait until what is shown makes this true; fails where the visit ends or hangs."""
        try:
            async with asyncio.timeout(DEADLINE):
                while not happened():
                    assert not self.gone, f"ended before {what!r}:\n{self.text}"
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"hangs before {what!r}:\n{self.text}") from None

    async def sees(self, words: str) -> None:
        """Wait until these words are in sight, in a whole frame."""
        await self.wait(lambda: self.whole and words in self.text, words)

    def stops_reading(self) -> None:
        """Read nothing any more, neither what comes in nor signs of life."""
        self.channel.get_connection()._transport.pause_reading()  # type: ignore[union-attr]

    def reads_on(self) -> None:
        """Read again."""
        self.channel.get_connection()._transport.resume_reading()  # type: ignore[union-attr]

    async def ends(self) -> None:
        """Wait until the kiosk has let this person go."""
        await self.wait(lambda: self.gone or self.status is not None, "the end")

    async def does(self, key: str, mark: str) -> None:
        """Press a key, and wait until it has moved the cursor to these words."""
        self.press(key)
        await self.marks(mark)
        self.keys += 1

    async def marks(self, mark: str) -> None:
        """Wait for a whole frame in which the cursor stands at a line with these words."""
        await self.wait(lambda: self.whole and mark in self.marked, f"the cursor at {mark}")

    async def presses(self, more: int) -> None:
        """Wait until so many more keys were pressed, and each was seen to be heard."""
        enough = self.keys + more
        await self.wait(lambda: self.keys >= enough, "more keys")

    @property
    def prompts(self) -> int:
        """Count the prompts that were shown line by line."""
        return sum(line.startswith(PROMPTS) for line in self.window.left.splitlines())

    async def starts(self) -> None:
        """Go from the welcome to the first question; by lines, that is Enter alone."""
        welcome = words()["leave.line"]
        await self.wait(
            lambda: (self.whole and welcome in self.text) or self.prompts, "the welcome"
        )
        if not self.prompts:
            self.press("1", "enter")
        while self.prompts and ASKED["gate"] not in self.text:
            await self.reads_on_by_lines()
        await self.sees(ASKED["gate"])

    async def reads_on_by_lines(self) -> None:
        """Press Enter at a prompt, and wait for the next one."""
        answered = self.prompts
        self.press("enter")
        await self.wait(lambda: self.prompts > answered, "a prompt")

    async def finishes(self) -> None:
        """Go from the last line of the first question, once marked, to what comes out."""
        await self.answers("acts")
        for digit, question in REST:
            await self.does(digit, f"{digit}  ")
            await self.answers(question)
        await self.does("1", "1  ")
        self.press("enter")
        await self.sees(words()["look.title"])
        self.press("enter")
        await self.sees(OPENINGS["rebuild"])

    async def answers(self, question: str) -> None:
        """Answer by the marked line, and wait for the question to which that leads."""
        self.press("enter")
        await self.sees(ASKED[question])


QUIET: Mapping[str, Any] = {
    "known_hosts": None, "client_keys": None, "agent_path": None, "config": None,
    "username": USER, "preferred_auth": "none",
}  # fmt: skip


async def connect(port: int, **more: Any) -> asyncssh.SSHClientConnection:  # noqa: ANN401
    """Connect, without a session."""
    return await asyncssh.connect("127.0.0.1", port, **{**QUIET, **more})


@asynccontextmanager
async def visit(
    port: int, size: tuple[int, int] = (80, 24), person: Person | None = None,
    address: str = "127.0.0.1", **session: object,
) -> AsyncIterator[Person]:  # fmt: skip
    """Let a person come, and go when the test is done with them."""
    person = person or Person(size)
    connection = await connect(port, local_addr=(address, 0))
    try:
        given: dict[str, Any] = {"term_type": "xterm-256color", "term_size": size} | session
        await connection.create_session(lambda: person, encoding=None, **given)
        yield person
    finally:
        connection.abort()


OPTIONS = ("1  Yes", "2  Not sure", "3  No")
"""Lines of the first question of the small pack."""

ROUND = (("up", OPTIONS[1]), ("up", OPTIONS[0]), ("down", OPTIONS[1]), ("down", OPTIONS[2]))
"""From the last line to the first and back: each key is seen to have done its work, once."""

REST = (("4", "calm"), ("1", "matters"))
"""Digits that answer the questions after the first, and what each leads to."""


async def bystand(person: Person, enough: asyncio.Event) -> None:
    """Take the check key by key until it is enough, then go on from there to the end."""
    await person.starts()
    await person.does("3", OPTIONS[2])
    while not enough.is_set():
        for key, mark in ROUND:
            await person.does(key, mark)
    await person.finishes()


@asynccontextmanager
async def bystanders(port: int, least: int = 12) -> AsyncIterator[list[Person]]:
    """Let four people take the check meanwhile; each key of theirs is seen to be heard.

    They press at least `least` keys each after what happens meanwhile has begun.
    """
    enough = asyncio.Event()
    async with (
        visit(port) as a, visit(port) as b, visit(port) as c, visit(port) as d,
    ):  # fmt: skip
        people = [a, b, c, d]
        async with asyncio.TaskGroup() as tasks:
            for person in people:
                tasks.create_task(bystand(person, enough))
            for person in people:
                await person.presses(1)
            try:
                yield people
                for person in people:
                    await person.presses(least)
            finally:
                enough.set()
