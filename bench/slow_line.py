"""Take some screens over a slow line, 9,600 baud and 300 ms there and back, and print a table.

What the program writes is read at 960 bytes a second, so a full line makes it wait.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import deque
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.sample import words  # noqa: E402 - after the path
from tests.support.small import write_small  # noqa: E402 - after the path
from tests.support.terminal import FRAME, KEYS, Terminal  # noqa: E402 - after the path
from tests.support.traces import program, sees  # noqa: E402 - after the path

END = f"\x1b[?{FRAME}l".encode()
TICK, BYTES, WAY = 0.05, 48, 0.15
"""Seconds between two readings, bytes of one, and seconds that anything is under way."""

EVENTS = [
    ("1\r", "the first question"),
    ("down", "an arrow"),
    ("3", "a digit"),
    ("enter", "the next question"),
    ("1", "a tick"),
    ("?", "why"),
    ("b", "back from why"),
    ("h", "numbers to call"),
    ("b", "back from the numbers"),
    ("enter", "an urgent page"),
]


class SlowTerminal(Terminal):
    """A terminal at the end of a slow line."""

    def __init__(self, argv: list[str], size: tuple[int, int]) -> None:
        """Start with nothing under way."""
        self._under_way: deque[tuple[float, bytes]] = deque()
        self.bytes, self._shown = 0, b""
        super().__init__(argv, size=size)

    def press(self, key: str) -> None:
        """Press a key, which arrives later."""
        time.sleep(WAY)
        os.write(self.fd, KEYS.get(key, key).encode())

    def _read(self, seconds: float) -> bool:
        time.sleep(TICK)
        while self._under_way and self._under_way[0][0] <= time.monotonic():
            _, data = self._under_way.popleft()
            self.window.feed(data)
            self._shown += data
        os.set_blocking(self.fd, False)
        try:
            data = os.read(self.fd, BYTES)
        except BlockingIOError:
            return True
        self.bytes += len(data)
        self._under_way.append((time.monotonic() + WAY, data))
        os.write(self.fd, self.window.replies.encode())
        self.window.replies = ""
        return True

    def event(self, key: str) -> tuple[int, float]:
        """Press a key; return how many bytes its frame took, and how many seconds."""
        self._shown, self.bytes, began = b"", 0, time.perf_counter()
        self.press(key)
        self.wait(lambda: END in self._shown, key)
        return self.bytes, time.perf_counter() - began


def main() -> None:
    """Print how many bytes and seconds each screen takes."""
    print("| 80x24 | bytes | seconds |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        with SlowTerminal(program(write_small(Path(folder))), (80, 24)) as terminal:
            terminal.wait(lambda: words()["leave.line"] in terminal.text, "first words")
            print(f"| first words | {terminal.bytes} | {time.perf_counter() - began:.1f} |")
            sees(terminal, words()["keys.leave"])
            print(f"| the whole start | {terminal.bytes} | {time.perf_counter() - began:.1f} |")
            for key, name in EVENTS:
                size, seconds = terminal.event(key)
                print(f"| {name} | {size} | {seconds:.1f} |")


if __name__ == "__main__":
    main()
