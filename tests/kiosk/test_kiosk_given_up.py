"""What the front and the zygote of a kiosk can do no more, and what they still can."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk import giving_up, sandbox
from kiosk.giving_up import CLONE, CLONE3, NEVER, WARM
from tests.kiosk.test_kiosk_wall import HEADERS, kernel_numbers
from tests.support.attempts.table import ABSENT
from tests.support.kiosk_walls import walls
from tests.support.terminal import ROOT

TRIES = """
import json, os, pty, socket, subprocess, sys
from kiosk.giving_up import give_up_in_front, give_up_in_zygote
from tests.support.attempts import targets
from tests.support.attempts.table import ABSENT, ATTEMPTED, WORKED, outcome
targets.kept[targets.FRONT] = targets.data_of(targets.FRONT)
folder, who, *more = sys.argv[1:]
port = socket.create_server(("127.0.0.1", 0))
taken = port.getsockname()[1]
free = socket.create_server(("127.0.0.1", 0))
own = free.getsockname()[1]
free.close()
def runs(*argv):
    return subprocess.run(argv, stdin=subprocess.DEVNULL).returncode == 0
tried = {
    "read a file": lambda: open(os.path.join(folder, "bait")).close() or True,
    "write a file": lambda: open(os.path.join(folder, "bait"), "w").close() or True,
    "make a file": lambda: open(os.path.join(folder, "made"), "w").close() or True,
    "make a folder": lambda: os.mkdir(os.path.join(folder, "dir")) or True,
    "list a folder": lambda: bool(os.listdir(folder)),
    "delete": lambda: os.unlink(os.path.join(folder, "bait")) or True,
    "see what it uses": lambda: bool(open("/proc/self/statm").read()),
    "open null": lambda: os.open(os.devnull, os.O_RDWR) > 0,
    "make a terminal": lambda: bool(pty.openpty()),
    "connect": lambda: bool(socket.create_connection(("127.0.0.1", taken))),
    "listen on its port": lambda: bool(socket.create_server(("127.0.0.1", own))),
    "listen on another port": lambda: bool(socket.create_server(("127.0.0.1", 0))),
    "run python": lambda: runs(sys.executable, "-S", "-c", ""),
    "run a program": lambda: runs("/bin/true"),
    **{name: ATTEMPTED[name] for name in more},
}
gives = {"front": lambda: give_up_in_front({own}), "zygote": give_up_in_zygote}
parts = gives[who]() if who in gives else None
came = {name: outcome(attempt) for name, attempt in tried.items()}
worked = [name for name in came if came[name] == WORKED]
print(json.dumps([parts, worked, {name: came[name] for name in tried if name not in worked}]))
"""

FROM_THE_TABLE = (
    "fork", "make a user world", "be born into a user world", "clone with more words",
    "make a network world", "join a network world", "take a plain layout of memory",
    "trace the front", "read the memory of the front", "change its root", "ask in rings",
    "handle its own faults", "load a table into the kernel", "count events", "keep a key",
    "ask for keys", "keep a file in memory alone", "keep memory that nobody sees",
    "read the kernel's log", "run a program without a name",
)  # fmt: skip
"""What a worker may not do (`tests/support/attempts`) and others may neither, but fork."""

KEPT = {
    "front": {
        "read a file", "list a folder", "see what it uses", "open null", "make a terminal",
        "listen on its port", "fork", "run python",
    },
    "zygote": {"see what it uses", "open null", "fork"},
}  # fmt: skip


def tries(folder: Path, who: str) -> tuple[int | None, set[str], dict[str, str]]:
    """Try all in a process; return the parts of its wall, what worked, and why the rest did not."""
    (folder / "bait").touch()
    ran = subprocess.run(
        [sys.executable, "-c", TRIES, str(folder), who, *FROM_THE_TABLE], check=True, cwd=ROOT,
        capture_output=True, text=True,
    )  # fmt: skip
    parts, worked, refused = json.loads(ran.stdout)
    return parts, set(worked), refused


@pytest.mark.skipif(walls() != sandbox.WHOLE, reason="this system has not all of the wall")
@pytest.mark.parametrize("who", KEPT)
def test_each_process_keeps_what_it_needs_and_no_more(tmp_path: Path, who: str) -> None:
    parts, worked, _ = tries(tmp_path, who)
    assert parts == sandbox.WHOLE
    assert worked == KEPT[who]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may do all of this")
def test_a_process_that_gave_up_nothing_can_do_all_of_it(tmp_path: Path) -> None:
    _, _, refused = tries(tmp_path, "anybody")
    assert {what: why for what, why in refused.items() if why not in ABSENT} == {}


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
