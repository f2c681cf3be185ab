"""Paint places of a pack in a process of its own, which stays warm from one picture to the next.

An app that shows a picture needs no second app inside it, and goes on if painting hangs or fails.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from editor.preview import wire
from editor.preview.picture import Picture, picture_of
from editor.preview.request import PreviewRequest
from editor.preview.warm_process import ROOT, WarmProcess
from tree.fault import UnusableError
from tree.prepare import Places

PATIENCE = 60.0
"""Seconds until a process that has not answered is ended."""

TRIES = 2
"""Processes that are tried for one picture."""

Reply = dict[str, Any]


class Painter:
    """Paints pictures of a pack while it is edited; holds one process, which ends with this one."""

    def __init__(self, places: Places, patience: float = PATIENCE) -> None:
        """Keep where the words of screens and the helplines are; the process starts when needed."""
        self.patience = patience
        data = json.dumps(wire.places_data(places))
        command = ("-W", "ignore", "-m", "editor.preview.process", data)
        self._process = WarmProcess(self, command, _environment)
        self._sent: dict[str, bytes] = {}
        self._newest = 0
        self._awaited: asyncio.Future[Reply | None] | None = None

    @property
    def pid(self) -> int:
        """The id of the process; 0 while there is none."""
        return self._process.pid

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
            await self._process.started()
            if number == self._newest:
                self._send({"id": number, "asked": request.data()}, files)
            return await awaited

    def _pass_over(self) -> None:
        if self._awaited and not self._awaited.done():
            self._awaited.set_result(None)

    def begun(self) -> None:
        """Note that the process has no files yet."""
        self._sent = {}

    def _send(self, request: Reply, files: Mapping[str, bytes]) -> None:
        """Send a request with the files that the process does not have yet."""
        self._process.send({**request, "files": wire.changes(self._sent, files)})
        self._sent = dict(files)

    def lost(self) -> None:
        """Let who waits know that the process has ended."""
        if self._awaited and not self._awaited.done():
            self._awaited.set_exception(ConnectionError())

    def take(self, reply: Reply) -> None:
        """Hand on the reply to the newest request."""
        if reply["id"] == self._newest and self._awaited and not self._awaited.done():
            self._awaited.set_result(reply)

    async def aclose(self) -> None:
        """End the process; the next picture starts another."""
        await self._process.close()


def _environment() -> dict[str, str]:
    """Return the environment, by which our modules are found wherever this program was started."""
    paths = (str(ROOT), os.environ.get("PYTHONPATH"))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def _picture(reply: Reply) -> Picture:
    """Return the picture of a reply, or raise its error."""
    if error := wire.error_of(reply):
        raise error
    return picture_of(reply["picture"])
