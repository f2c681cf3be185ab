"""One client sends more than anyone can mean to: it may be sent away, and nobody else notices."""

from __future__ import annotations

import asyncio
from itertools import cycle, islice

import pytest

from tests.support.kiosk_host import Kiosk
from tests.support.kiosk_person import OPTIONS, Person, bystanders, visit
from tests.support.kiosk_processes import resident
from tests.support.sample import words

MIB = 1 << 20
GROWS = 5 * MIB
FLOODS = {
    "paste": (b"\x1b[200~", b"a b 1 2 \r\x03", b"\x1b[201~"),
    "paste without marks": (b"", b"1 2 3 \r ", b""),
    "arrows": (b"", b"\x1b[A\x1b[B", b""),
    "escape without end": (b"\x1b[", b"1;", b""),
    "title without end": (b"\x1b]0;", b"aaaa", b""),
    "no text": (b"", b"\xff\xfe\xc3\x80", b""),
}
PIECE = 32_768


shared = pytest.mark.parametrize("open_kiosk", [16], indirect=True, ids=["shared"])
alone = pytest.mark.parametrize("open_kiosk", [1], indirect=True, ids=["alone"])


async def flood(person: Person, opens: bytes, inside: bytes, closes: bytes) -> None:
    """Type 10 MB, or as much as the kiosk takes before it hangs up."""
    person.channel.write(opens)
    piece = inside * (PIECE // len(inside))
    for _ in range(10_000_000 // len(piece)):
        if person.gone or person.channel.is_closing():
            return
        person.channel.write(piece)
        await asyncio.sleep(0)
    person.channel.write(closes)


@shared
@pytest.mark.parametrize("sent", FLOODS.values(), ids=FLOODS)
async def test_a_flood_of_keys_ends_one_visit_and_costs_nobody_else_a_key(
    kiosk: Kiosk, sent: tuple[bytes, bytes, bytes]
) -> None:
    spare = await kiosk.spare()
    async with visit(kiosk.port) as floods, bystanders(kiosk.port):
        await floods.starts()
        before = [resident(pid) for pid in (kiosk.pid, spare)]
        await flood(floods, *sent)
        await floods.ends()
        after = [resident(pid) for pid in (kiosk.pid, spare)]
        grown = [now - then for then, now in zip(before, after, strict=True)]
        assert max(grown) <= GROWS, [n / MIB for n in grown]


@alone
async def test_a_flood_ends_where_everyone_has_a_worker_of_their_own(kiosk: Kiosk) -> None:
    async with visit(kiosk.port) as floods, bystanders(kiosk.port):
        await floods.starts()
        await flood(floods, *FLOODS["arrows"])
        await floods.ends()


PAUSE = 8.0
"""So many seconds after a paste whose end was too far a key is no part of it, on a slow machine."""


@alone
async def test_a_paste_too_long_for_the_budget_is_forgotten_and_keys_go_on(kiosk: Kiosk) -> None:
    async with visit(kiosk.port) as person:
        await person.starts()
        await person.does("1", OPTIONS[0])
        person.channel.write(b"\x1b[200~" + b"3\r" * 50_000 + b"\x1b[201~")
        await asyncio.sleep(PAUSE)
        await person.does("3", OPTIONS[2])
        await person.finishes()


@shared
async def test_costly_keys_all_the_time_cost_nobody_else_a_key(kiosk: Kiosk) -> None:
    async with visit(kiosk.port) as busy, bystanders(kiosk.port) as four:
        await busy.starts()
        for key in islice(cycle("hb"), 100):
            busy.press(key)
            await asyncio.sleep(0.02)
        await four[0].presses(12)
        await busy.sees(words()["leave.line"])


@shared
async def test_a_storm_of_sizes_is_drawn_at_the_last_one(kiosk: Kiosk) -> None:
    async with visit(kiosk.port) as drags, bystanders(kiosk.port) as four:
        await drags.starts()
        heard = drags.bytes
        for n in range(800):
            drags.channel.change_terminal_size(60 + n % 20, 20 + n % 10)
        drags.channel.change_terminal_size(80, 24)
        await four[0].presses(8)
        await drags.does("3", OPTIONS[2])
        assert drags.bytes - heard < 1500 * 80 * 24
        await drags.finishes()


@alone
@pytest.mark.parametrize(
    "size", [(0, 0), (1, 1), (65_535, 65_535), (2**32 - 1, 2**32 - 1), (2**32 - 1, 0)]
)
async def test_a_window_of_any_size_is_served_within_bounds(
    kiosk: Kiosk, size: tuple[int, int]
) -> None:
    async with visit(kiosk.port, person=Person((240, 80)), term_size=size) as odd:
        await odd.wait(lambda: odd.bytes > 0, "anything")
        for wide, high in (size, (80, 24), size, (240, 80)):
            odd.channel.change_terminal_size(wide, high)
        await odd.starts()
        await odd.does("3", OPTIONS[2])
        assert odd.bytes < MIB
