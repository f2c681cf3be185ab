"""Measure key latency of four people at a kiosk while a client attacks it.

Nothing here asserts; the tests of the kiosk do, on keys and places. Prints the latency during each
attack beside the budget, 95 of 100 keys within 100 ms, with the seconds that the kiosk computed
and its memory afterwards. With `--beside wish` each attack is made on a peer next. It is not the
same work: a peer limits nobody, so what ours refuses of an attack the peer takes.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, ExitStack, suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import asyncssh

from bench.crowd import Kiosk, percentiles
from bench.kiosk import pressing, to_a_question
from bench.kiosk_places import BESIDE, FAILS, Opens, because, shared

FOUR, MEGABYTES = 4, 10 << 20
KEYS, BUDGET = 12, 100.0
Attack = Callable[[Kiosk], Awaitable[None]]


async def send(open_: Kiosk, data: bytes, times: int) -> None:
    """Send data repeatedly, until all is sent or the kiosk ends the session."""
    async with open_.person() as (channel, someone):
        await to_a_question(channel, someone)
        for n in range(times):
            channel.write(data)
            await asyncio.sleep(0 if n % 16 else 0.01)
        await asyncio.sleep(1)


async def quiet(_: Kiosk) -> None:
    """No attack, as a baseline."""


async def paste(open_: Kiosk) -> None:
    """Paste 10 MB."""
    await send(open_, b"\x1b[200~" + b"x" * 4096 + b"\x1b[201~", MEGABYTES // 4096)


async def arrows(open_: Kiosk) -> None:
    """Send 10 MB of arrow keys."""
    await send(open_, b"\x1b[B\x1b[A" * 682, MEGABYTES // 4092)


async def endless(open_: Kiosk) -> None:
    """Send 10 MB of an unterminated escape sequence."""
    await send(open_, b"\x1b]0;" + b"x" * 4092, MEGABYTES // 4096)


async def costly(open_: Kiosk) -> None:
    """Press the most expensive key 50 times a second."""
    async with open_.person() as (channel, someone):
        await to_a_question(channel, someone)
        for _ in range(500):
            channel.write(b"h")
            await asyncio.sleep(0.02)


async def sizes(open_: Kiosk) -> None:
    """Resize the window 1,000 times."""
    async with open_.person() as (channel, someone):
        await to_a_question(channel, someone)
        for n in range(1000):
            channel.change_terminal_size(40 + n % 160, 15 + n % 40)
            await asyncio.sleep(0.005)


async def silent(open_: Kiosk) -> None:
    """Open 100 connections that send nothing, and hold them."""
    ends = [await asyncio.open_connection("127.0.0.1", open_.port) for _ in range(100)]
    await asyncio.sleep(5)
    for _, end in ends:
        end.transport.abort()


async def drops(open_: Kiosk) -> None:
    """Connect and disconnect 1,000 times."""
    for _ in range(1000):
        _, end = await asyncio.open_connection("127.0.0.1", open_.port)
        end.transport.abort()


ATTACKS: tuple[Attack, ...] = (quiet, paste, arrows, endless, costly, sizes, silent, drops)


async def meet(open_: Kiosk, attack: Attack) -> list[float]:
    """Return the latency of each key that four people press during the attack."""
    async with AsyncExitStack() as stack:
        four = [await stack.enter_async_context(open_.person()) for _ in range(FOUR)]
        for channel, someone in four:
            await to_a_question(channel, someone)
            await someone.press(channel, b"h")
        task = asyncio.ensure_future(attack(open_))
        took = await asyncio.gather(*(pressing(*one, KEYS) for one in four))
        with suppress(asyncssh.Error, OSError, TimeoutError):
            await task
    return [one for some in took for one in some]


def met(open_: Kiosk, attack: Attack) -> str:
    """Return the figures of one attack, or why there are none."""
    before = open_.seconds()
    try:
        middle, most, last = percentiles(asyncio.run(meet(open_, attack)))
    except FAILS as why:
        return because(why)
    used, mib = open_.seconds() - before, open_.pss() / (1 << 20)
    return (f"p50 {middle:5.1f}, p95 {most:5.1f}, p99 {last:5.1f} ms;"
            f" computing {used:5.2f} s, {mib:4.0f} MiB")  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-worker", type=int, default=1)
    parser.add_argument("--beside", nargs="+", choices=BESIDE, default=[])
    asked = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}; {FOUR} people, ours: {asked.per_worker} to a process;"
          f" budget: 95 of 100 keys within {BUDGET:.0f} ms")  # fmt: skip
    places = {"ours": shared(asked.per_worker), **{name: BESIDE[name] for name in asked.beside}}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        opened = opened_all(places, Path(folder), stack)
        for attack in ATTACKS:
            for name, open_ in opened.items():
                print(f"  {attack.__name__:<8} {name:<4} {met(open_, attack)}", flush=True)


def opened_all(places: dict[str, Opens], folder: Path, stack: ExitStack) -> dict[str, Kiosk]:
    """Open each of these kiosks that is there; print why where one is not."""
    opened = {}
    for name, opens in places.items():
        try:
            opened[name] = stack.enter_context(opens(folder / name, FOUR + 1))
        except FAILS as why:
            print(f"{name}: skipped, {because(why)}")
    return opened


if __name__ == "__main__":
    main()
