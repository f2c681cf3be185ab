"""The server: opens the kiosk, listens, takes new settings, and drains it at the end."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
from typing import Protocol

from kiosk import sandbox
from kiosk.config import Config
from kiosk.front.admission import raise_descriptor_limit
from kiosk.front.connection import Connection
from kiosk.front.door import Door, open_doors
from kiosk.front.kiosk import Kiosk
from kiosk.front.metrics import Endpoint, serve_pages
from kiosk.front.plan import KioskPlan
from kiosk.front.ssh import HARDENED, LISTENED, OFF, asyncssh
from kiosk.giving_up import give_up_in_front
from kiosk.notify import Notifier
from kiosk.ports import places_of
from kiosk.sandbox import close_to_debuggers
from screens.no_traces import quiet
from screens.words import Words
from tree.fault import UnusableError

PARTING_SECONDS = 5.0
"""Seconds in which clients must read the last sentence, and hang up."""


class Operator(Protocol):
    """Whoever opened the kiosk: is told what becomes of it, and asked for a new plan."""

    def opened(self, port: int) -> None:
        """Tell that the kiosk is open."""

    def reread(self) -> KioskPlan | None:
        """Return a new plan; tell the faults and return None if it has any."""

    def incomplete_wall(self, parts: str) -> None:
        """Tell that this machine lacks these parts of the wall around workers."""

    def reload_failed(self) -> None:
        """Tell that a new plan was sound, but no zygote got warm with it."""

    def reloaded(self, *, moved: bool) -> None:
        """Tell that a new plan counts, but where it `moved` for its address or a port of it."""


def open_kiosk(plan: KioskPlan, operator: Operator, says: Words) -> int:
    """Serve until stopped; raises UnusableError if it cannot listen."""
    logging.disable(logging.CRITICAL)
    raise_descriptor_limit()
    close_to_debuggers()
    notifier = Notifier(os.environ)
    running, port = plan.config.running, plan.config.listen.port
    parts = sandbox.stands() & give_up_in_front({port, running.metrics_port or port})
    if lacks := sandbox.missing(parts):
        if running.require_confinement:
            raise UnusableError("kiosk-unconfined", parts=lacks)
        operator.incomplete_wall(lacks)
    with quiet():
        return asyncio.run(_serve(plan, operator, says, notifier))


async def _serve(plan: KioskPlan, operator: Operator, says: Words, notifier: Notifier) -> int:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, _context: None)
    kiosk = Kiosk(plan.config, plan.readies, plan.terms, says)
    kiosk.metrics.count_walls(sandbox.stands())
    try:
        await _warm(kiosk)
        acceptors = await _listen(kiosk, plan)
        pages = await _pages(kiosk, plan.config)
        watches = loop.create_task(kiosk.watch())
        stop, reload = asyncio.Event(), asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        loop.add_signal_handler(signal.SIGHUP, reload.set)
        reloads = loop.create_task(_reload(kiosk, acceptors, reload, operator, notifier))
        _freeze()
        operator.opened(acceptors[0].get_port())
        notifier.ready()
        await stop.wait()
        stop.clear()
        notifier.stopping()
        await _close(kiosk, acceptors, stop)
        for task in (watches, reloads):
            task.cancel()
        if pages:
            pages.close()
    finally:
        kiosk.kill()
    return 0


def _freeze() -> None:
    """Exempt what exists from garbage collections: they are short, and so can be frequent."""
    gc.collect()
    gc.freeze()


async def _warm(kiosk: Kiosk) -> None:
    try:
        await kiosk.warm()
    except OSError as error:
        raise UnusableError("kiosk-cold") from error


async def _listen(kiosk: Kiosk, plan: KioskPlan) -> list[asyncssh.SSHAcceptor]:
    listen = plan.config.listen
    try:
        doors = await open_doors(listen.host, listen.port, kiosk.shuts_out)
        return [await _accept(kiosk, plan, door) for door in doors]
    except (OSError, UnicodeError) as error:  # UnicodeError: no name of a machine
        raise places_of(plan.config)[0].unusable(error) from error


async def _accept(kiosk: Kiosk, plan: KioskPlan, door: Door) -> asyncssh.SSHAcceptor:
    acceptor = await asyncssh.create_server(
        lambda: Connection(kiosk), sock=door, server_host_keys=[plan.key],
        login_timeout=plan.config.people.login_seconds, **HARDENED, **OFF,
    )  # fmt: skip
    _let_wait(acceptor)
    return acceptor


def _let_wait(acceptor: asyncssh.SSHAcceptor) -> None:
    """Let many wait in the kernel: asyncio takes its backlog for how many it accepts at a time."""
    for one in acceptor.sockets:
        with one.dup() as same:
            same.listen(LISTENED)


async def _pages(kiosk: Kiosk, config: Config) -> asyncio.Server | None:
    """Serve /health and /metrics, if a port is set."""
    host, port = config.running.metrics_host, config.running.metrics_port

    def health() -> tuple[int, bytes]:
        return (503, b"closing\n") if kiosk.closing else (200, b"open\n")

    pages: dict[str, Endpoint] = {
        "/health": health,
        "/metrics": lambda: (200, kiosk.metrics.text()),
    }
    try:
        return await serve_pages(host, port, pages) if port else None
    except (OSError, UnicodeError) as error:
        raise places_of(config)[-1].unusable(error) from error


async def _reload(
    kiosk: Kiosk,
    acceptors: list[asyncssh.SSHAcceptor],
    reload: asyncio.Event,
    operator: Operator,
    notifier: Notifier,
) -> None:
    """Take a new plan at each SIGHUP; if it is faulty, or no zygote gets warm, keep the old one."""
    listens = places_of(kiosk.config)
    while await reload.wait():
        reload.clear()
        notifier.reloading()
        try:
            if plan := await asyncio.to_thread(operator.reread):
                if await kiosk.reload(plan.config, plan.readies, plan.terms):
                    _take_over(acceptors, plan)
                    operator.reloaded(moved=places_of(plan.config) != listens)
                else:
                    operator.reload_failed()
        finally:
            notifier.ready()


def _take_over(acceptors: list[asyncssh.SSHAcceptor], plan: KioskPlan) -> None:
    """Use the new key and the new login time for new connections."""
    for one in acceptors:
        one.update(server_host_keys=[plan.key], login_timeout=plan.config.people.login_seconds)


async def _close(kiosk: Kiosk, acceptors: list[asyncssh.SSHAcceptor], stop: asyncio.Event) -> None:
    """Drain: admit nobody, and end those inside when the time is up, or at a second signal."""
    seconds = kiosk.config.running.closing_seconds
    for one in acceptors:
        one.close()
    kiosk.close(int(seconds))
    ends = [asyncio.create_task(event.wait()) for event in (stop, kiosk.empty)]
    await asyncio.wait(ends, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    kiosk.end()
    await asyncio.wait([ends[1]], timeout=PARTING_SECONDS)
    for task in ends:
        task.cancel()
