"""What the memory of a kiosk holds of people who left: read byte by byte, as a thief would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.kiosk_host import Kiosk, small_kiosk
from tests.support.kiosk_person import OPTIONS, USER, connect, visit
from tests.support.kiosk_processes import until
from tests.support.traces import ASKED

ADDRESS = "127.0.0.93"


def memory(pid: int) -> bytes:
    """Read all that a process can write to."""
    held = bytearray()
    with open(f"/proc/{pid}/mem", "rb", 0) as file:
        for area in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines():
            if found := re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", area):
                start, end = (int(part, 16) for part in found.groups())
                with suppress(OSError):  # an area that only the kernel reads
                    file.seek(start)
                    held += file.read(end - start)
    return bytes(held)


def found(kiosk: Kiosk, *marks: str) -> dict[str, list[int]]:
    """Count each mark in each process of a kiosk."""
    held = [memory(pid) for pid in kiosk.all]
    return {mark: [one.count(mark.encode()) for one in held] for mark in marks}


@pytest.fixture(scope="module")
def open_kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    """Serve for all tests here."""
    with small_kiosk(tmp_path_factory.mktemp("kiosk")) as kiosk:
        try:
            memory(kiosk.pid)
        except OSError:
            pytest.skip("this system lets nobody read the memory of another process")
        yield kiosk


async def visits(kiosk: Kiosk, marks: tuple[str, ...]) -> None:
    """Visit in some ways, one of them broken off; while they are there the marks are found."""
    for n in range(6):
        async with visit(kiosk.port, address=ADDRESS) as person:
            await person.starts()
            await person.does("3", OPTIONS[2])
            if n == 0:
                assert all(any(times) for times in found(kiosk, *marks).values())
            person.press("enter")
            await person.sees(ASKED["acts"])
            if n % 2:
                person.press("ctrl+c")
                await person.ends()
    connection = await connect(kiosk.port, local_addr=(ADDRESS, 0))
    connection.abort()


async def test_nothing_of_those_who_left_is_in_memory(kiosk: Kiosk) -> None:
    marks = (USER, ADDRESS, OPTIONS[2])

    def gone(before: dict[str, list[int]]) -> bool:
        now = found(kiosk, *marks)
        return all(sum(now[mark]) <= sum(before[mark]) for mark in marks)

    before = found(kiosk, *marks)
    await visits(kiosk, marks)
    await kiosk.spare()
    await until(lambda: gone(before), "nothing is left")
