"""What one kiosk takes for one person, measured in seconds of the processor and in memory."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import asyncssh

from bench.crowd import DRAWN, Kiosk, Person, Visit, kiosk, process_seconds
from bench.kiosk import MOVES, computing, fill

NO, ANSWER, BACK = b"3", b"\r", b"b"
"""Keys at the second question: its answer no leads to another question."""

QUESTIONS, MOVES_EACH = 25, 2
"""Assumed of a visit: questions, and arrow keys before each answer."""

TO_A_QUESTION = (b"\r", b"3", b"\r")
UNHEARD = 5.0
"""Seconds after which a key counts as not heard: it was sent before the frame that it is for."""

MIB = 1 << 20

Channel = asyncssh.SSHClientChannel[bytes]


@dataclass(frozen=True)
class Service:
    """Seconds of the processor and MiB that a kiosk takes for one person.

    `connect_front` is the part of `connect` that the one process at the front does for everybody;
    `answer` is the mean of an answer and of going back, which both draw a question.
    """

    start: float
    connect: float
    connect_front: float
    move: float
    answer: float
    reading: float
    mib: float
    empty_mib: float

    @property
    def keys(self) -> float:
        """Seconds for all keys of one visit."""
        return QUESTIONS * (MOVES_EACH * self.move + self.answer)

    def lines(self) -> list[str]:
        """Return each figure with its name."""
        return [f"{name}: {figure:.4g}" for name, figure in asdict(self).items()]


def measure_service(folder: Path, people: int, keys: int) -> Service:
    """Open a kiosk, one person to a process, and measure it with so many people and keys."""
    with kiosk(folder, 1) as open_:
        return asyncio.run(_measure(open_, people, keys))


async def _measure(open_: Kiosk, people: int, keys: int) -> Service:
    start, empty = open_.seconds(), open_.pss()
    front = process_seconds(open_.process.pid)
    async with AsyncExitStack() as stack:
        inside = await fill(open_, people, stack)
        connect = open_.seconds() - start
        front = process_seconds(open_.process.pid) - front
        await asyncio.gather(*(_to_a_question(*one) for one in inside))
        mib = (open_.pss() - empty) / people / MIB
        reading = await computing(open_)
        moves = await _pressing(open_, inside[0], MOVES, keys)
        await _heard(*inside[0], NO)
        pairs = await _pressing(open_, inside[0], (ANSWER, BACK), keys)
    return Service(
        start, connect / people, front / people, moves, pairs, reading / people, mib, empty / MIB
    )


async def _to_a_question(channel: Channel, someone: Person) -> None:
    await someone.until(DRAWN)
    for key in TO_A_QUESTION:
        await someone.still()
        while not await _heard(channel, someone, key):
            pass
    await someone.still()


async def _heard(channel: Channel, someone: Person, key: bytes) -> bool:
    """Press a key, and return whether something was shown."""
    with suppress(TimeoutError):
        async with asyncio.timeout(UNHEARD):
            await someone.press(channel, key)
            return True
    return False


async def _pressing(open_: Kiosk, visit: Visit, keys: tuple[bytes, bytes], many: int) -> float:
    """Return the seconds of one key, from many in turn, each after what the last one showed."""
    before, heard = open_.seconds(), 0
    for turn in range(many):
        heard += await _heard(*visit, keys[turn % 2])
        await visit[1].still()
    return (open_.seconds() - before) / max(1, heard)
