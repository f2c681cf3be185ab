"""What the memory of a kiosk holds of people who left: read byte by byte, as a thief would."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.kiosk_host import Kiosk, small_kiosk
from tests.support.kiosk_memory import found, memory
from tests.support.kiosk_person import OPTIONS, USER, connect, visit
from tests.support.kiosk_processes import until
from tests.support.traces import ASKED

ADDRESS = "127.0.0.93"


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
