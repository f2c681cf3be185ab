"""What the front and the zygote of a kiosk can do no more, and what they still can."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk import giving_up, sandbox
from kiosk.giving_up import CLONE, CLONE3, NEVER, WARM
from tests.kiosk.test_kiosk_wall import HEADERS, kernel_numbers
from tests.support.kiosk_walls import walls
from tests.support.terminal import ROOT

TRIES = """
import ctypes, json, os, pty, socket, subprocess, sys
from kiosk.giving_up import give_up_in_front, give_up_in_zygote
from tests.support.planted_attempts import CALLS, C, ARM, _call, _made
folder, who = sys.argv[1:]
port = socket.create_server(("127.0.0.1", 0))
taken = port.getsockname()[1]
free = socket.create_server(("127.0.0.1", 0))
own = free.getsockname()[1]
free.close()
def forks():
    pid = os.fork()
    if not pid: os._exit(7)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
def runs(*argv):
    return subprocess.run(argv, stdin=subprocess.DEVNULL).returncode == 0
tried = {
    "read a file": lambda: open(os.path.join(folder, "bait")).close() or True,
    "write a file": lambda: open(os.path.join(folder, "bait"), "w").close() or True,
    "make a file": lambda: open(os.path.join(folder, "made"), "w").close() or True,
    "make a folder": lambda: os.mkdir(os.path.join(folder, "dir")) or True,
    "delete": lambda: os.unlink(os.path.join(folder, "bait")) or True,
    "list a folder": lambda: bool(os.listdir(folder)),
    "see what it uses": lambda: bool(open("/proc/self/statm").read()),
    "open null": lambda: os.open(os.devnull, os.O_RDWR) > 0,
    "make a terminal": lambda: bool(pty.openpty()),
    "connect": lambda: bool(socket.create_connection(("127.0.0.1", taken))),
    "listen on its port": lambda: bool(socket.create_server(("127.0.0.1", own))),
    "listen on another port": lambda: bool(socket.create_server(("127.0.0.1", 0))),
    "fork": forks,
    "run python": lambda: runs(sys.executable, "-S", "-c", ""),
    "run a program": lambda: runs("/bin/true"),
    "make a world": lambda: C.unshare(0x10000000) == 0,
    "clone into a world": lambda: _made(C.syscall(220 if ARM else 56, 0x10000011, 0, 0, 0, 0)),
    "trace its parent": lambda: _made(C.ptrace(16, os.getppid(), 0, 0)),
    "make a file without a name": lambda: os.memfd_create("x") > 0,
    **{name: (lambda name=name: _call(name, 1, 0, 0, 0, 0)) for name in CALLS},
}
def works(attempt):
    try:
        return attempt()
    except OSError:
        return False
parts = {"front": lambda: give_up_in_front({own}), "zygote": give_up_in_zygote}[who]()
print(json.dumps([parts, [name for name in tried if works(tried[name])]]))
"""

KEPT = {
    "front": {
        "read a file", "list a folder", "see what it uses", "open null", "make a terminal",
        "listen on its port", "fork", "run python",
    },
    "zygote": {"see what it uses", "open null", "fork"},
}  # fmt: skip


@pytest.mark.skipif(walls() != sandbox.WHOLE, reason="this system has not all of the wall")
@pytest.mark.parametrize("who", KEPT)
def test_each_process_keeps_what_it_needs_and_no_more(tmp_path: Path, who: str) -> None:
    (tmp_path / "bait").touch()
    ran = subprocess.run(
        [sys.executable, "-c", TRIES, str(tmp_path), who], check=True, cwd=ROOT,
        capture_output=True, text=True,
    )  # fmt: skip
    parts, worked = json.loads(ran.stdout)
    assert parts == sandbox.WHOLE
    assert set(worked) == KEPT[who]


@pytest.mark.parametrize("column", HEADERS)
def test_refused_calls_have_the_numbers_of_the_kernel(column: int) -> None:
    named = kernel_numbers(column)
    for name, both in {**NEVER, **WARM, **CLONE, **CLONE3}.items():
        if (number := both[column]) is not None:
            assert named[name] == str(number), name


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_no_call_that_a_worker_needs_is_refused_to_a_zygote(machine: str) -> None:
    assert not {*sandbox.FREE, *sandbox.HELD} & {*NEVER, *WARM}
    assert len(giving_up.program(machine, {**NEVER, **WARM})) // 8 < 4096
