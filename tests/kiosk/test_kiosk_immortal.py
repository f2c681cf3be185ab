"""What is loaded before a fork stays shared with it: a count that changed would copy its page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.kiosk_host import Kiosk
from tests.support.kiosk_person import visit
from tests.support.kiosk_processes import children
from tests.support.terminal import DEADLINE, ROOT

COUNTED = sys.version_info < (3, 12)
"""Whether this Python counts references to all objects, so that none can be made immortal."""

MOST = 8 * 1024
"""KiB; a visit takes some 6,200 at its start, and 11,300 where counts are copied."""

FORKED = """
import gc, os, re, sys
from pathlib import Path
from kiosk.worker.immortal import make_immortal
def copied():
    told = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    return int(re.search(r"Private_Dirty: *([0-9]+)", told)[1])
things = [object() for _ in range(400_000)]
if sys.argv[1] == "immortal":
    make_immortal()
gc.freeze()
end, told = os.pipe()
if not os.fork():
    before = copied()
    for thing in things:
        pass
    os.write(told, b"%d" % (copied() - before))
    os._exit(0)
print(os.read(end, 99).decode())
"""

KEPT = """
import sys
from kiosk.worker.immortal import make_immortal
def one():
    return "a constant of its own", 12345678901234567890
def counting():
    yield one
table = {"key": ["in a list", {"deeper": 9.75}]}
waiting = counting()
next(waiting)
assert make_immortal() > 1000
most = sys.getrefcount(None)
for thing in (one, one.__code__.co_consts, *one.__code__.co_consts[1:], table, table["key"],
              *table["key"], table["key"][1]["deeper"], sys):
    assert sys.getrefcount(thing) == most, thing
assert sys.getrefcount(waiting) < most
table["new"] = new = [object()]
assert sys.getrefcount(new) < most
del table["new"], table["key"]
print(sys.getrefcount(new))
"""


def ran(program: str, *arguments: str) -> int:
    """Run a program in a process of its own, which stays changed; return the number it prints."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=DEADLINE,
    )  # fmt: skip
    return int(done.stdout)


@pytest.mark.skipif(COUNTED, reason="this Python counts references to every object")
def test_a_fork_that_looks_at_what_is_immortal_copies_nothing() -> None:
    assert ran(FORKED, "mortal") > 5000
    assert ran(FORKED, "immortal") < 500


@pytest.mark.skipif(COUNTED, reason="this Python counts references to every object")
def test_what_is_loaded_is_immortal_and_what_comes_later_or_runs_is_not() -> None:
    assert ran(KEPT) == 2  # the name, and the call that asks


@pytest.mark.skipif(not COUNTED, reason="this Python has immortal objects")
def test_nothing_is_changed_where_every_reference_is_counted() -> None:
    program = "import sys; from kiosk.worker.immortal import make_immortal as make; things = [[]]; "
    assert ran(f"{program}print(make() + sys.getrefcount(things[0]))") == 2


def copied(pid: int) -> int:
    """Return the KiB of a process that it shares with no other."""
    told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return int(next(line for line in told if line.startswith("Private_Dirty")).split()[1])


@pytest.mark.skipif(COUNTED, reason="this Python counts references to every object")
async def test_a_visit_copies_less_than_the_counts_of_what_is_loaded(kiosk: Kiosk) -> None:
    async with visit(kiosk.port) as person:
        await person.starts()
        kiosk.looked_into()
        first, *_ = children(kiosk.zygote)
        assert 0 < copied(first) < MOST
