"""Measure the kiosk beside a bare start of Textual, in one run: `make bench`. Nothing asserts.

`--people N` sets how many are there; a peer that is absent is skipped with a word.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import pty
import select
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.crowd import CONFIG, MIB, Client, at, come, crowd, load, press, pss  # noqa: E402
from tests.kiosk_front import Front  # noqa: E402

BARE = """
from textual.app import App
from textual.widgets import OptionList, Static
class Bare(App):
    def compose(self):
        yield Static("How are you sleeping?")
        yield OptionList("Well enough", "Badly", "Hardly at all", "Rather not say")
Bare().run()
"""
PEERS = {"wish with bubbletea": "go", "sshd with ForceCommand": "sshd"}
WORDS = b"sleeping"


def bare() -> float:
    """Start a bare Textual app in a terminal; say how many ms passed until its words stood."""
    start = time.perf_counter()
    pid, fd = pty.fork()
    if not pid:
        os.environ["TERM"] = "xterm-256color"
        os.execv(sys.executable, [sys.executable, "-c", BARE])  # noqa: S606 - our own program
    seen = b""
    while WORDS not in seen and select.select([fd], [], [], 30)[0]:
        seen += os.read(fd, 65536)
    passed = (time.perf_counter() - start) * 1000
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    os.close(fd)
    return passed


async def arrivals(port: int, times: int) -> list[float]:
    """Come and go so many times, one after the other."""
    found = []
    for _ in range(times):
        connection, client, passed = await come(port)
        found.append(passed)
        await client.painted(0, 6000)
        connection.abort()
    return found


async def blanks(port: int, times: int) -> list[float]:
    """Leave by Ctrl+C; list the ms until the screen is blank."""
    found = []
    for _ in range(times):
        connection, client, _ = await come(port)
        await client.painted(0, 6000)
        found.append(await client.key("\x03"))
        connection.abort()
    return found


def line(what: str, times: list[float], beside: float | None = None) -> None:
    """Print one row."""
    ratio = f"{median(times) / beside:6.2f} x bare" if beside else ""
    figures = "  ".join(f"p{n} {at(times, n / 100):7.1f}" for n in (50, 95, 99))
    print(f"  {what:<44} {figures} ms  n={len(times):<4} {ratio}", flush=True)


async def measure(front: Front, people: int, start: float) -> None:
    """Measure one kiosk, alone and with many people."""
    line("connect to first screen, alone", await arrivals(front.port, 12), start)
    line("Ctrl+C to blank, alone", await blanks(front.port, 8))
    before = pss(front)
    async with crowd(front.port, people) as clients:
        held = (pss(front) - before) / people
        print(f"  {held / MIB:.2f} MiB PSS each, {int(1024 * MIB / held)} people a GiB, base apart")
        line(f"connect with {people} others", await arrivals(front.port, 12), start)
        active: list[Client] = clients[:: max(1, people // max(1, people // 10))]
        line(f"key to repaint, {len(active)} of {people} active", await press(active, 15))
        line("Ctrl+C to blank with the others", await blanks(front.port, 8))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="the kiosk beside its peers")
    parser.add_argument("--people", type=int, default=50)
    people = parser.parse_args().people
    print(f"{people} people, {load()}")
    starts = [bare() for _ in range(5)]
    line("bare start of a Textual app", starts)
    for workers, name in ((1, "one process a person"), (16, "16 a worker"), (64, "64 a worker")):
        print(f"{name}; {load()}")
        with tempfile.TemporaryDirectory() as folder:
            config = f"{CONFIG}per_worker = {workers}\n"
            with Front(Path(folder), config) as front:
                asyncio.run(measure(front, people, median(starts)))
    for peer, needed in PEERS.items():
        there = shutil.which(needed) is not None
        print(f"{peer}: not measured here" + ("" if there else f", {needed} is absent"))


if __name__ == "__main__":
    main()
