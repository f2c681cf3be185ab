"""The kiosk: who is inside, who serves them, and what is the same for all."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kiosk.config import Config
from kiosk.crowd import makes_room
from kiosk.descriptors import room
from kiosk.door import FULL, Door
from kiosk.leftovers import Leftovers
from kiosk.metrics import Metrics
from kiosk.pipe import Lines, Screens
from kiosk.pool import Pool, Terms, Worker
from kiosk.process import Process, let_orphans_go
from kiosk.request import Request
from kiosk.share import Share
from kiosk.watch import Asked, Spending, hangs
from kiosk.watched import Watched
from screens.first import frame
from screens.idle import Idle
from screens.setting import RICH, read_setting
from screens.words import Words
from tree.ready import Ready

if TYPE_CHECKING:
    from kiosk.guest import Guest
    from kiosk.visit import Visit

LOOKS = 1.0
"""So often, in seconds, workers are looked at."""


class Kiosk:
    """Lets people in and has them served; holds no answer of anyone."""

    def __init__(
        self, config: Config, readies: Mapping[str, Ready], terms: Terms, says: Words
    ) -> None:
        """Be ready to open; `says` are the words for the host."""
        loop = asyncio.get_running_loop()
        self.config, self._readies, self.terms = config, readies, terms
        self.metrics = Metrics(says)
        self.guests: dict[Guest, None] = {}
        self.told: set[Guest] = set()
        self.empty = asyncio.Event()
        self.empty.set()
        self._door = Door(config.people, loop.time, room())
        self._leftovers = Leftovers()
        self._pool = Pool(terms)
        self._processes: dict[Process, Watched] = {}

    @property
    def words(self) -> Words:
        """The words for those who have no language yet."""
        return Words(self._readies[self.terms.language].words)

    @property
    def closing(self) -> bool:
        """Say whether nobody new is let in."""
        return self._door.closing

    async def warm(self) -> None:
        """Wait until people can be served; raises OSError where that failed."""
        await self._pool.warm()

    def enter(self, guest: Guest) -> str:
        """Let a guest in, or say why not."""
        reason = self._door.refusal(guest.house)
        if reason == FULL and self._clear(guest, seated=False):
            reason = ""
        reason = reason or self._door.no_place(guest.house)
        if reason == FULL and makes_room(self._here(seated=True), guest.house):
            reason = ""
        if reason:
            return self._refused(reason)
        self._door.arrive()
        self.guests[guest] = None
        self.empty.clear()
        self.metrics.admitted.inc()
        self._count()
        return ""

    def sit(self, guest: Guest) -> str:
        """Give a guest a place, or say why not."""
        reason = self._door.no_place(guest.house)
        if reason == FULL and self._clear(guest, seated=True):
            reason = ""
        if reason:
            return self._refused(reason)
        self._door.sit(guest.house)
        guest.seated = True
        self._count()
        return ""

    def leave(self, guest: Guest) -> None:
        """Let a guest out, once."""
        if guest in self.guests:
            del self.guests[guest]
            self._door.leave(guest.house, seated=guest.seated)
            self._count()
            self._leftovers.look_soon()
            if not self.guests:
                self.empty.set()

    def _clear(self, guest: Guest, *, seated: bool) -> bool:
        """Let one go for this guest; False where nobody has to."""
        gone = makes_room(self._here(seated=seated), guest.house)
        if gone:
            gone.make_room()
        return gone is not None

    def _here(self, *, seated: bool) -> list[Guest]:
        return [guest for guest in self.guests if guest.seated == seated]

    def _refused(self, reason: str) -> str:
        self.metrics.refused.labels(reason).inc()
        return reason

    def _count(self) -> None:
        self.metrics.people.set(self._door.seated)
        self.metrics.arriving.set(self._door.arriving)

    def request(self, environment: Mapping[str, str], size: tuple[int, int]) -> Request:
        """Say how a visit from such a terminal is to run."""
        check, idle = self.config.check, self.config.idle
        setting = read_setting(["--kiosk"], environment, terminal=True)
        setting = replace(
            setting, country=check.country.upper(), high_contrast=check.high_contrast,
            idle=Idle(idle.after, idle.outcome, idle.warning, idle.then),
        )  # fmt: skip
        guessed = check.language or setting.guessed_language
        language = guessed if guessed in self._readies else self.terms.language
        return Request(setting, language, environment, size)

    def first_frame(self, request: Request) -> bytes:
        """Draw what a person sees until their own screen is drawn."""
        rich = request.environment.get("COLORTERM") in RICH
        ready = self._readies[request.language]
        return frame(ready, request.setting, request.size, rich=rich).encode()

    async def serve(self, visit: Visit, request: Request) -> Share:
        """Find somebody to serve a person; raises OSError where nobody can."""
        if request.setting.plain:
            return await self._by_lines(visit, request)
        pool = self._pool
        worker = await pool.seat()
        try:
            near = await worker.order(request.pack())
        except OSError:
            pool.leave(worker)
            raise
        watched = self._processes.setdefault(worker.process, Watched(worker))
        pipe = Screens(near, visit.shown, visit.ended)
        share = Share(pipe, worker.process, self._spending(), partial(self._let_go, pool, worker))
        watched.shared.add(share)
        return share

    async def _by_lines(self, visit: Visit, request: Request) -> Share:
        pool = self._pool
        near, far = os.openpty()
        try:
            process = await pool.talk(request.pack(), far)
        finally:
            os.close(far)
        says = self.words("kiosk.closes_soon").encode() + b"\r\n"
        pipe = Lines(near, says, visit.shown, visit.ended)
        self._processes[process] = watched = Watched(None)
        share = Share(pipe, process, self._spending(), partial(self._end, pool, process))
        watched.shared.add(share)
        return share

    def _spending(self) -> Spending:
        return Spending(self.config.limits, asyncio.get_running_loop().time)

    def _let_go(self, pool: Pool, worker: Worker) -> None:
        pool.leave(worker)
        if not worker.people:
            self._processes.pop(worker.process, None)

    def _end(self, pool: Pool, process: Process) -> None:
        pool.hush(process)
        self._processes.pop(process, None)

    async def look(self) -> None:
        """Look at all workers, again and again."""
        while True:
            await asyncio.sleep(LOOKS)
            self._look_once()

    def _look_once(self) -> None:
        """Look at all; what sleeps between two looks holds none of them."""
        let_orphans_go()
        self._door.forget()
        self._pool.look(asyncio.get_running_loop().time(), self.config.limits)
        for process, watched in list(self._processes.items()):
            self._look_at(process, watched)

    def _look_at(self, process: Process, watched: Watched) -> None:
        use, now = process.use, asyncio.get_running_loop().time()
        if use is None:
            return
        if watched.worker:
            if watched.worker.asked is None:
                watched.worker.ask(now)
                watched.asked = Asked(now, use.seconds)
            elif hangs(watched.asked, now, use, self.config.limits):
                process.kill()
        watched.spent(use.seconds)

    def close(self, seconds: int) -> None:
        """Let nobody in any more, and tell those inside."""
        self._door.closing = True
        for guest in list(self.guests):
            guest.closing(seconds)

    def end(self) -> None:
        """Send everyone away with a sentence, and end all workers."""
        for guest in list(self.guests):
            guest.leave("kiosk.closed")

    def kill(self) -> None:
        """End all that serves."""
        self._pool.kill()

    async def renew(self, config: Config, readies: Mapping[str, Ready], terms: Terms) -> bool:
        """Serve all who come from now on by other settings; whoever is inside stays as they are.

        Where nobody could be served by them all stays as it is: then False.
        """
        pool = Pool(terms)
        try:
            await pool.warm()
        except OSError:
            pool.kill()
            return False
        old, self._pool = self._pool, pool
        self.config, self._readies, self.terms = config, readies, terms
        self._door.people = config.people
        old.close()
        return True
