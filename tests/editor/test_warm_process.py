"""A process beside the desk is ended whatever it does, and keeps nobody from leaving."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import Any

import pytest

from editor.preview.warm_process import WarmProcess
from tests.support.kiosk_processes import alive
from tests.support.terminal import DEADLINE

TELLS = "import json, os, sys; from editor.preview.wire import frame\n"
DEAF = f"""{TELLS}import signal
for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    signal.signal(one, signal.SIG_IGN)
os.write(1, frame({{"pid": os.getpid()}}))
signal.pause()
"""
"""Ignores all that it can ignore, also that nobody speaks to it any more."""


class Heard:
    """Keeps the id that a process tells."""

    def __init__(self) -> None:
        """Start with none."""
        self.pid: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def begun(self) -> None:
        """Do nothing."""

    def take(self, told: dict[str, Any]) -> None:
        """Keep it."""
        self.pid.set_result(told["pid"])

    def lost(self) -> None:
        """Do nothing."""


async def started(code: str) -> tuple[WarmProcess, int]:
    """Start a process, and return the id that it tells."""
    heard = Heard()
    process = WarmProcess(heard, ("-c", code), lambda: os.environ)
    async with asyncio.timeout(DEADLINE):
        await process.started()
        return process, await heard.pid


@pytest.mark.parametrize("by", [signal.SIGCONT, signal.SIGSTOP], ids=["deaf", "stopped"])
async def test_a_process_that_hears_nothing_is_gone_once_it_was_closed(by: signal.Signals) -> None:
    process, pid = await started(DEAF)
    os.kill(pid, by)
    async with asyncio.timeout(DEADLINE):
        await process.close()
    assert not alive(pid)
