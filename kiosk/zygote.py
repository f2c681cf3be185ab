"""The warm process that workers are forked from: everything imported, read and frozen.

It is a program of its own, so that it never holds the host key or anything the front knows.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import os
import signal
import socket
import sys
from pathlib import Path

from kiosk import link, wall
from kiosk.confine import close_to_debuggers, confine, hide_standard
from kiosk.request import unpack
from screens.full import hush
from tree.prepare import Places, prepare
from tree.ready import Ready

MIB = 1 << 20
NONE = -1
WARMING = (("enter",), ("down",), ("h", "escape"), ("l",), ("1", "enter"), ("s",))
"""Keys that show each kind of screen once, so that nobody has to wait for its first time."""


def main() -> None:
    """Warm up, then fork whenever the front asks; ends with the front."""
    front = socket.socket(fileno=int(sys.argv[1]))
    close_to_debuggers()
    os.chdir("/")
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    terms = json.loads(front.recv(link.MOST))
    hush(os.environ)
    readies = _readies(terms["places"], terms["language"])
    _warm(readies[terms["language"]])
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, _reap)
    front.send(b"ready")
    while True:
        message, ends, _, _ = socket.recv_fds(front, link.MOST, 1)
        if not message:
            os._exit(0)
        # A child must not be let go of before the front holds it.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        pid = _fork()
        if not pid:
            front.close()
            _work(message, ends[0], readies, terms["memory"] * MIB, terms["people"])
        os.close(ends[0])
        _tell(front, pid)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})


def _readies(named: dict[str, str | None], language: str) -> dict[str, Ready]:
    """Make all ready in every language that the pack speaks."""
    paths = {name: Path(text) for name, text in named.items() if text}
    places = Places(**paths)  # type: ignore[arg-type] # the front wrote the fields it has
    first = prepare(places, language)
    others = [other for other in first.languages if other != language]
    return {language: first, **{other: prepare(places, other) for other in others}}


def _warm(ready: Ready) -> None:
    """Walk a little in memory, seen by nobody, and forget it."""
    import textual.app  # noqa: PLC0415  (only after its variables are gone)
    import textual.scrollbar  # noqa: PLC0415  (Textual loads it late, where nothing can be read)

    from kiosk import host, talker  # noqa: F401, PLC0415  (what workers need is imported here)
    from screens.app import Evenground  # noqa: PLC0415
    from screens.setting import Setting  # noqa: PLC0415

    async def walk() -> None:
        app = Evenground(ready, Setting(term="xterm-256color"), float)
        async with app.run_test(size=(80, 24)) as pilot:
            for keys in WARMING:
                await pilot.press(*keys)

    asyncio.run(walk())
    for name in ("redirect_stdout", "redirect_stderr"):
        # Each replaces a stream for the whole process, which many visits would undo out of order.
        setattr(textual.app, name, contextlib.nullcontext)


def _work(message: bytes, end: int, readies: dict[str, Ready], memory: int, people: int) -> None:
    """Be a worker, in a process that was just forked; never returns."""
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        hide_standard()
        confine(os.getppid(), memory * people, people)
        wall.stand()
        _serve(message, end, readies)
    finally:
        os._exit(0)


def _serve(message: bytes, end: int, readies: dict[str, Ready]) -> None:
    from kiosk.host import Worker  # noqa: PLC0415  (imported when warm)
    from kiosk.talker import talk  # noqa: PLC0415

    if message == b"host":
        asyncio.run(Worker(socket.socket(fileno=end), readies).run())
    else:
        talk(readies, unpack(message), end)


def _fork() -> int:
    """Fork; where the host allows no more processes that is told, and all others live on."""
    try:
        return os.fork()
    except OSError:
        return NONE


def _tell(front: socket.socket, pid: int) -> None:
    """Hand the front a descriptor of the new process: a number alone may come to mean another."""
    handles = [os.pidfd_open(pid)] if pid != NONE else []
    with contextlib.suppress(OSError):  # a front that is gone is heard of at the next order
        socket.send_fds(front, [str(pid).encode()], handles)
    for handle in handles:
        os.close(handle)


def _reap(*_: object) -> None:
    """Let go of workers that have ended."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


if __name__ == "__main__":
    main()
