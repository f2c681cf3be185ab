"""Paint places of a pack in a process of its own, which stays warm from one picture to the next.

An app that shows a picture needs no second app inside it, and goes on if painting hangs or fails.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from editor.preview import wire
from editor.preview.picture import Picture, picture_of
from editor.preview.request import PreviewRequest
from tree.fault import UnusableError
from tree.prepare import Places

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
"""Seconds until a process that has not answered is ended."""

TRIES = 2
"""Processes that are tried for one picture."""

Reply = dict[str, Any]


class Painter:
    """Paints pictures of a pack while it is edited; holds one process, which ends with this one."""

    def __init__(self, places: Places, patience: float = PATIENCE) -> None:
        """Keep where the words of screens and the helplines are; the process starts when needed."""
        self._places, self.patience = places, patience
        self._process: Process | None = None
        self._starting: asyncio.Task[Process] | None = None
        self._sent: dict[str, bytes] = {}
        self._newest = 0
        self._awaited: asyncio.Future[Reply | None] | None = None
        self._hearing: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int:
        """The id of the process; 0 while there is none."""
        return self._process.pid if self._process else 0

    async def picture(self, files: Mapping[str, bytes], request: PreviewRequest) -> Picture | None:
        """Return the picture of a place; None if a newer request came before it was painted.

        Raises FaultyPackError if the pack cannot be shown, UnusableError for what it has not or
        if painting fails, and WrongAnswerError for a walk that does not fit.
        """
        for _ in range(TRIES):
            with suppress(OSError):  # it was too late, or its process has ended
                reply = await self._ask(files, request)
                return None if reply is None else _picture(reply)
            await self.aclose()
        raise UnusableError("no-picture", name=request.place)

    async def _ask(self, files: Mapping[str, bytes], request: PreviewRequest) -> Reply | None:
        """Send a request in place of the one before, and wait for its reply."""
        self._pass_over()
        self._newest += 1
        number = self._newest
        awaited: asyncio.Future[Reply | None] = asyncio.get_running_loop().create_future()
        self._awaited = awaited
        async with asyncio.timeout(self.patience):
            process = self._process or await self._started()
            if number == self._newest:
                self._send(process, {"id": number, "asked": request.data()}, files)
            return await awaited

    def _pass_over(self) -> None:
        if self._awaited and not self._awaited.done():
            self._awaited.set_result(None)

    async def _started(self) -> Process:
        """Start the process, once for all who wait for it, also if some of them wait no more."""
        self._starting = self._starting or asyncio.create_task(self._start())
        try:
            return await asyncio.shield(self._starting)
        finally:
            if self._starting and self._starting.done():
                self._starting = None

    async def _start(self) -> Process:
        data = json.dumps(wire.places_data(self._places))
        self._sent = {}
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable, "-X", "utf8", "-W", "ignore", "-m", "editor.preview.process", data,
            stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True,
            cwd=ROOT, env=_environment(),
        )  # fmt: skip
        self._hearing = asyncio.create_task(self._hear(process))
        return process

    def _send(self, process: Process, request: Reply, files: Mapping[str, bytes]) -> None:
        """Send a request with the files that the process does not have yet."""
        if process.stdin is None:
            raise ConnectionError
        request["files"] = wire.changes(self._sent, files)
        self._sent = dict(files)
        process.stdin.write(wire.frame(request))

    async def _hear(self, process: Process) -> None:
        """Hand on the reply to the newest request; note when the process has ended."""
        with suppress(asyncio.IncompleteReadError):
            while process.stdout:
                self._take(await wire.receive(process.stdout))
        if process is self._process:
            self._process = None
            if self._awaited and not self._awaited.done():
                self._awaited.set_exception(ConnectionError())

    def _take(self, reply: Reply) -> None:
        if reply["id"] == self._newest and self._awaited and not self._awaited.done():
            self._awaited.set_result(reply)

    async def aclose(self) -> None:
        """End the process; the next picture starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        if self._hearing:
            await self._hearing


def _environment() -> dict[str, str]:
    """Return the environment, by which our modules are found wherever this program was started."""
    paths = (str(ROOT), os.environ.get("PYTHONPATH"))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def _picture(reply: Reply) -> Picture:
    """Return the picture of a reply, or raise its error."""
    if error := wire.error_of(reply):
        raise error
    return picture_of(reply["picture"])
