"""Open a kiosk whose front notes the CPU time of each turn of its event loop.

What a key waits for in the front is the turn that it meets, so turns tell how a flood delays the
others, also where a loaded machine spoils times. At SIGUSR2 the turns since the last one are
written to the file that TURNS names: their 99th percentile and the longest, in milliseconds.
"""

from __future__ import annotations

import os
import selectors
import signal
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

TURNS = "TURNS"


class TimedSelector(selectors.EpollSelector):
    """Notes how much CPU time passes between two waits."""

    file = -1
    """Opened before the front gives up files."""

    def __init__(self) -> None:
        """Begin to note."""
        super().__init__()
        self._since = time.thread_time()
        self.turns: list[float] = []
        signal.signal(signal.SIGUSR2, lambda *_: self.tell())

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait, and note what the turn before has cost."""
        self.turns.append(time.thread_time() - self._since)
        found = super().select(timeout)
        self._since = time.thread_time()
        return found

    def tell(self) -> None:
        """Write the figures of all turns since the last time."""
        turns = sorted(self.turns)
        self.turns = []
        figures = f"{1000 * turns[len(turns) * 99 // 100]:.1f} {1000 * turns[-1]:.1f}\n"
        os.pwrite(self.file, figures.encode().rjust(40), 0)


def main() -> int:
    """Open the front door with another selector."""
    import evenground  # noqa: PLC0415

    TimedSelector.file = os.open(os.environ[TURNS], os.O_WRONLY | os.O_CREAT, 0o600)
    selectors.DefaultSelector = TimedSelector  # type: ignore[misc]
    return evenground.main()


if __name__ == "__main__":
    sys.exit(main())
