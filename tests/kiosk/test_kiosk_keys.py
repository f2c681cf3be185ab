"""What is typed at a kiosk arrives whole, in order and once, however it was cut on the way."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.kiosk_host import Kiosk
from tests.support.kiosk_person import OPTIONS, Person, visit
from tests.support.sample import words
from tests.support.traces import ASKED

ESCAPED = 1.0
"""So many seconds after a key was taken nothing belongs to it any more, on a slow machine."""


async def send(person: Person, *pieces: bytes) -> None:
    """Type pieces that arrive one by one."""
    for piece in pieces:
        person.channel.write(piece)
        await asyncio.sleep(0.01)


async def drawn(person: Person, high: int) -> None:
    """Draw a window of another size, and wait until all that was typed before was taken, too."""
    person.channel.change_terminal_size(80, high)
    await person.wait(lambda: words()["keys.leave"] in person.window.row(high - 1), "hints")


@pytest.mark.parametrize(
    "pieces",
    [
        (b"\xc3", b"\xa9"),
        (b"\xff\xfe\x80", b"\xc3"),
        (b"\x00\xf0\x9f\x98", b"\x80"),
        (b"\x1b[200~ 1 2 \r \xff", b" 3\r\x1b[201~"),
        (b"\x1b[200", b"~1\r", b"\x1b[2", b"01~"),
        (b"\x1b[<0;5;5M", b"\x1b[99999999999;1R"),
    ],
    ids=["letter in two", "no text", "four bytes", "paste", "paste in pieces", "mouse"],
)
async def test_what_means_nothing_here_changes_nothing(
    kiosk: Kiosk, pieces: tuple[bytes, ...]
) -> None:
    async with visit(kiosk.port) as person:
        await person.starts()
        await person.does("2", OPTIONS[1])
        await send(person, *pieces)
        await drawn(person, 22)
        await asyncio.sleep(ESCAPED)
        await person.does("down", OPTIONS[2])
        await drawn(person, 24)
        await person.finishes()


async def test_keys_in_one_piece_are_heard_one_by_one(kiosk: Kiosk) -> None:
    async with visit(kiosk.port) as person:
        await person.starts()
        await person.does("1", OPTIONS[0])
        for _ in range(4):
            person.channel.write(b"\x1b[B\x1b[A" * 30 + b"\x1b[B" * 2)
            await person.marks(OPTIONS[2])
            person.channel.write(b"\x1b[A\x1b[B" * 30 + b"\x1b[A" * 2)
            await person.marks(OPTIONS[0])
        await person.does("3", OPTIONS[2])
        await person.finishes()


async def test_after_a_lone_escape_keys_are_heard(kiosk: Kiosk) -> None:
    async with visit(kiosk.port) as person:
        await person.starts()
        await person.does("1", OPTIONS[0])
        person.press("escape")
        await drawn(person, 22)
        await asyncio.sleep(ESCAPED)
        await person.does("3", OPTIONS[2])
        await drawn(person, 24)
        await person.finishes()


async def test_keys_typed_ahead_of_a_question_do_not_answer_it(kiosk: Kiosk) -> None:
    async with visit(kiosk.port) as person:
        await person.starts()
        person.channel.write(b"3\r4\r1\r1\r")
        await person.sees(ASKED["acts"])
        await asyncio.sleep(ESCAPED)
        assert ASKED["acts"] in person.text
        assert "[x]" not in person.text
