"""Measure a start: CPU time, and the first text in sight, beside a bare Textual app.

Both run in turn in a terminal of 80x24, and may keep their bytecode, as after `make run`. The first
run of each is not counted: it may still store what the next ones take. Of CPU time the least run
counts: other programs can only add to it.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
BARE = """
from textual.app import App
from textual.widgets import OptionList, Static

class Bare(App):
    def compose(self):
        yield Static("Leave")
        yield OptionList("Yes", "No")

Bare().run()
"""
TEXT, TEXTUAL = b"Leave", b"\x1b[?2004h"
"""What both show, also in a first frame, and what Textual sends before it paints."""

QUIET, LIMIT = 1.0, 60.0
"""Seconds of silence after which a painted start is over, and until it hangs."""

Start = tuple[float, float]
"""Seconds of CPU, and until the first text."""


def start(program: str) -> Start:
    """Start a program of Python in a terminal, and end it when it has painted."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.execv(sys.executable, [sys.executable, program])  # noqa: S606  (no shell is wanted)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    first = _watch(terminal, time.monotonic())
    os.kill(pid, signal.SIGKILL)
    used = os.wait4(pid, 0)[2]
    os.close(terminal)
    return used.ru_utime + used.ru_stime, first


def _watch(terminal: int, began: float) -> float:
    """Read until nothing more comes; return the seconds until the first text."""
    shown, first = b"", 0.0
    while time.monotonic() - began < LIMIT:
        if not select.select([terminal], [], [], QUIET)[0]:
            if TEXT in shown.partition(TEXTUAL)[2]:
                break
            continue
        shown += os.read(terminal, 65_536)
        if not first and TEXT in shown:
            first = time.monotonic() - began
    return first


def _figure(seconds: list[float], *, least: bool) -> float:
    return min(seconds) if least else median(seconds)


def main() -> int:
    """Print the least CPU time and the median of the first text of both, and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder, "bare.py")
        bare.write_text(BARE, encoding="utf-8")
        names = (str(ROOT / "evenground.py"), str(bare))
        runs = [[start(name) for name in names] for _ in range(rounds + 1)][1:]
    for n, what in enumerate(("CPU", "first text")):
        ours, theirs = (_figure([run[who][n] for run in runs], least=n == 0) for who in (0, 1))
        print(f"{what}: {ours:.3f} s, bare Textual {theirs:.3f} s, {ours / theirs:.2f} x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
