"""Welcomes that the zygote lays out before anyone comes; a worker shows each to one person.

They are made of the host's settings and the pack alone. What a visit does to one happens in a
worker, and ends with it.
"""

from __future__ import annotations

import asyncio
import socket
from collections import deque
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace

from kiosk.wire import SessionRequest
from kiosk.worker.full import COUNTERS, SessionApp, appearing
from screens.setting import RICH
from screens.terminal.first_frame import has_ours
from tree.stored_start import Ready

WaitingVisit = tuple[SessionApp, asyncio.Task[None]]

MOST = 16
"""Most welcomes of one kind: in a worker for more people, later ones are laid out when asked."""


class Welcomes:
    """Welcomes by what cannot be changed in one: language, colours and the host's settings."""

    def __init__(self, readies: Mapping[str, Ready]) -> None:
        """Start without any."""
        self._readies = readies
        self._waiting: dict[Hashable, deque[WaitingVisit]] = {}

    async def lay_out(self, usual: Iterable[SessionRequest], people: int) -> None:
        """Lay out welcomes for usual requests: one in each language, in the first for so many."""
        COUNTERS.prepare(self._readies)
        for request in usual:
            for n, language in enumerate(self._readies):
                for _ in range(1 if n else min(people, MOST)):
                    await self._add(replace(request, language=language))

    async def _add(self, request: SessionRequest) -> None:
        with appearing(request.environment):
            app = SessionApp(self._readies, request)
        task = asyncio.create_task(app.run_async(mouse=False, size=request.size))
        await app.waiting.wait()
        self._waiting.setdefault(kind(request), deque()).append((app, task))

    def show(self, request: SessionRequest, end: socket.socket) -> asyncio.Task[None] | None:
        """Show a welcome to one person; return the task of their visit, None if none fits."""
        app = self.waiting(request)
        if app is None:
            return None
        app.meet(request, end)
        return self._waiting[kind(request)].popleft()[1]

    def waiting(self, request: SessionRequest) -> SessionApp | None:
        """Return the welcome that this request would be shown; None if none fits."""
        fit = self._waiting.get(kind(request))
        return fit[0][0] if fit else None


def kind(request: SessionRequest) -> Hashable:
    """Return what a welcome must have in common with a request to be shown for it.

    A size, a guessed country, the encoding and the idle times can be taken when somebody comes.
    Of the name of a terminal counts how many colours it tells of.
    """
    setting, environment = request.setting, request.environment
    same = replace(setting, guessed_language="", guessed_country="", utf8=True, term="", idle=None)
    colours = setting.term.rpartition("-")[2], environment.get("COLORTERM") in RICH
    return request.language, same, colours, has_ours(setting), "NO_COLOR" in environment
