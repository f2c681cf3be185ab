"""A painter has a process of its own, and one picture at a time: the newest that was asked for."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from pathlib import Path

import pytest

from editor.preview.painter import Painter
from editor.preview.picture import Picture
from editor.preview.request import PreviewRequest
from tests.editor.test_studio import PLACES, STUDIO, small
from tests.support.terminal import DEADLINE, ROOT
from tree.fault import FaultyPackError, UnusableError
from tree.walk import Answer, WrongAnswerError


@pytest.fixture
async def painter() -> AsyncIterator[Painter]:
    """Give a painter, and end its process."""
    async with aclosing(Painter(PLACES)) as one:
        yield one


async def painted(painter: Painter, files: Mapping[str, bytes], place: str) -> Picture:
    """Return a picture that nothing newer replaces."""
    found = await painter.picture(files, PreviewRequest(place))
    assert found
    return found


async def test_pictures_and_errors_come_as_they_were_painted(painter: Painter) -> None:
    for place in ("gate", "crisis", "card"):
        request = PreviewRequest(place, size=(40, 15), theme="light", every=True)
        assert await painter.picture(small(), request) == await STUDIO.picture(small(), request)
    with pytest.raises(UnusableError) as unknown:
        await painted(painter, small(), "gat")
    assert unknown.value.values == {"name": "gat", "nearest": "gate", "pack": "small"}
    with pytest.raises(WrongAnswerError):
        await painter.picture(
            small(), PreviewRequest("acts", answers=(Answer("gate", ("no-such",)),))
        )
    damaged = small() | {"questions/safety.yaml": b"\xff: ["}
    with pytest.raises(FaultyPackError) as faulty:
        await painted(painter, damaged, "gate")
    with pytest.raises(FaultyPackError) as here:
        await STUDIO.picture(damaged, PreviewRequest("gate"))
    assert faulty.value.faults == here.value.faults
    fewer = {name: raw for name, raw in small().items() if name != "pack.yaml"}
    with pytest.raises(FaultyPackError):
        await painted(painter, fewer, "gate")
    assert (await painted(painter, small(), "gate")).rows


async def test_a_newer_request_replaces_those_that_wait(painter: Painter) -> None:
    asked = [painter.picture(small(), PreviewRequest(name)) for name in ("gate", "acts", "rebuild")]
    *older, newest = await asyncio.gather(*asked)
    assert older == [None, None]
    assert newest
    assert newest == await painted(painter, small(), "rebuild")


async def test_a_request_that_nobody_waits_for_any_more_leaves_nothing_behind(
    painter: Painter,
) -> None:
    for _ in range(3):
        asked = asyncio.create_task(painter.picture(small(), PreviewRequest("gate")))
        await asyncio.sleep(0)
        asked.cancel()
        await asyncio.wait([asked])
    assert (await painted(painter, small(), "acts")).rows


async def test_a_process_that_dies_or_hangs_is_replaced(painter: Painter) -> None:
    first = await painted(painter, small(), "gate")
    os.kill(process(painter), signal.SIGKILL)
    assert await painted(painter, small(), "gate") == first
    os.kill(hung := process(painter), signal.SIGSTOP)
    painter.patience = 0.01  # no process starts so soon
    with pytest.raises(UnusableError):
        await painted(painter, small(), "gate")
    assert not Path(f"/proc/{hung}").exists()
    painter.patience = DEADLINE
    assert await painted(painter, small(), "gate") == first


def process(painter: Painter) -> int:
    """Return the id of a painter's process."""
    assert painter.pid
    return painter.pid


PARENT = """
import asyncio, os, signal, sys
from tests.editor.test_painter import PLACES, Painter, painted, small
async def main():
    painter = Painter(PLACES)
    await painted(painter, small(), "gate")
    print(painter.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(main())
"""


async def test_the_process_ends_with_the_program_that_started_it() -> None:
    ran = subprocess.run([sys.executable, "-c", PARENT], cwd=ROOT, capture_output=True, check=False)
    async with asyncio.timeout(DEADLINE):
        while Path(f"/proc/{int(ran.stdout)}/fd/0").exists():
            await asyncio.sleep(0.01)
