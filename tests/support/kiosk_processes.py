"""What the system says of processes, for tests that look at a kiosk from outside."""

from __future__ import annotations

import asyncio
import os
import select
import time
from collections.abc import Callable
from pathlib import Path

from tests.support.terminal import DEADLINE

LOOKS = 0.02
"""So many seconds between two looks at what nobody tells us."""

PAGE = os.sysconf("SC_PAGE_SIZE")


def children(pid: int) -> list[int]:
    """List the processes that this one has started, oldest first."""
    stats = {int(path.name): _stat(int(path.name)) for path in Path("/proc").glob("[0-9]*")}
    return sorted(child for child, stat in stats.items() if stat and stat[1] == str(pid))


def alive(pid: int) -> bool:
    """Say whether this process is there and has not ended."""
    stat = _stat(pid)
    return bool(stat) and stat[0] not in "ZX"


def cpu(pid: int) -> float:
    """Say how many seconds of processor time this process has used."""
    stat = _stat(pid)
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK") if stat else 0.0


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def resident(pid: int) -> int:
    """Say how many bytes of memory this process holds in use, shared ones as well."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1]) * PAGE
    except OSError:
        return 0


async def until(happened: Callable[[], object], what: str) -> None:
    """Look again and again until something has happened of which nobody tells us."""
    try:
        async with asyncio.timeout(DEADLINE):
            while not happened():
                await asyncio.sleep(LOOKS)
    except TimeoutError:
        raise AssertionError(f"never: {what}") from None


def wait_until(happened: Callable[[], object], what: str) -> None:
    """Do the same where nothing else goes on meanwhile."""
    end = time.monotonic() + DEADLINE
    while not happened():
        assert time.monotonic() < end, f"never: {what}"
        select.select([], [], [], LOOKS)
