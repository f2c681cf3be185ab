"""Measure a kiosk beside a bare start, in one run: `make bench` calls it, `--people N` is how many.

Nothing here asserts. One process a person, 16 to a worker and 64 to a worker are held side by side.
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
    DRAWN,
    TO_A_QUESTION,
    Kiosk,
    Person,
    kiosk,
    percentiles,
    person,
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
MOVES = (b"1", b"2")
"""Keys that move the mark between two options."""


def bare_start() -> float:
    """Say how long a program with one list takes from its start to its first readable line."""
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


async def arrivals(open_: Kiosk) -> tuple[list[float], list[float], list[float]]:
    """Let some come one by one and leave; say when each saw words, a screen, and a blank one."""
    words, screens, blanks = list[float](), list[float](), list[float]()
    for _ in range(ROUNDS):
        async with person(open_.port) as (channel, someone):
            screens.append(await someone.until(DRAWN))
            words.append(someone.first)
            someone.seen, someone.came = b"", time.perf_counter()
            channel.write(b"\x03")
            blanks.append(await someone.until(BLANK))
    return words, screens, blanks


async def crowd(open_: Kiosk, people: int) -> dict[str, str]:
    """Fill the kiosk; say what it takes, how fast it answers, and how fast it lets more in."""
    empty = open_.pss()
    async with AsyncExitStack() as stack:
        inside = [await stack.enter_async_context(person(open_.port)) for _ in range(people)]
        for channel, someone in inside:
            await to_a_question(channel, someone)
        each = (open_.pss() - empty) / people
        used = open_.seconds()
        await asyncio.sleep(2)
        idle = (open_.seconds() - used) / 2
        for channel, someone in inside:
            await someone.press(channel, b"h")
        active = inside[: max(1, people // 10)]
        keys = await asyncio.gather(*(pressing(*one, KEYS) for one in active))
        words, screens, blanks = await arrivals(open_)
    middle, most, nearly_all = percentiles([one for some in keys for one in some])
    return {
        "people a GiB": f"{GIB / each:.0f} ({each / (1 << 20):.1f} MiB each)",
        "idle": f"{idle:.1%} of a core",
        "key to what it shows": f"p50 {middle:.1f}, p95 {most:.1f}, p99 {nearly_all:.1f} ms",
        "first words, with all of them there": f"{1000 * median(words):.0f} ms",
        "first screen, with all of them there": f"{1000 * median(screens):.0f} ms",
        "Ctrl+C to blank, with all of them there": f"{1000 * median(blanks):.1f} ms",
    }


async def to_a_question(channel: object, someone: Person) -> None:
    """Go to the screen that takes most."""
    await someone.until(DRAWN)
    for key in TO_A_QUESTION:
        await someone.press(channel, key)  # type: ignore[arg-type]  # asyncssh's own channel
        await asyncio.sleep(0.05)


async def pressing(channel: object, someone: Person, keys: int) -> list[float]:
    """Press a key each second or so, as someone who reads, and not in step with anyone."""
    took = []
    for n in range(keys):
        await asyncio.sleep(random.uniform(0.5, 1.5))  # noqa: S311 - no secret
        took.append(await someone.press(channel, MOVES[n % 2]))  # type: ignore[arg-type]
    return took


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=30)
    people = parser.parse_args().people
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors, {people} people")
    bare = median(bare_start() for _ in range(ROUNDS))
    print(f"a bare start: {1000 * bare:.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        for share in (1, 16, 64):
            with kiosk(Path(folder, str(share)), share) as open_:
                words, screens, _ = asyncio.run(arrivals(open_))
                ratio = median(words) / bare
                print(f"\n{share} to a worker: first words {ratio:.3f} of a bare start,"
                      f" first screen {median(screens) / bare:.2f}")  # fmt: skip
                for what, figure in asyncio.run(crowd(open_, people)).items():
                    print(f"  {what}: {figure}")


if __name__ == "__main__":
    main()
