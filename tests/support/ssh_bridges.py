"""Paramiko and asyncssh as a client: `python -m tests.support.ssh_bridges paramiko PORT`."""

from __future__ import annotations

import asyncio
import os
import select
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager

HOST, USER = "127.0.0.1", "check"


@contextmanager
def raw() -> Iterator[None]:
    """Hand on each key as it comes."""
    before = termios.tcgetattr(0)
    tty.setraw(0)
    try:
        yield
    finally:
        termios.tcsetattr(0, termios.TCSADRAIN, before)


def by_paramiko(port: int) -> int:
    """Hand on keys and what is shown until the session ends; return its status."""
    import paramiko  # noqa: PLC0415  (not everyone has it)

    with paramiko.Transport((HOST, port)) as transport:
        transport.start_client()
        transport.auth_none(USER)
        channel = transport.open_session()
        channel.get_pty(os.environ["TERM"], *os.get_terminal_size())
        channel.invoke_shell()
        while True:
            readable = select.select([channel, 0], [], [])[0]
            if 0 in readable:
                channel.sendall(os.read(0, 1024))
            elif not (data := channel.recv(65536)):
                return int(channel.recv_exit_status())
            else:
                os.write(1, data)


async def by_asyncssh(port: int) -> int:
    """Let asyncssh do the same."""
    import asyncssh  # noqa: PLC0415

    async with asyncssh.connect(
        HOST, port, username=USER, known_hosts=None, config=None, client_keys=None
    ) as connection:
        process = await connection.create_process(
            term_type=os.environ["TERM"], term_size=os.get_terminal_size(), encoding=None,
            stdin=os.dup(0), stdout=os.dup(1),
        )  # fmt: skip
        return int((await process.wait()).exit_status or 0)


if __name__ == "__main__":
    name, number = sys.argv[1], int(sys.argv[2])
    with raw():
        status = by_paramiko(number) if name == "paramiko" else asyncio.run(by_asyncssh(number))
    sys.exit(status)
