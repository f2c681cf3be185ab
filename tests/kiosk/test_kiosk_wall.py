"""Code that nobody wrote for us runs in a worker: it reaches nothing, and nobody else notices."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kiosk import sandbox
from kiosk.sandbox import FREE, HELD
from tests.support.attempts.calls import CALLS
from tests.support.attempts.table import ABSENT, ATTEMPTED, WORKED
from tests.support.attempts.targets import lures
from tests.support.kiosk_host import PLANTED, Kiosk, small_kiosk
from tests.support.kiosk_person import Person, bystanders, visit
from tests.support.kiosk_processes import alive
from tests.support.kiosk_walls import walls
from tests.support.planted_kiosk import ATTEMPTS, WALL
from tests.support.terminal import ROOT

PAGE = ROOT / "docs" / "kiosk" / "WALLS.md"
HEADERS = {
    0: Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    1: Path("/usr/include/asm-generic/unistd.h"),
}


@contextmanager
def planted(folder: Path, **wall: str) -> Iterator[Kiosk]:
    """Serve with workers that try what they must not be able to do."""
    with (
        lures(folder),
        small_kiosk(folder, program=PLANTED, environment={ATTEMPTS: str(folder), **wall}) as kiosk,
    ):
        yield kiosk


@pytest.fixture
def anywhere() -> Iterator[Path]:
    """Make a folder that everybody may go into, so that no other folder keeps them from it."""
    with TemporaryDirectory() as name:
        yield Path(name)


@pytest.fixture(scope="module")
def open_kiosk() -> Iterator[Kiosk]:
    """Serve with the whole wall around workers."""
    with TemporaryDirectory() as name, planted(Path(name)) as kiosk:
        yield kiosk


async def told(person: Person) -> dict[str, str]:
    """Wait until a worker has told what came of its attempts."""
    titles = person.window.titles
    await person.wait(lambda: titles and titles[-1].startswith("{"), "what worked")
    came: dict[str, str] = json.loads(titles[-1])
    return came


@pytest.mark.skipif(walls() != sandbox.WHOLE, reason="this system has not all of the wall")
@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
async def test_foreign_code_in_a_worker_reaches_nothing(kiosk: Kiosk, term: str) -> None:
    before, zygote = {path.name for path in kiosk.folder.iterdir()}, kiosk.zygote
    async with bystanders(kiosk.port), visit(kiosk.port, term_type=term) as broken:
        if term != "dumb":
            await broken.starts()
            broken.press("X")
        came = await told(broken)
        assert set(came) == set(ATTEMPTED)
        assert [what for what, how in came.items() if how == WORKED] == []
        await broken.starts() if term == "dumb" else broken.press("b")
    assert {path.name for path in kiosk.folder.iterdir()} == before
    assert alive(zygote)


async def tried_behind(folder: Path, wall: str) -> dict[str, str]:
    """Try all in a worker that only this part of the wall keeps in."""
    with planted(folder, **{WALL: wall}) as kiosk:
        async with visit(kiosk.port, term_type="dumb") as broken:
            return await told(broken)


@pytest.mark.skipif(walls() != sandbox.WHOLE, reason="this system has not all of the wall")
async def test_the_wall_alone_keeps_in_a_worker_that_gave_up_nothing_else(anywhere: Path) -> None:
    came = await tried_behind(anywhere, "both")
    assert [what for what, how in came.items() if how == WORKED] == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may do all of this")
async def test_each_attempt_works_where_no_wall_keeps_from_it(anywhere: Path) -> None:
    came = await tried_behind(anywhere, "nothing")
    failed = {what: how for what, how in came.items() if how not in {WORKED, *ABSENT}}
    assert failed == {}


def rows() -> dict[str, list[str]]:
    """Read the table in the docs: what came of each attempt behind each wall."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    return {row[0]: row[1:] for row in cells if row[0] not in {"attempt", "---"}}


def test_the_table_in_the_docs_lists_what_is_tried_and_promises_what_holds() -> None:
    assert list(rows()) == list(ATTEMPTED)
    assert {row[0] for row in rows().values()} <= {"**works**", "absent"}
    assert not {"**works**", "hung"} & {cell for row in rows().values() for cell in row[-2:]}


def status(pid: int) -> dict[str, str]:
    """Read what the system says of a process."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return dict(re.findall(r"^(\w+):\s*(.*)$", text, re.MULTILINE))


async def test_no_process_of_a_kiosk_is_open_to_debuggers_or_leaves_a_core(kiosk: Kiosk) -> None:
    """A process that is closed to debuggers belongs to root in /proc, whoever runs it."""
    await kiosk.spare()
    for pid in kiosk.all:
        limits = Path(f"/proc/{pid}/limits").read_text(encoding="utf-8")
        assert re.search(r"^Max core file size +0 +0 ", limits, re.MULTILINE), limits
    if os.geteuid():
        assert {os.stat(f"/proc/{pid}/environ").st_uid for pid in kiosk.all} == {0}


@pytest.mark.skipif(not walls() & sandbox.SECCOMP, reason="this system has no seccomp")
async def test_each_process_gives_up_more_calls_than_the_one_before(kiosk: Kiosk) -> None:
    spare = await kiosk.spare()
    processes = (os.getpid(), kiosk.pid, kiosk.zygote, spare)
    filters = [int(status(pid)["Seccomp_filters"]) for pid in processes]
    assert filters == [filters[0] + n for n in range(4)]


def kernel_numbers(column: int) -> dict[str, str]:
    """Read the numbers of calls from the kernel's headers; skips the test without them."""
    if not HEADERS[column].exists():
        pytest.skip("the headers of the kernel are not installed")
    text = HEADERS[column].read_text(encoding="utf-8")
    named = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)\n", text))
    named.setdefault("newfstatat", named.get("fstatat", ""))
    return named


@pytest.mark.parametrize("column", HEADERS)
def test_calls_have_the_numbers_of_the_kernel(column: int) -> None:
    named = kernel_numbers(column)
    for name, both in {**CALLS, **FREE, **HELD}.items():
        if (number := both[column]) is not None:
            assert named[name] == str(number), name


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_list_is_one_that_the_kernel_takes(machine: str) -> None:
    code = sandbox.program(machine)
    assert len(code) % 8 == 0
    assert len(code) // 8 < 4096
