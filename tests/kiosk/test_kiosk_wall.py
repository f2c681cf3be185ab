"""Code that nobody wrote for us runs in a worker: it reaches nothing, and nobody else notices."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import sandbox
from kiosk.sandbox import FREE, HELD
from tests.support.kiosk_host import PLANTED, Kiosk, small_kiosk
from tests.support.kiosk_person import Person, bystanders, visit
from tests.support.kiosk_processes import alive
from tests.support.kiosk_walls import walls
from tests.support.planted_attempts import ATTEMPTED

HEADERS = {
    0: Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    1: Path("/usr/include/asm-generic/unistd.h"),
}


@pytest.fixture(scope="module")
def open_kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    """Serve with workers that try what they must not be able to do."""
    folder = tmp_path_factory.mktemp("kiosk")
    (folder / "bait").touch()
    folder.chmod(0o777)
    attempts = {"PLANTED_ATTEMPTS": str(folder)}
    with small_kiosk(folder, program=PLANTED, environment=attempts) as kiosk:
        yield kiosk


async def told(person: Person) -> list[str]:
    """Wait until a worker has told which attempts worked."""
    titles = person.window.titles
    await person.wait(lambda: titles and titles[-1].startswith("["), "what worked")
    worked: list[str] = json.loads(titles[-1])
    return worked


@pytest.mark.skipif(walls() != sandbox.WHOLE, reason="this system has not all of the wall")
@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
async def test_foreign_code_in_a_worker_reaches_nothing(kiosk: Kiosk, term: str) -> None:
    before, zygote = {path.name for path in kiosk.folder.iterdir()}, kiosk.zygote
    async with bystanders(kiosk.port), visit(kiosk.port, term_type=term) as broken:
        if term != "dumb":
            await broken.starts()
            broken.press("X")
        assert await told(broken) == []
        await broken.starts() if term == "dumb" else broken.press("b")
    assert {path.name for path in kiosk.folder.iterdir()} == before
    assert alive(zygote)


def test_the_attempts_work_where_nothing_keeps_from_them() -> None:
    """Whoever starts tests as root can do all of this: else it would prove little."""
    free = {"read the program", "list a folder", "map memory that is run"}
    assert free <= {what for what in free if ATTEMPTED[what]()}


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
    for name, both in {**FREE, **HELD}.items():
        if (number := both[column]) is not None:
            assert named[name] == str(number), name


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_list_is_one_that_the_kernel_takes(machine: str) -> None:
    code = sandbox.program(machine)
    assert len(code) % 8 == 0
    assert len(code) // 8 < 4096
