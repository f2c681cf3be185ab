"""Measure a kiosk beside a bare start, in one run, with `--people N`, `--share` to a process.

Nothing here asserts. `make bench` compares it with its peers: see `kiosk_peers.py`.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import pty
import random
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.crowd import (
    BLANK,
    CARD,
    DRAWN,
    TO_A_QUESTION,
    Kiosk,
    Person,
    Visit,
    kiosk,
    percentiles,
)

BARE = """
from textual.app import App
from textual.widgets import OptionList
class Bare(App):
    def compose(self):
        yield OptionList("a readable line")
Bare().run()
"""
ROUNDS, KEYS, GIB = 5, 20, 1 << 30
AT_ONCE = 4
"""People who connect, or go to a question, at the same time while a kiosk is filled."""

BURST = 100
"""Keys in a row, to measure the CPU time of one."""

SETTLING, READING = 2.0, 4.0
"""Seconds of idling before a measurement, and during it."""

MOVES = (b"1", b"2")
"""Keys that move the mark between two options."""

Figures = dict[str, float]


def bare_start() -> float:
    """Return the seconds from the start of a one-list program to its first readable line."""
    started = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(sys.executable, [sys.executable, "-c", BARE])  # noqa: S606 - a program of our own
    seen = b""
    while b"readable" not in seen:
        seen += os.read(terminal, 65536)
    took = time.perf_counter() - started
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    os.close(terminal)
    return took


async def measure(open_: Kiosk, people: int, keys: int) -> Figures:
    """Measure a kiosk with one person at a time, then with a crowd."""
    alone = await arrivals(open_, "alone")
    return alone | await crowd(open_, people, keys)


async def arrivals(open_: Kiosk, how: str) -> Figures:
    """Connect people one by one; measure the time to words, to a screen, and to a blank one."""
    words, screens, blanks = list[float](), list[float](), list[float]()
    for _ in range(ROUNDS):
        async with open_.person() as (channel, someone):
            screens.append(await someone.until(DRAWN))
            words.append(someone.first)
            await someone.still()
            someone.seen, someone.came = b"", time.perf_counter()
            channel.write(b"\x03")
            blanks.append(await someone.until(BLANK))
    return {
        f"first words, {how}, ms": 1000 * median(words),
        f"whole screen, {how}, ms": 1000 * median(screens),
        f"Ctrl+C to blank, {how}, ms": 1000 * median(blanks),
    }


async def crowd(open_: Kiosk, people: int, keys: int) -> Figures:
    """Fill the kiosk; measure memory, CPU, key latency, and arrivals while it is full."""
    empty, before = open_.pss(), open_.seconds()
    async with AsyncExitStack() as stack:
        inside = await fill(open_, people, stack)
        came = open_.seconds() - before
        await lead(inside)
        each = (open_.pss() - empty) / people
        idle = await computing(open_)
        for channel, someone in inside:
            await someone.press(channel, b"h")
        found = await active(inside[: max(1, people // 10)], keys)
        found["computing for a key, ms"] = await a_key(open_, inside[0], keys, idle)
        others = await arrivals(open_, "with all of them")
    return {
        "MiB a person": each / (1 << 20),
        "people a GiB": GIB / each,
        "computing while all read, % of a core": 100 * idle,
        "computing to connect, ms": 1000 * came / people,
        **found,
        **others,
    }


async def fill(open_: Kiosk, people: int, stack: AsyncExitStack) -> list[Visit]:
    """Connect people, a few at a time, until each sees a whole screen."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def come() -> Visit:
        async with turn:
            visit = await stack.enter_async_context(open_.person())
            await visit[1].until(DRAWN)
            return visit

    return await asyncio.gather(*(come() for _ in range(people)))


async def lead(inside: list[Visit]) -> None:
    """Lead people to a question, a few at a time.

    Where one process serves all, keys that all press at once come to nothing, and people wait.
    """
    turn = asyncio.Semaphore(AT_ONCE)

    async def go(visit: Visit) -> None:
        async with turn:
            await to_a_question(*visit)

    await asyncio.gather(*map(go, inside))


async def computing(open_: Kiosk) -> float:
    """Return the share of a core used while everybody only reads."""
    await asyncio.sleep(SETTLING)
    before = open_.seconds()
    await asyncio.sleep(READING)
    return (open_.seconds() - before) / READING


async def active(inside: list[Visit], keys: int) -> Figures:
    """Return the latency of keys pressed by these people at the same time."""
    each = await asyncio.gather(*(pressing(*one, keys) for one in inside))
    middle, most, nearly_all = percentiles([one for some in each for one in some])
    return {
        "key to what it shows, p50, ms": middle,
        "key to what it shows, p95, ms": most,
        "key to what it shows, p99, ms": nearly_all,
    }


async def a_key(open_: Kiosk, visit: Visit, keys: int, idle: float) -> float:
    """Return the CPU milliseconds of one key, from keys in a row, less the idle load.

    `keys` is how many came before; it decides which move comes first, so that it moves the mark.
    """
    channel, someone = visit
    before, since = open_.seconds(), time.monotonic()
    for n in range(keys, keys + BURST):
        await someone.press(channel, MOVES[n % 2])
    await someone.still()
    used = open_.seconds() - before - idle * (time.monotonic() - since)
    return 1000 * used / BURST


async def to_a_question(channel: object, someone: Person) -> None:
    """Go to the screen with the most to draw."""
    await someone.until(DRAWN)
    for key in TO_A_QUESTION:
        await someone.still()
        await someone.press(channel, key)  # type: ignore[arg-type]  # asyncssh's own channel
    await someone.until(CARD)
    await someone.still()


async def pressing(channel: object, someone: Person, keys: int) -> list[float]:
    """Press a key about once a second, at random intervals; return the latencies."""
    took = []
    for n in range(keys):
        await asyncio.sleep(random.uniform(0.5, 1.5))  # noqa: S311 - no secret
        took.append(await someone.press(channel, MOVES[n % 2]))  # type: ignore[arg-type]
    return took


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--keys", type=int, default=KEYS)
    parser.add_argument("--share", type=int, nargs="+", default=[1, 16, 64])
    asked = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors, {asked.people} people")
    bare = median(bare_start() for _ in range(ROUNDS))
    print(f"a bare start: {1000 * bare:.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        for share in asked.share:
            with kiosk(Path(folder, str(share)), share) as open_:
                found = asyncio.run(measure(open_, asked.people, asked.keys))
            print(f"\n{share} to a process, load {os.getloadavg()[0]:.1f}")
            for what, figure in found.items():
                print(f"  {what}: {figure:.3g}", flush=True)


if __name__ == "__main__":
    main()
