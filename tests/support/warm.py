"""Warm processes: each has imported what many tests need, and forks for whoever asks it."""

from __future__ import annotations

import atexit
import socket
import subprocess
import sys
from collections.abc import Mapping

from tests.support.forking import ROOT

LONGEST = 120
"""Seconds until one that does not answer is taken to hang."""


Streams = tuple[int | None, int | None, int | None]
"""Standard input, output and errors, as those of `subprocess`."""


def warm(
    script: str,
    *flags: str,
    streams: Streams = (subprocess.DEVNULL, None, None),
    env: Mapping[str, str] | None = None,
) -> socket.socket:
    """Start a script of this folder, and return where it is asked; it ends with this process."""
    near, far = socket.socketpair()
    number, (stdin, stdout, stderr) = far.fileno(), streams
    argv = [sys.executable, *flags, str(ROOT / "tests" / "support" / script), str(number)]
    server = subprocess.Popen(
        argv, stdin=stdin, stdout=stdout, stderr=stderr, env=env, cwd=ROOT, pass_fds=[number]
    )
    far.close()
    near.settimeout(LONGEST)
    atexit.register(_end, near, server)
    return near


def _end(near: socket.socket, server: subprocess.Popen[bytes]) -> None:
    near.close()
    server.communicate()


def line_of(asked: socket.socket) -> bytes:
    """Return the line that a warm process answers."""
    told = b""
    while not told.endswith(b"\n"):
        piece = asked.recv(64)
        assert piece, "the warm process has ended"
        told += piece
    return told
