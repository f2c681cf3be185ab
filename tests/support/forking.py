"""A process that has imported the commands, and forks once for each call that it is handed.

A fork is the program with three streams, a folder and an environment of its own. What it has not
done is start Python and import; that is tested where programs are really started.
"""

from __future__ import annotations

import gc
import json
import os
import socket
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
STREAMS = ("stdin", "stdout", "stderr")
LONGEST = 1 << 18


def main() -> None:
    """Fork for each call, tell the process, wait for it and tell its status, until nobody asks."""
    sys.path[0] = str(ROOT)
    import evenground  # noqa: PLC0415  (found only now)

    _warm()
    gc.freeze()
    with socket.socket(fileno=int(sys.argv[1])) as asked:
        forked = _fork_for_each(asked)
    if forked:
        sys.exit(evenground.main())


def _fork_for_each(asked: socket.socket) -> bool:
    """Return in each fork, with its call made ready, and here when nobody asks any more."""
    while True:
        data, streams, _, _ = socket.recv_fds(asked, LONGEST, len(STREAMS))
        if not data:
            return False
        process = os.fork()
        if not process:
            _become(json.loads(data), streams)
            return True
        for stream in streams:
            os.close(stream)
        asked.sendall(f"{process} ".encode())
        status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        asked.sendall(f"{status}\n".encode())


def _warm() -> None:
    """Import what most commands need, and read the shipped words, which stay parsed."""
    from commands.reports.sentences import command_words  # noqa: PLC0415
    from commands.run import COMMANDS  # noqa: PLC0415  (after the path is set)

    command_words(ROOT / "content")
    for name in COMMANDS.keys() - {"edit", "serve", "host-key"}:
        module = COMMANDS[name].partition(":")[0] if ":" in COMMANDS[name] else name
        import_module(f"commands.{module}")


def _become(call: dict[str, object], streams: list[int]) -> None:
    """Take on the streams, words, folder and environment of a call."""
    closed = call["closed"]
    assert isinstance(closed, list)
    for number, (name, stream) in enumerate(zip(STREAMS, streams, strict=True)):
        os.dup2(stream, number)
        os.close(stream)
        if number in closed:
            os.close(number)
            setattr(sys, name, None)
            setattr(sys, f"__{name}__", None)
    os.chdir(str(call["at"]))
    environment, argv = call["env"], call["argv"]
    assert isinstance(environment, dict)
    assert isinstance(argv, list)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[:] = [str(ROOT / "evenground.py"), *argv]
    sys.orig_argv[:] = [sys.executable, *sys.argv]


if __name__ == "__main__":
    main()
