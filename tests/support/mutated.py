"""What terminals send, mutated: no bytes may raise or resize, or touch anybody else at a kiosk."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import AsyncExitStack

from kiosk.front.client import KeyWatch
from tests.screens.test_keyboard import CTRL_C, KEYS, NO_KEYS
from tests.support.bursts import Typist, typist
from tests.support.clock import Clock

SEEDS = [*NO_KEYS.values(), *CTRL_C, *(form for forms in KEYS.values() for form in forms)]
LEAVES = b"\x03\x11qQ"
"""Whoever types these means to leave, so most of them are left out, as is what is like Ctrl+C."""

PIECES = [b"\x1b", b"\x1b[", b"\x1b]", b"\x1bP", b";", b":", b"9" * 12, b"?", b"<", b"\x9b", b"~"]
PIECES += [b"u", b"t", b"R", b"M", b"\x1b\\", b"\x07", b"\xff", b"\xf0\x9f", b"48;999;999;1;1t"]
BATCH = 50
AFTER = b"x\x1b\\\x1b[201~x"
"""Ends what a sequence may have begun, and is a key between two that may be Esc."""


def mutated(chance: random.Random) -> bytes:
    """Return a sequence of a terminal with pieces put in, taken out or doubled."""
    data = bytearray(chance.choice(SEEDS))
    for _ in range(chance.randint(0, 4)):
        at = chance.randint(0, len(data))
        match chance.randrange(4):
            case 0:
                data[at:at] = chance.choice(PIECES)
            case 1:
                del data[at : at + chance.randint(1, 3)]
            case 2:
                data[at:at] = data[at // 2 : at]
            case _:
                data[at : at + 1] = bytes([chance.randrange(256)])
    return bytes(data).translate(None, LEAVES)


def batches(seed: int, many: int) -> Iterator[bytes]:
    """Join sequences that leave nobody: an Esc is followed by a letter that means nothing."""
    chance, done = random.Random(seed), 0  # noqa: S311 - a test repeats it
    while done < many:
        parts = [part for part in (mutated(chance) for _ in range(BATCH)) if _stays(part)]
        done += len(parts)
        yield b"".join(part + AFTER for part in parts)


def _stays(part: bytes) -> bool:
    """Return whether this leaves nobody: as it is, and where it comes in two pieces."""
    return not KeyWatch(Clock()).leaves(part + AFTER)


async def fuzz(seed: int, many: int, beside: int) -> tuple[int, int]:
    """Send so many sequences as one person; return how often theirs broke and others' ended.

    The others type meanwhile, each is seen to be heard, and nobody's window changes its size.
    """
    broke = 0
    async with AsyncExitStack() as stack:
        others = [await stack.enter_async_context(typist()) for _ in range(beside)]
        for other in others:
            await other.slowly("1", "enter")
        wanted, sent = iter(batches(seed, many)), True
        while sent:
            async with typist() as person:
                sent = await _send(person, others, wanted)
                broke += person.seat.broken
        return broke, sum(other.left for other in others)


async def _send(person: Typist, others: list[Typist], wanted: Iterator[bytes]) -> bool:
    """Send until nothing is left to send, or this person is gone; the latter gives True."""
    for n, data in enumerate(wanted):
        for start in range(0, len(data), 1024):
            person.send(data[start : start + 1024])
            await person.settles()
        person.quiet()
        if person.left:
            return True
        assert person.seat.size == (80, 24)
        assert not person.seat.broken
        if others:
            other = others[n % len(others)]
            before = other.shown
            await other.slowly("down", "1")
            assert other.shown > before
    return False
