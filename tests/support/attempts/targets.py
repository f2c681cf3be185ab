"""What attempts aim at: the processes of a kiosk, and lures that a test lays out in a folder."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from tests.support.kiosk_processes import alive
from tests.support.planted_kiosk import ATTEMPTS, WALL

ZYGOTE, FRONT = os.getpid(), os.getppid()
"""This is read in the zygote, before it forks."""

FOLDER = Path(os.environ.get(ATTEMPTS, "/nowhere"))
KEY, BAIT, INNER = FOLDER / "key", FOLDER / "bait", FOLDER / "inner"
BUS, JOURNAL, PORTS = FOLDER / "bus", FOLDER / "journal", FOLDER / "ports"
ABSTRACT = f"\0evenground-lure-{FOLDER.name}"

siblings: list[int] = []
"""Other workers of this zygote: it notes whom it forks, and a worker who of them is there."""

ports: list[int] = []
"""Of a TCP and a UDP socket that somebody else listens on."""

strange: list[int] = []
"""Links and sockets for orders that are open in this worker, and not its own."""

STANDARD, MOST = 3, 1024
"""The first descriptor that is no standard one, and how many are looked at."""

kept: dict[int, int] = {}
"""Of each process, an address where it keeps what it never changes, as far as that can be seen."""


def look_round(own: int) -> None:
    """See what there is to aim at, while this process may still see it, but for its `own` link."""
    strange[:] = (fd for fd in range(STANDARD, MOST) if fd != own and speaks_in_messages(fd))
    siblings[:] = filter(alive, siblings)
    ports[:] = map(int, PORTS.read_text(encoding="utf-8").split())
    for pid in (FRONT, ZYGOTE, *siblings) if WALL in os.environ else ():
        with suppress(OSError):
            kept[pid] = data_of(pid)


def speaks_in_messages(fd: int) -> bool:
    """Say whether this is open, and a socket such as those between the front and its workers."""
    try:
        if not stat.S_ISSOCK(os.fstat(fd).st_mode):
            return False
    except OSError:
        return False
    with socket.socket(fileno=os.dup(fd)) as end:
        return end.type == socket.SOCK_SEQPACKET


def data_of(pid: int) -> int:
    """Return where the first program of a process has its data."""
    lines = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines()
    found = (int(line.partition("-")[0], 16) for line in lines if " rw-p " in line and "/" in line)
    return next(found, 0)


@contextmanager
def lures(folder: Path) -> Iterator[None]:
    """Lay out files that anybody may write, and listen as a journal, a bus and a network do."""
    folder.chmod(0o777)
    for name in ("bait", "victim"):
        (folder / name).touch()
        (folder / name).chmod(0o666)
    (folder / "inner").mkdir()
    with ExitStack() as open_:
        tcp = open_.enter_context(socket.create_server(("127.0.0.1", 0)))
        udp = open_.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        udp.bind(("127.0.0.1", 0))
        numbers = (end.getsockname()[1] for end in (tcp, udp))
        (folder / "ports").write_text(" ".join(map(str, numbers)), encoding="utf-8")
        named = {"bus": socket.SOCK_STREAM, "journal": socket.SOCK_DGRAM}
        for name, kind in named.items():
            end = open_.enter_context(socket.socket(socket.AF_UNIX, kind))
            end.bind(str(folder / name))
            if kind == socket.SOCK_STREAM:
                end.listen()
            (folder / name).chmod(0o777)
        abstract = open_.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
        abstract.bind(f"\0evenground-lure-{folder.name}")
        abstract.listen()
        yield
