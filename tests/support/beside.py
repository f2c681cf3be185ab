"""The processes beside an editor, without the second in which Python starts and imports.

Each process of tests keeps one warm process (`beside_forking.py`), which forks for each that an
editor starts. That Python starts them is tested with `Judge`, `Painter` and the whole program.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from unittest.mock import patch

from tests.support.warm import line_of, warm

FORKED = ("editor.judging.process", "editor.preview.process")
BESIDE = "editor.preview.warm_process.asyncio.create_subprocess_exec"


class Writing(asyncio.streams.FlowControlMixin):
    """What is written to a process, until nobody is there to read it."""

    def __init__(self) -> None:
        """Start with somebody there."""
        super().__init__()
        self.over = asyncio.Event()

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that nothing more can be written."""
        super().connection_lost(exc)
        self.over.set()


class Forked:
    """A forked process, with what its starter uses of asyncio's own."""

    def __init__(self, pid: int, stdin: asyncio.StreamWriter, writing: Writing) -> None:
        """Keep its streams."""
        self.pid, self.stdin, self._writing = pid, stdin, writing
        self.stdout, self.alive = asyncio.StreamReader(), asyncio.StreamReader()

    async def wait(self) -> None:
        """Wait until it and all that it has forked have ended."""
        await self.alive.read()
        await self._writing.over.wait()


@contextmanager
def forked_beside() -> Iterator[None]:
    """Let what editors start beside them be forked."""
    _warm()
    started = asyncio.create_subprocess_exec

    async def start(*argv: str, **more: object) -> Forked | asyncio.subprocess.Process:
        module = argv.index("-m") + 1 if "-m" in argv else 0
        if argv[module] not in FORKED:
            return await started(*argv, **more)  # type: ignore[arg-type]  # handed on as they came
        env = more["env"]
        assert isinstance(env, Mapping)
        return await _forked(argv[module:], str(more["cwd"]), env)

    with patch(BESIDE, start):
        yield


async def _forked(arguments: Sequence[str], cwd: str, env: Mapping[str, str]) -> Forked:
    typed, gives = os.pipe()
    says, said = os.pipe()
    lives, alive = os.pipe()
    told = {"arguments": arguments, "cwd": cwd, "env": dict(env)}
    asked = _warm()
    socket.send_fds(asked, [json.dumps(told).encode()], [typed, said, alive])
    for end in (typed, said, alive):
        os.close(end)
    pid = int(line_of(asked))
    process = Forked(pid, *await _writer(gives))
    await _read(says, process.stdout)
    await _read(lives, process.alive)
    return process


async def _writer(end: int) -> tuple[asyncio.StreamWriter, Writing]:
    loop = asyncio.get_running_loop()
    file = os.fdopen(end, "wb", 0)
    transport, writing = await loop.connect_write_pipe(Writing, file)
    return asyncio.StreamWriter(transport, writing, None, loop), writing


async def _read(end: int, reader: asyncio.StreamReader) -> None:
    loop = asyncio.get_running_loop()
    file = os.fdopen(end, "rb", 0)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), file)


@cache
def _warm() -> socket.socket:
    """Start the warm process, and wait until it is."""
    near = warm("beside_forking.py", "-X", "utf8", "-W", "ignore")
    line_of(near)
    return near
