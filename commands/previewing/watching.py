"""Keep a preview fresh while a pack is edited."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable
from pathlib import Path

from commands.checking.watching import EVERY, times
from commands.previewing.paper import Paper
from commands.reports.sentences import fault_line, sentence
from editor.preview.painter import Painter
from editor.preview.picture import Picture
from tree.fault import FaultyPackError, UnusableError
from tree.pack.files import gather
from tree.walk import WrongAnswerError

HOME = "\x1b[H\x1b[J"
"""Takes what a terminal shows out of sight."""


async def keep_fresh(painter: Painter, paper: Paper, folders: Iterable[Path]) -> None:
    """Show a picture at once and after each change, until interrupted."""
    watched, seen, fresh = list(folders), None, _Fresh(painter, paper)
    while True:
        now = times(watched)
        if now != seen:
            seen = now
            await fresh.look()
        await asyncio.sleep(EVERY)


class _Fresh:
    """The last good picture, shown anew with what is wrong since."""

    def __init__(self, painter: Painter, paper: Paper) -> None:
        self._painter, self._paper = painter, paper
        self._last: tuple[Picture, dict[str, bytes]] | None = None
        self._shown = False

    async def look(self) -> None:
        """Paint anew; what cannot be painted is said below the last good picture."""
        wrong = ""
        try:
            files = gather(self._paper.folder)
            picture = await self._painter.picture(files, self._paper.request)
            self._last = (picture, files) if picture else self._last
        except FaultyPackError as error:
            wrong = fault_line(self._paper.words, error.faults[0])
        except (UnusableError, WrongAnswerError) as error:
            wrong = sentence(self._paper.words, UnusableError(error.code, **error.values))
        self._show(wrong)

    def _show(self, wrong: str) -> None:
        if sys.stdout.isatty():
            sys.stdout.write(HOME)
        if self._last and not (wrong and self._paper.name):
            self._paper.show(*self._last, again=self._shown)
            self._shown = True
        if wrong:
            print(wrong, flush=True)
