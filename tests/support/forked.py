"""The program called without the half second in which Python starts and imports its commands.

Each process of tests keeps one warm process (`forking.py`), which forks for each call. Whatever
rests on how Python starts, as flags, variables of Python or missing libraries, is started anew.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path

from tests.support.forking import ROOT
from tests.support.warm import warm

Ran = subprocess.CompletedProcess[str]


def run(
    *argv: str, given: str = "", at: Path = ROOT, without: str = "", closed: Collection[int] = ()
) -> Ran:
    """Call the program as its user would, without a terminal.

    `without` names a variable that its environment lacks, `closed` the streams that are closed.
    """
    env = {name: says for name, says in os.environ.items() if name != without}
    told = {"argv": argv, "at": str(at), "env": env, "closed": sorted(closed)}
    typed, gives = os.pipe()
    says, said = os.pipe()
    warns, warned = os.pipe()
    with ThreadPoolExecutor(3) as threads:
        asked = _warm()
        socket.send_fds(asked, [json.dumps(told).encode()], [typed, said, warned])
        for end in (typed, said, warned):
            os.close(end)
        threads.submit(_write, gives, given)
        out, errors = threads.submit(_read, says), threads.submit(_read, warns)
        status = _status(asked)
        return Ran(list(argv), status, out.result(), errors.result())


@cache
def _warm() -> socket.socket:
    """Start the warm process; its streams are pipes, as those of each call will be."""
    return warm("forking.py", streams=(subprocess.PIPE,) * 3)


def _status(asked: socket.socket) -> int:
    """Wait for the end of a call; one that takes too long is killed, and fails the test."""
    told = b""
    try:
        while not told.endswith(b"\n"):
            piece = asked.recv(64)
            assert piece, "the warm process has ended"
            told += piece
    except TimeoutError:
        with suppress(ProcessLookupError):
            os.kill(int(told), signal.SIGKILL)
        raise
    return int(told.split()[1])


def _write(end: int, text: str) -> None:
    with suppress(BrokenPipeError), open(end, "w", encoding="utf-8") as file:
        file.write(text)


def _read(end: int) -> str:
    with open(end, encoding="utf-8") as file:
        return file.read()
