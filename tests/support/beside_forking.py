"""A process that has imported what those beside an editor need, and forks for each of them.

A fork leads a session of its own and has its own streams, folder and environment, as one that is
started. Nothing is frozen here, nothing proved or painted, and no thread is started.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
PREPARED = ("editor.judging.process", "editor.preview.studio")
LONGEST = 1 << 18


def main() -> None:
    """Fork for each call, which tells its process, until nobody asks."""
    sys.path[0] = str(ROOT)
    _import()
    signal.signal(signal.SIGCHLD, _reap)
    with socket.socket(fileno=int(sys.argv[1])) as asked:
        asked.sendall(b"\n")
        called = _fork_for_each(asked)
    if called:
        _run(called)


def _import() -> None:
    """Import what both need; the one that paints drops variables before Textual reads them."""
    from editor.preview.process import COLOURS  # noqa: PLC0415  (found only now)
    from screens.no_traces import hush  # noqa: PLC0415

    hush(os.environ)
    for name in COLOURS:
        os.environ.pop(name, None)
    for name in PREPARED:
        import_module(name)
    _read_once()


def _read_once() -> None:
    """Read a pack as one that judges does, so that the shapes of packs are built."""
    from editor.judging.work import ProofMaterial, begin  # noqa: PLC0415  (found only now)
    from tests.support.small import FILES  # noqa: PLC0415
    from tree.pack.files import gather  # noqa: PLC0415

    content = ROOT / "content"
    files = {name: text.encode() for name, text in FILES.items()}
    begin(0, files, ProofMaterial(content / "words", gather(content / "helplines")))


def _fork_for_each(asked: socket.socket) -> dict[str, object]:
    """Return in each fork what it is called with, and nothing here when nobody asks any more."""
    while True:
        data, held, _, _ = socket.recv_fds(asked, LONGEST, 3)
        if not data:
            return {}
        if not os.fork():
            called: dict[str, object] = json.loads(data)
            _become(called, held)
            # Only now: whoever knows it may kill its session.
            asked.sendall(f"{os.getpid()}\n".encode())
            return called
        for number in held:
            os.close(number)


def _reap(_signal: int, _frame: object) -> None:
    """Leave no fork that has ended in the list of processes."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _become(called: dict[str, object], held: list[int]) -> None:
    """Take on a session, streams, a folder and an environment; the last pipe says that it lives."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    read, write, _alive = held
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number, stream in enumerate((read, write, nowhere)):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(str(called["cwd"]))
    environment = called["env"]
    assert isinstance(environment, dict)
    os.environ.clear()
    os.environ.update(environment)


def _run(called: dict[str, object]) -> None:
    """Do what Python does with `-m` and a module."""
    arguments = called["arguments"]
    assert isinstance(arguments, list)
    name, *rest = arguments
    sys.argv[:] = [str(import_module(name).__file__), *rest]
    import_module(name).main()


if __name__ == "__main__":
    main()
