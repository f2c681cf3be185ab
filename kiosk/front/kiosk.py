"""The kiosk: admits connections, finds workers for them, watches both, reloads and drains."""

from __future__ import annotations

import asyncio
import itertools
import math
import os
import termios
from collections.abc import Mapping
from functools import partial

from kiosk.config import Config
from kiosk.front.admission import (
    FULL,
    Admission,
    Admitted,
    find_evicted,
    free_descriptors,
    source_network,
)
from kiosk.front.input.scheduler import InputScheduler
from kiosk.front.input.starts import Starts, at_once
from kiosk.front.memory import Sweeper
from kiosk.front.metrics import Metrics
from kiosk.front.pipe import LinePipe, OnEnd, OnOutput, ScreenPipe
from kiosk.front.pool import CpuBudget, Pool, WatchedProcess, WorkerHandle, WorkerSlot, over
from kiosk.front.process import CHECK_SECONDS, Probe, Process, hangs, reap_orphans
from kiosk.front.requests import session_request
from kiosk.wire import SessionRequest, Terms
from screens.setting import RICH
from screens.terminal.first_frame import frame
from screens.words import Words
from tree.stored_start import Ready

CHECKED_AT_ONCE = 4
"""Processes checked in one turn: each then wakes up, and whoever types waits for these."""

NOBODY = -1
"""A number that no process has."""


class Kiosk:
    """Admits connections and has their people served; holds no answer of anyone."""

    def __init__(
        self, config: Config, readies: Mapping[str, Ready], terms: Terms, says: Words
    ) -> None:
        """Start the workers' zygote; `says` are the words for the host."""
        loop = asyncio.get_running_loop()
        self.config, self._readies, self.terms = config, readies, terms
        self.metrics = Metrics(says)
        self.connections: dict[Admitted, None] = {}
        self.turned_away: set[Admitted] = set()
        self.empty = asyncio.Event()
        self.empty.set()
        self._admission = Admission(config.people, loop.time, free_descriptors())
        self.scheduler = InputScheduler()
        self._sweeper = Sweeper()
        self._pool = Pool(terms, config.limits)
        self.starts = Starts(at_once(), self._get_ready)
        self._processes: dict[Process, WatchedProcess] = {}
        self._numbers = itertools.count()

    @property
    def words(self) -> Words:
        """The words for people whose language is not known yet."""
        return Words(self._readies[self.terms.language].words)

    @property
    def closing(self) -> bool:
        """Whether nobody new is let in."""
        return self._admission.closing

    async def warm(self) -> None:
        """Wait until people can be served; raises OSError if that fails."""
        await self._pool.warm()

    def shuts_out(self, address: str) -> bool:
        """Return whether to hang up on an address that just came, and count it if so."""
        reason = self._admission.shut_out(source_network(address))
        return bool(reason and self._refused(reason))

    def admit(self, connection: Admitted) -> str:
        """Let a connection in, or return why not."""
        network = connection.network
        reason = self._admission.refusal(network)
        if reason == FULL and self._evict_for(connection, placed=False):
            reason = ""
        reason = reason or self._admission.no_place(network)
        if reason == FULL and find_evicted(self._inside(placed=True), connection.site):
            reason = ""
        if reason:
            return self._refused(reason)
        self._admission.arrive()
        self.connections[connection] = None
        self.empty.clear()
        self.metrics.admitted.inc()
        self._count()
        return ""

    def give_place(self, connection: Admitted) -> str:
        """Give a connection a place, or return why there is none."""
        reason = self._admission.no_place(connection.network)
        if reason == FULL and self._evict_for(connection, placed=True):
            reason = ""
        if reason:
            return self._refused(reason)
        self._admission.take_place(connection.network)
        connection.placed = True
        self._count()
        return ""

    def release(self, connection: Admitted) -> None:
        """Count a connection out, once."""
        if connection in self.connections:
            del self.connections[connection]
            self._admission.leave(connection.network, placed=connection.placed)
            self._count()
            self._sweeper.sweep_soon()
            if not self.connections:
                self.empty.set()

    def _evict_for(self, connection: Admitted, *, placed: bool) -> bool:
        """Evict another connection for this one; return False if none has to go."""
        gone = find_evicted(self._inside(placed=placed), connection.site)
        if gone:
            gone.evict()
        return gone is not None

    def _inside(self, *, placed: bool) -> list[Admitted]:
        return [connection for connection in self.connections if connection.placed == placed]

    def _refused(self, reason: str) -> str:
        self.metrics.refused.labels(reason).inc()
        return reason

    def _count(self) -> None:
        self.metrics.people.set(self._admission.placed)
        self.metrics.arriving.set(self._admission.arriving)

    def request(self, environment: Mapping[str, str], size: tuple[int, int]) -> SessionRequest:
        """Return how a session in such a terminal is to run."""
        first = self.terms.language
        return session_request(self.config, self._readies, first, environment, size)

    def first_frame(self, request: SessionRequest) -> bytes:
        """Return the frame that a person sees until their worker has drawn a screen."""
        rich = request.environment.get("COLORTERM") in RICH
        ready = self._readies[request.language]
        return frame(ready, request.setting, request.size, rich=rich).encode()

    async def serve(
        self, request: SessionRequest, shown: OnOutput, ended: OnEnd, turned: OnOutput
    ) -> WorkerSlot:
        """Return a slot in a worker for one person; raises OSError if there is none."""
        if request.setting.plain:
            return await self._serve_plain(request, shown, ended)
        pool = self._pool
        worker = await pool.assign()
        try:
            near = await worker.order(request.pack())
        except OSError:
            pool.release(worker)
            raise
        whole = self._cpu_budget(pool.terms.people)
        watched = self._processes.setdefault(
            worker.process, WatchedProcess(next(self._numbers), worker, whole)
        )
        pipe = ScreenPipe(near, shown, partial(over, worker, ended), turned)
        release = partial(self._release, pool, worker)
        slot = WorkerSlot(pipe, worker.process, self._cpu_budget(), release)
        watched.slots.add(slot)
        return slot

    async def _serve_plain(
        self, request: SessionRequest, shown: OnOutput, ended: OnEnd
    ) -> WorkerSlot:
        pool = self._pool
        near, far = os.openpty()
        termios.tcsetwinsize(near, request.size[::-1])
        try:
            process = await pool.fork_plain(request.pack(), far)
        finally:
            os.close(far)
        says = self.words("kiosk.closes_soon").encode() + b"\r\n"
        pipe = LinePipe(near, says, shown, ended)
        self._processes[process] = watched = WatchedProcess(
            next(self._numbers), None, self._cpu_budget()
        )
        slot = WorkerSlot(
            pipe, process, self._cpu_budget(), partial(self._end_plain, pool, process)
        )
        watched.slots.add(slot)
        return slot

    def _get_ready(self) -> None:
        """Have a worker forked for the next who comes: nobody's visit begins now."""
        self._pool.refill()

    def _cpu_budget(self, people: int = 1) -> CpuBudget:
        return CpuBudget(self.config.limits, asyncio.get_running_loop().time, people)

    def _release(self, pool: Pool, worker: WorkerHandle) -> None:
        pool.release(worker)
        if not worker.people:
            self._processes.pop(worker.process, None)

    def _end_plain(self, pool: Pool, process: Process) -> None:
        pool.end_plain(process)
        self._processes.pop(process, None)

    async def watch(self) -> None:
        """Check all processes, again and again, a few at a time."""
        last = NOBODY
        while True:
            parts = math.ceil(len(self._processes) / CHECKED_AT_ONCE)
            await asyncio.sleep(CHECK_SECONDS / max(1, parts))
            last = self.check_few(last)

    def check_few(self, last: int) -> int:
        """Check the next few after the one with this number; return the last one of them.

        Return NOBODY where a round ends. A task that sleeps between two checks must hold none.
        """
        if last == NOBODY:
            self._check_rest()
        due = [pair for pair in self._processes.items() if pair[1].number > last]
        for process, watched in due[:CHECKED_AT_ONCE]:
            self._check(process, watched)
        return due[CHECKED_AT_ONCE - 1][1].number if len(due) > CHECKED_AT_ONCE else NOBODY

    def _check_rest(self) -> None:
        """Check what else there is."""
        reap_orphans()
        self._admission.prune()
        self._pool.check(asyncio.get_running_loop().time(), self.config.limits)

    def _check(self, process: Process, watched: WatchedProcess) -> None:
        use, now = process.use, asyncio.get_running_loop().time()
        if use is None:
            return
        if watched.worker:
            if watched.worker.ping(now):
                watched.probe = Probe(now, use.seconds)
            elif hangs(watched.probe, now, use, self.config.limits):
                process.kill()
        if not watched.spent(use.seconds):
            process.kill()

    def close(self, seconds: int) -> None:
        """Let nobody in any more, and tell those inside."""
        self._admission.closing = True
        for connection in list(self.connections):
            connection.closing(seconds)

    def end(self) -> None:
        """End all connections with a sentence."""
        for connection in list(self.connections):
            connection.leave("kiosk.closed")

    def kill(self) -> None:
        """End all workers."""
        self._pool.kill()

    async def reload(self, config: Config, readies: Mapping[str, Ready], terms: Terms) -> bool:
        """Serve new connections by other settings; those inside stay as they are.

        If no zygote gets warm with them, return False and change nothing.
        """
        pool = Pool(terms, config.limits)
        try:
            await pool.warm()
        except OSError:
            pool.kill()
            return False
        old, self._pool = self._pool, pool
        self.config, self._readies, self.terms = config, readies, terms
        self._admission.people = config.people
        old.close()
        return True
