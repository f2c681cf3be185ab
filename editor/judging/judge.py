"""The desk's side of proving: asks a process of its own, and hears from it."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any, TypeVar

from editor.judging.wire import judgement_of, outlook_of
from editor.preview import wire
from editor.preview.warm_process import WarmProcess
from editor.values import FileBytes, Judgement, Outlook
from tree.fault import UnusableError

JUDGE, OUTLOOK = "judge", "outlook"


class Judge:
    """Judges revisions of a pack; a newer one takes the place of the one before.

    Holds one process, which starts when it is needed and ends with this one.
    """

    def __init__(self, words: Path, helplines: Path) -> None:
        """Keep where the words of screens and the helplines are."""
        paths = (str(words.resolve()), str(helplines.resolve()))
        command = ("-m", "editor.judging.process", *paths)
        self._process = WarmProcess(self, command, lambda: {"PATH": os.defpath})
        self._sent: tuple[dict[str, bytes], dict[str, bytes]] = ({}, {})
        self._asked: dict[str, int] = {}
        self._checked: asyncio.Future[Judgement] | None = None
        self._promised: asyncio.Future[Judgement] | None = None
        self._proved: asyncio.Future[Judgement] | None = None
        self._outlook: asyncio.Future[Outlook] | None = None

    @property
    def pid(self) -> int:
        """The id of the process; 0 while there is none."""
        return self._process.pid

    async def checked(self, revision: int, files: FileBytes) -> Judgement:
        """Return what is wrong with a revision before anything is proved.

        Raises UnusableError if the process fails, CancelledError if a newer one was asked about.
        """
        await self._judge(revision, files)
        return await _of(self._checked)

    async def promised(self, revision: int, files: FileBytes) -> Judgement:
        """Return which promises of a revision are kept, before all else is proved.

        Raises as `checked` does.
        """
        await self._judge(revision, files)
        return await _of(self._promised)

    async def proved(self, revision: int, files: FileBytes) -> Judgement:
        """Return the verdict on a revision; raises as `checked` does."""
        await self._judge(revision, files)
        return await _of(self._proved)

    async def outlook(self, revision: int, saved: FileBytes, files: FileBytes) -> Outlook:
        """Return what saving a revision would do; raises as `checked` does."""
        await self._started()
        _drop(self._outlook)
        self._outlook = asyncio.get_running_loop().create_future()
        self._send(OUTLOOK, revision, saved, files)
        return await _of(self._outlook)

    async def _judge(self, revision: int, files: FileBytes) -> None:
        """Ask about a revision, once."""
        await self._started()
        if self._asked.get(JUDGE) == revision and self._proved:
            return
        _drop(self._checked, self._promised, self._proved)
        made = asyncio.get_running_loop().create_future
        self._checked, self._promised, self._proved = made(), made(), made()
        self._send(JUDGE, revision, self._sent[0], files)

    async def _started(self) -> None:
        try:
            await self._process.started()
        except OSError:
            raise UnusableError("edit-no-proof") from None

    def begun(self) -> None:
        """Note that the process has no files yet."""
        self._sent, self._asked = ({}, {}), {}

    def _send(self, ask: str, revision: int, saved: FileBytes, files: FileBytes) -> None:
        """Send a request with the files that the process does not have yet."""
        request = {
            "ask": ask,
            "revision": revision,
            "saved": wire.changes(self._sent[0], saved),
            "files": wire.changes(self._sent[1], files),
        }
        try:
            self._process.send(request)
        except ConnectionError:
            raise UnusableError("edit-no-proof") from None
        self._sent = (dict(saved), dict(files))
        self._asked[ask] = revision

    def lost(self) -> None:
        """Let all who wait know that the process has ended."""
        self._fail(JUDGE, OUTLOOK)

    def take(self, told: dict[str, Any]) -> None:
        """Hand on what is told of the newest revision."""
        kind, data = told["kind"], told["data"]
        if data is None:
            self._fail(kind)
        elif data["revision"] != self._asked.get(kind):
            return
        elif kind == OUTLOOK:
            _answer(self._outlook, outlook_of(data))
        else:
            judged = judgement_of(data)
            _answer(self._checked, judged)
            if judged.promised or judged.proved:
                _answer(self._promised, judged)
            if judged.proved:
                _answer(self._proved, judged)

    def _fail(self, *kinds: str) -> None:
        """Let those who wait know that the process could not work it out."""
        judging = (self._checked, self._promised, self._proved) if JUDGE in kinds else ()
        for future in (*judging, *((self._outlook,) if OUTLOOK in kinds else ())):
            if future and not future.done():
                future.set_exception(UnusableError("edit-no-proof"))

    async def close(self) -> None:
        """End the process."""
        _drop(self._checked, self._promised, self._proved, self._outlook)
        await self._process.close()


T = TypeVar("T")


async def _of(future: asyncio.Future[T] | None) -> T:
    """Wait for an answer, which others may wait for, too."""
    if future is None:
        raise UnusableError("edit-no-proof")
    return await asyncio.shield(future)


def _answer(future: asyncio.Future[T] | None, answer: T) -> None:
    if future and not future.done():
        future.set_result(answer)


def _drop(*futures: asyncio.Future[Any] | None) -> None:
    """Tell those who wait that something newer was asked."""
    for future in futures:
        if future:
            future.cancel()
