"""What systemd is told of a kiosk, by a real socket: when it is open, reloads, and closes."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.notify import VARIABLE
from tests.support.kiosk_host import (
    LOOPBACK,
    WIDE_OPEN,
    Kiosk,
    forked_kiosk,
    free_port,
    write_settings,
)
from tests.support.kiosk_person import visit
from tests.support.kiosk_processes import until
from tests.support.small import write_small
from tests.support.terminal import DEADLINE

READY, RELOADING, STOPPING = "READY=1", "RELOADING=1", "STOPPING=1"


@contextmanager
def manager(address: str) -> Iterator[socket.socket]:
    """Listen as systemd does."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as end:
        end.bind(address)
        end.settimeout(DEADLINE)
        yield end


def hears(end: socket.socket) -> str:
    """Wait for the next message, and say its first line."""
    return end.recv(4096).decode().splitlines()[0]


def hears_no_more(end: socket.socket) -> bool:
    """Say whether nothing waits, where whoever could say something has ended."""
    end.setblocking(False)
    try:
        return not end.recv(4096)
    except BlockingIOError:
        return True


def reload(kiosk: Kiosk, more: str) -> None:
    """Write other settings, and ask the kiosk to take them."""
    write_settings(kiosk.folder, kiosk.folder / "small", more)
    kiosk.signal(signal.SIGHUP)


async def test_a_start_a_reload_a_faulty_one_and_a_drain_are_told_in_order(tmp_path: Path) -> None:
    path = str(tmp_path / "n")
    with manager(path) as end, forked_kiosk(tmp_path, environment={VARIABLE: path}) as kiosk:
        assert hears(end) == READY
        for settings in (WIDE_OPEN, "nobody = 1\n"):
            reload(kiosk, settings)
            assert [hears(end), hears(end)] == [RELOADING, READY]
        async with visit(kiosk.port) as inside:
            await inside.starts()
            kiosk.signal(signal.SIGTERM)
            assert hears(end) == STOPPING
        kiosk.wait_end()
        assert hears_no_more(end)


def test_an_abstract_socket_is_told_too_and_no_reload_after_the_last_word(tmp_path: Path) -> None:
    name = f"kiosk-{os.getpid()}-{tmp_path.name}"
    with (
        manager(f"\0{name}") as end,
        forked_kiosk(tmp_path, environment={VARIABLE: f"@{name}"}) as kiosk,
    ):
        assert hears(end) == READY
        with socket.create_connection((LOOPBACK, kiosk.port)) as arriving:
            assert arriving.recv(4)
            kiosk.signal(signal.SIGTERM)
            assert hears(end) == STOPPING
            kiosk.signal(signal.SIGHUP)
        kiosk.wait_end()
        assert hears_no_more(end)


def test_whoever_hears_that_it_is_ready_can_come(tmp_path: Path) -> None:
    path, port = str(tmp_path / "n"), free_port()
    settings = write_settings(tmp_path, write_small(tmp_path), WIDE_OPEN, port)

    def comes() -> bytes:
        assert hears(end) == READY
        with socket.create_connection((LOOPBACK, port)) as person:
            return person.recv(4)

    with manager(path) as end, ThreadPoolExecutor() as thread:
        came = thread.submit(comes)
        with Kiosk(settings, environment={VARIABLE: path}):
            assert came.result() == b"SSH-"


@pytest.mark.parametrize("address", ["", "nowhere", "vsock:2:1", "/nowhere/at/all", "@nowhere"])
def test_without_anybody_who_listens_it_opens_all_the_same(tmp_path: Path, address: str) -> None:
    with forked_kiosk(tmp_path, environment={VARIABLE: address}) as kiosk:
        kiosk.signal(signal.SIGTERM)
        assert kiosk.wait_end() == 0


async def test_no_other_process_of_the_kiosk_knows_or_holds_the_socket(tmp_path: Path) -> None:
    path = str(tmp_path / "n")
    with manager(path) as end, forked_kiosk(tmp_path, environment={VARIABLE: path}) as kiosk:
        kiosk.looked_into()
        assert hears(end) == READY
        await kiosk.spare()
        others = kiosk.all[1:]
        assert len(others) == 2
        for pid in others:
            assert VARIABLE.encode() not in Path(f"/proc/{pid}/environ").read_bytes()
        # An end that is handed to a new worker is held by both for a moment.
        await until(lambda: not held(kiosk.pid) & held(*others), "no socket held by two")


def held(*pids: int) -> set[str]:
    """Say which sockets these processes hold."""
    folders = [f"/proc/{pid}/fd" for pid in pids]
    links = [link_of(f"{folder}/{fd}") for folder in folders for fd in os.listdir(folder)]
    return {link for link in links if link.startswith("socket:")}


def link_of(descriptor: str) -> str:
    """Say what a descriptor leads to; nothing, if it was closed meanwhile."""
    try:
        return os.readlink(descriptor)
    except FileNotFoundError:
        return ""
