"""A process that has imported the front of a kiosk, and forks for each that it is called for.

A fork is the program with streams, a folder and an environment of its own, as after it has started
itself again with the debug allocator. Whoever forked it waits for it, and tells its status.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).parents[2]
PREPARED = ("commands.serve", "kiosk.front.server", "kiosk.front.plan")
LONGEST = 1 << 18
LARGEST = 1 << 10
"""No descriptor is as large."""

OUT, ERR, FIRST_FREE = 1, 2, 3

Called = dict[str, Any]


def main() -> None:
    """Fork for each call until nobody asks, and be the program in each fork."""
    sys.path[0] = str(ROOT)
    for name in PREPARED:
        import_module(name)
    gc.collect()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever waits for a front is not waited for
    with socket.socket(fileno=int(sys.argv[1])) as asked:
        called = _fork_for_each(asked)
    if called:
        sys.exit(_run(called))


def _fork_for_each(asked: socket.socket) -> Called:
    """Return in each front what it is called with, and nothing here when nobody asks any more."""
    while True:
        data, held = _asked(asked)
        if not data:
            return {}
        said, told = held
        if not os.fork():
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            if front := os.fork():
                _wait_for(front, told)
            called: Called = json.loads(data)
            _become(called, said, asked)
            return called
        os.close(said)
        os.close(told)


def _asked(asked: socket.socket) -> tuple[bytes, list[int]]:
    data, held, _, _ = socket.recv_fds(asked, LONGEST, 2)
    return data, held


def _wait_for(front: int, told: int) -> NoReturn:
    """Wait until a front has ended, and tell its status to whoever called for it."""
    os.closerange(0, told)
    os.closerange(told + 1, LARGEST)
    status = os.waitstatus_to_exitcode(os.waitpid(front, 0)[1])
    os.write(told, str(status).encode())
    os._exit(0)


def _become(called: Called, said: int, asked: socket.socket) -> None:
    """Take on streams, a folder and an environment, and tell that it is there."""
    for number in (OUT, ERR):
        os.dup2(said, number)
    os.chdir(called["at"])
    os.environ.clear()
    os.environ.update(called["env"])
    asked.sendall(f"{os.getpid()}\n".encode())
    asked.close()
    os.closerange(FIRST_FREE, LARGEST)


def _run(called: Called) -> int:
    """Do what the program does from its first line on, planted or as it is."""
    import evenground  # noqa: PLC0415  (found only now)
    from tests.support import planted_kiosk  # noqa: PLC0415

    sys.argv[:] = [str(ROOT / "evenground.py"), *called["arguments"]]
    sys.orig_argv[:] = [sys.executable, *sys.argv]
    return planted_kiosk.main() if called["planted"] else evenground.main()


if __name__ == "__main__":
    main()
