"""The process that paints: it takes requests from standard input, and ends with it.

A request that came while another was painted replaces all that wait.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import sys
from threading import Thread
from typing import TYPE_CHECKING, Any, BinaryIO

from editor.preview import wire
from editor.preview.request import request_of
from screens.no_traces import hush
from tree.fault import FaultyPackError, UnusableError
from tree.prepare import Places
from tree.walk import WrongAnswerError

if TYPE_CHECKING:
    from editor.preview.studio import Studio

COLOURS = ("NO_COLOR", "FORCE_COLOR")
"""Variables by which Textual would paint otherwise than was asked."""


class Requests:
    """The newest request, and the files that all of them have told of."""

    def __init__(self) -> None:
        """Start with nothing asked."""
        self.files: dict[str, bytes] = {}
        self._newest: dict[str, Any] | None = None
        self._came = asyncio.Event()

    def put(self, request: dict[str, Any]) -> None:
        """Take a request, in place of one that still waits."""
        wire.change(self.files, request["files"])
        self._newest = request
        self._came.set()

    async def next(self) -> dict[str, Any]:
        """Wait for a request and return it."""
        while self._newest is None:
            self._came.clear()
            await self._came.wait()
        request, self._newest = self._newest, None
        return request


def main() -> None:
    """Paint until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    hush(os.environ)
    for name in COLOURS:
        os.environ.pop(name, None)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    asyncio.run(_serve(sys.stdin.buffer, out))


async def _serve(read: BinaryIO, write: BinaryIO) -> None:
    requests, loop = Requests(), asyncio.get_running_loop()

    def hear() -> None:
        while request := wire.take(read):
            loop.call_soon_threadsafe(requests.put, request)
        os._exit(0)

    Thread(target=hear, daemon=True).start()
    try:
        studio = _studio(wire.places_of(json.loads(sys.argv[1])))
    except ImportError as error:
        studio = UnusableError("no-prover", name=error.name or "")
    while True:
        request = await requests.next()
        answer = await _answer(studio, request, dict(requests.files))
        write.write(wire.frame({"id": request["id"], **answer}))
        write.flush()
        if not gc.get_freeze_count():  # what the first picture has loaded is never garbage
            gc.collect()
            gc.freeze()


def _studio(places: Places) -> Studio | UnusableError:
    """Import all that paints, which reads variables of the environment; raises ImportError."""
    from editor.preview.studio import Studio  # noqa: PLC0415

    return Studio(places)


async def _answer(
    studio: Studio | UnusableError, request: dict[str, Any], files: dict[str, bytes]
) -> dict[str, Any]:
    """Paint; what is expected to go wrong is an answer, too."""
    if isinstance(studio, UnusableError):
        return wire.error_data(studio)
    try:
        picture = await studio.picture(files, request_of(request["asked"]))
    except (FaultyPackError, UnusableError, WrongAnswerError) as error:
        return wire.error_data(error)
    return {"picture": picture.data()}


if __name__ == "__main__":
    main()
