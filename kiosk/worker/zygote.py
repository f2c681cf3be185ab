"""The zygote: a warm process from which workers are forked, with all imported, read and frozen.

It is a program of its own, so that it never holds the host key or anything else of the front.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import socket
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk import sandbox, wire
from kiosk.giving_up import give_up_in_zygote
from kiosk.sandbox import close_to_debuggers, confine, hide_standard
from kiosk.worker.immortal import make_immortal
from screens.no_traces import hush
from tree.prepare import prepare_all
from tree.stored_start import Ready

if TYPE_CHECKING:
    from kiosk.worker.forked_loop import ForkedLoop
    from kiosk.worker.welcomes import Welcomes

MIB = 1 << 20

NO_PID = -1
"""Sent in place of a pid when the system refuses a fork."""

WARMING = (("enter",), ("down",), ("h", "escape"), ("l",), ("1", "enter"), ("s",))
"""Keys that show each kind of screen once, so that nobody waits for its first drawing."""


@dataclass(frozen=True, slots=True, repr=False)
class Stock:
    """What all forks have from the zygote; no visit has touched any of it."""

    readies: dict[str, Ready]
    welcomes: Welcomes
    loop: ForkedLoop


def main() -> None:
    """Warm up, then fork at each order of the front; end with the front."""
    front = socket.socket(fileno=int(sys.argv[1]))
    close_to_debuggers()
    os.chdir("/")
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    terms = wire.unpack_terms(front.recv(wire.MAX_MESSAGE))
    hush(os.environ)
    readies = prepare_all(terms.places, terms.language)
    _warm(readies[terms.language])
    make_immortal()  # before welcomes are laid out: of a visit, nothing is kept after it
    stock = _lay_out(readies, terms)
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, _reap)
    if give_up_in_zygote() & terms.wall != terms.wall:
        os._exit(1)
    front.send(b"ready")
    while True:
        message, ends, _, _ = socket.recv_fds(front, wire.MAX_MESSAGE, 1)
        if not message:
            os._exit(0)
        # A child must not be reaped before the front holds its pidfd.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        pid = _fork()
        if not pid:
            front.close()
            _work(message, ends[0], stock, terms)
        os.close(ends[0])
        _tell(front, pid)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})


def _warm(ready: Ready) -> None:
    """Import what workers need, and run a few screens in memory."""
    import segno  # noqa: F401, PLC0415  (loaded late, when a code is asked for)
    import textual.scrollbar  # noqa: F401, PLC0415  (Textual loads it late, when no file can be read)

    from kiosk.worker import driver, loop  # noqa: F401, PLC0415  (before the fork)
    from screens.full.app import Evenground  # noqa: PLC0415
    from screens.setting import Setting  # noqa: PLC0415

    async def walk() -> None:
        app = Evenground(ready, Setting(term="xterm-256color"), float)
        async with app.run_test(size=(80, 24)) as pilot:
            for keys in WARMING:
                await pilot.press(*keys)

    asyncio.run(walk())
    driver.share_streams()


def _lay_out(readies: dict[str, Ready], terms: wire.Terms) -> Stock:
    """Return all that forks go on with: welcomes wait in it for whom to show them to."""
    from kiosk.worker.forked_loop import ForkedLoop  # noqa: PLC0415  (with Textual)
    from kiosk.worker.welcomes import Welcomes  # noqa: PLC0415

    stock = Stock(readies, Welcomes(readies), ForkedLoop())
    stock.loop.run_until_complete(stock.welcomes.lay_out(terms.usual, terms.people))
    return stock


def _work(message: bytes, end: int, stock: Stock, terms: wire.Terms) -> None:
    """Be a worker, in a process that was just forked; never returns."""
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        hide_standard()
        confine(os.getppid(), terms.memory * MIB * terms.people, terms.people)
        if sandbox.stand() & terms.wall == terms.wall:
            _serve(message, end, stock)
    finally:
        os._exit(0)


def _serve(message: bytes, end: int, stock: Stock) -> None:
    from kiosk.worker.loop import WorkerLoop, run_plain  # noqa: PLC0415

    if message == wire.NEW_WORKER:
        stock.loop.part()
        worker = WorkerLoop(socket.socket(fileno=end), stock.readies, stock.welcomes)
        stock.loop.run_until_complete(worker.run())
    else:
        stock.loop.drop()
        run_plain(stock.readies, wire.unpack_request(message), end)


def _fork() -> int:
    """Fork; return NO_PID if the system allows no more processes."""
    try:
        return os.fork()
    except OSError:
        return NO_PID


def _tell(front: socket.socket, pid: int) -> None:
    """Send the front a pidfd of the new process: a pid alone may come to mean another one."""
    handles = [os.pidfd_open(pid)] if pid != NO_PID else []
    with contextlib.suppress(OSError):  # a front that is gone is noticed at the next order
        socket.send_fds(front, [str(pid).encode()], handles)
    for handle in handles:
        os.close(handle)


def _reap(*_: object) -> None:
    """Reap workers that have ended."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


if __name__ == "__main__":
    main()
