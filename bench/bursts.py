"""Type bursts of keys at the real program, in a terminal or over SSH, and compare slow typing.

The window after a burst, and the look over of all answers, must be what some of the same keys,
typed slowly, lead to. A burst comes in one piece, in pieces, or while the program is stopped.
Prints how many bursts passed, and exits with 1 if any did not.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.sample import words  # noqa: E402 - after the path
from tests.support.small import write_small  # noqa: E402 - after the path
from tests.support.terminal import FRAME, KEYS, Terminal  # noqa: E402 - after the path
from tests.support.traces import ASKED, program, sees  # noqa: E402 - after the path

NAMES = ["enter"] * 5 + ["1", "2", "3", "down", "s", "b", "l", "h", "?", "o", "x"]
STARTS = ((), ("3", "enter"), ("3", "enter", "4"), ("3", "enter", "4", "enter"))
REST = 0.4
"""Seconds without output after which all keys count as handled. A busy or a remote machine needs
more."""


@dataclass(frozen=True)
class Place:
    """A program to type at, and the seconds of silence to wait for."""

    argv: list[str]
    rest: float


def rests(terminal: Terminal, rest: float) -> str:
    """Wait until the window stops changing, and return its text."""
    quiet, before = time.monotonic(), terminal.text
    while time.monotonic() - quiet < rest:
        terminal._read(0.05)
        if terminal.text != before or FRAME in terminal.window.modes:
            quiet, before = time.monotonic(), terminal.text
    return before


def send(terminal: Terminal, *names: str) -> None:
    """Send keys in one write."""
    os.write(terminal.fd, "".join(KEYS.get(name, name) for name in names).encode())


def burst(terminal: Terminal, names: list[str], chance: random.Random, *, stops: bool) -> None:
    """Send keys at once, in pieces with small gaps, or while the program is stopped."""
    kind = chance.choice(["whole", "pieces", "stopped"] if stops else ["whole", "pieces"])
    if kind == "stopped":
        os.kill(terminal.pid, signal.SIGSTOP)
    for name in names if kind != "whole" else ["".join(KEYS.get(n, n) for n in names)]:
        send(terminal, name)
        time.sleep(0.06 if kind == "stopped" else chance.choice([0, 0.001, 0.004, 0.02]))
    if kind == "stopped":
        os.kill(terminal.pid, signal.SIGCONT)


def seen(place: Place, start: tuple[str, ...], names: list[str], chance: random.Random,
         *, stops: bool) -> tuple[str, str]:  # fmt: skip
    """Return the window after a burst, and the look over."""
    with at(place, start) as terminal:
        burst(terminal, names, chance, stops=stops)
        window = rests(terminal, place.rest)
        send(terminal, "l")
        return window, rests(terminal, place.rest)


def at(place: Place, start: tuple[str, ...]) -> Terminal:
    """Start the program, and go to where the burst begins."""
    terminal = Terminal(place.argv)
    sees(terminal, words()["keys.read"])
    rests(terminal, place.rest)
    for name in ("1", "enter", *start):
        send(terminal, name)
        rests(terminal, place.rest)
    if not any(asked in terminal.text for asked in ASKED.values()):
        raise RuntimeError(terminal.text)
    return terminal


def slowly(place: Place, start: tuple[str, ...], names: list[str], found: tuple[str, str]) -> bool:
    """Return whether some of the keys, typed slowly, lead to what was found."""
    with at(place, start) as terminal:
        windows = [terminal.text]
        for name in names:
            send(terminal, name)
            windows.append(rests(terminal, place.rest))
    for many in [n for n, window in enumerate(windows) if window == found[0]]:
        with at(place, start) as terminal:
            for name in (*names[:many], "l"):
                send(terminal, name)
                rests(terminal, place.rest)
            if terminal.text == found[1]:
                return True
    return False


def main() -> int:
    """Run the bursts, and print how many passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ssh", type=int, help="the port of a kiosk on this machine")
    parser.add_argument("--rest", type=float, default=REST)
    given = parser.parse_args()
    chance = random.Random(given.seed)  # noqa: S311 - a run can be repeated
    options = [f"-o{o}" for o in ("StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null")]
    ssh = ["ssh", "-F", "none", "-q", *options, "-p", str(given.ssh), "check@127.0.0.1"]
    with tempfile.TemporaryDirectory() as folder:
        place = Place(ssh if given.ssh else program(write_small(Path(folder))), given.rest)
        bad = 0
        for n in range(given.rounds):
            start, names = chance.choice(STARTS), chance.choices(NAMES, k=chance.randint(2, 7))
            found = seen(place, start, names, chance, stops=not given.ssh or n % 2 == 0)
            if not slowly(place, start, names, found):
                bad += 1
                print(start, names, *found, sep="\n", flush=True)
    print(f"{given.rounds} bursts, {bad} not where a part of them typed slowly leads")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
