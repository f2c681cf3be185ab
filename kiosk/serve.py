"""Opening the kiosk: what must hold before anyone comes, listening, and stopping calmly."""

from __future__ import annotations

import asyncio
import errno
import gc
import logging
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from kiosk import wall
from kiosk.algorithms import HARDENED, OFF
from kiosk.config import Config
from kiosk.confine import close_to_debuggers
from kiosk.descriptors import take_all
from kiosk.guest import Guest
from kiosk.health import Page, listen
from kiosk.kiosk import Kiosk
from kiosk.pool import Terms
from kiosk.ssh import asyncssh
from screens.full import quiet
from screens.words import Words
from tree.fault import UnusableError
from tree.ready import Ready

PARTING = 5.0
"""So many seconds the last words have to arrive."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a kiosk opens with."""

    config: Config
    readies: Mapping[str, Ready]
    terms: Terms
    key: asyncssh.SSHKey
    says: Words


class Host(Protocol):
    """Whoever opened the kiosk: is told what becomes of it, and asked for new settings."""

    def opened(self, port: int) -> None:
        """Hear that it is open."""

    def again(self) -> Plan | None:
        """Read the plan anew; None where it is faulty, which was said."""

    def bare(self) -> None:
        """Hear that this machine has not all that a wall around workers is made of."""

    def cold(self) -> None:
        """Hear that new settings were sound, and could not be taken all the same."""


def open_kiosk(plan: Plan, host: Host) -> int:
    """Serve until stopped; raises UnusableError where it cannot listen."""
    logging.disable(logging.CRITICAL)
    take_all()
    close_to_debuggers()
    parts = wall.stands()
    if parts != wall.WHOLE:
        host.bare()
    with quiet():
        return asyncio.run(_serve(plan, host, parts))


async def _serve(plan: Plan, host: Host, parts: int) -> int:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, _context: None)
    kiosk = Kiosk(plan.config, plan.readies, plan.terms, plan.says)
    kiosk.metrics.walls.set(parts.bit_count())
    try:
        await _warm(kiosk)
        acceptor = await _listen(kiosk, plan)
        pages = await _pages(kiosk, plan.config.running.metrics_port)
        looks = loop.create_task(kiosk.look())
        stop, renew = asyncio.Event(), asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        loop.add_signal_handler(signal.SIGHUP, renew.set)
        renews = loop.create_task(_renew(kiosk, acceptor, renew, host))
        _keep()
        host.opened(acceptor.get_port())
        await stop.wait()
        stop.clear()
        await _close(kiosk, acceptor, stop)
        for task in (looks, renews):
            task.cancel()
        if pages:
            pages.close()
    finally:
        kiosk.kill()
    return 0


def _keep() -> None:
    """Look for garbage only in what comes from here on: so little is left of those who went."""
    gc.collect()
    gc.freeze()


async def _warm(kiosk: Kiosk) -> None:
    try:
        await kiosk.warm()
    except OSError as error:
        raise UnusableError("kiosk-cold") from error


async def _listen(kiosk: Kiosk, plan: Plan) -> asyncssh.SSHAcceptor:
    config = plan.config
    try:
        return await asyncssh.create_server(
            lambda: Guest(kiosk), config.listen.host, config.listen.port,
            server_host_keys=[plan.key], login_timeout=config.people.login_seconds,
            **HARDENED, **OFF,
        )  # fmt: skip
    except OSError as error:
        raise _unusable(error, config.listen.host, config.listen.port) from error


async def _pages(kiosk: Kiosk, port: int) -> asyncio.Server | None:
    """Offer health and figures on loopback, where the host wants that."""

    def health() -> tuple[int, bytes]:
        return (503, b"closing\n") if kiosk.closing else (200, b"open\n")

    pages: dict[str, Page] = {"/health": health, "/metrics": lambda: (200, kiosk.metrics.text())}
    try:
        return await listen(port, pages) if port else None
    except OSError as error:
        raise _unusable(error, "127.0.0.1", port) from error


def _unusable(error: OSError, host: str, port: int) -> UnusableError:
    taken = error.errno == errno.EADDRINUSE
    return UnusableError("port-taken" if taken else "no-listening", host=host, port=str(port))


async def _renew(
    kiosk: Kiosk, acceptor: asyncssh.SSHAcceptor, renew: asyncio.Event, host: Host
) -> None:
    """Take new settings whenever asked to; where that cannot be the old ones stay."""
    while await renew.wait():
        renew.clear()
        if plan := await asyncio.to_thread(host.again):
            if await kiosk.renew(plan.config, plan.readies, plan.terms):
                _take_over(acceptor, plan)
            else:
                host.cold()


def _take_over(acceptor: asyncssh.SSHAcceptor, plan: Plan) -> None:
    """Meet whoever comes from now on with the new key, and the new patience."""
    acceptor.update(server_host_keys=[plan.key], login_timeout=plan.config.people.login_seconds)


async def _close(kiosk: Kiosk, acceptor: asyncssh.SSHAcceptor, stop: asyncio.Event) -> None:
    """Let nobody in; let those inside finish, or go when they were warned, or at once if asked."""
    seconds = kiosk.config.running.closing_seconds
    acceptor.close()
    kiosk.close(int(seconds))
    ends = [asyncio.create_task(event.wait()) for event in (stop, kiosk.empty)]
    await asyncio.wait(ends, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    kiosk.end()
    await asyncio.wait([ends[1]], timeout=PARTING)
    for task in ends:
        task.cancel()
