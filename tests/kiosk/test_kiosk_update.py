"""An update of all kiosks behind a real HAProxy, one after the other, with people inside."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.kiosk_balancer import Front, Place, balancer, two_places
from tests.support.kiosk_host import Kiosk
from tests.support.kiosk_person import OPTIONS, Person, visit
from tests.support.kiosk_processes import until
from tests.support.terminal import DEADLINE
from tests.support.traces import ASKED

EACH = 1
"""People inside each kiosk when its update begins; it is the four kiosks that take time."""


@dataclass
class House:
    """Kiosks behind a balancer, and who was handed to which."""

    front: Front
    places: tuple[Place, Place]
    stack: AsyncExitStack
    kiosks: list[Kiosk] = field(default_factory=list)
    inside: tuple[list[Person], list[Person]] = field(default_factory=lambda: ([], []))
    came: int = 0

    def open(self, place: Place) -> Kiosk:
        """Open a kiosk here."""
        return self.stack.enter_context(Kiosk(place.settings))

    @property
    def people(self) -> list[int]:
        """How many are at each."""
        return [place.people for place in self.places]

    async def comes(self) -> None:
        """Let one more person come, from an address of their own, and go to a question."""
        before = self.people
        self.came += 1
        address = f"127.0.1.{self.came}"
        person = await self.stack.enter_async_context(visit(self.front.port, address=address))
        await person.starts()
        await person.does("3", OPTIONS[2])
        (where,) = [n for n, count in enumerate(self.people) if count > before[n]]
        self.inside[where].append(person)

    async def knocks(self) -> None:
        """See that as many as there are kiosks find an open door in the same moment."""
        async with asyncio.TaskGroup() as tasks:
            for _ in self.places:
                tasks.create_task(self._knocks())

    async def _knocks(self) -> None:
        self.came += 1
        port, address = self.front.port, (f"127.0.1.{self.came}", 0)
        async with asyncio.timeout(DEADLINE):
            read, write = await asyncio.open_connection("127.0.0.1", port, local_addr=address)
            assert await read.readexactly(4) == b"SSH-"
            write.close()

    async def updates(self, which: int) -> None:
        """Close one, let those inside finish, and open the next one in its place."""
        old, people = self.kiosks[which], self.inside[which]
        old.signal(signal.SIGTERM)
        await until(lambda: self.places[which].closes, "it closes, as the balancer knows later")
        await self.knocks()
        await self.comes()
        for person in people:
            await person.wait(lambda it=person: ASKED["gate"] not in it.text, "a word")  # type: ignore[misc]
            person.press("enter")
            await person.sees(ASKED["gate"])
            await person.finishes()
            person.press("ctrl+c")
            await person.ends()
            assert person.status == 0
        people.clear()
        assert await asyncio.to_thread(old.wait_end) == 0
        await self.knocks()
        self.kiosks[which] = await asyncio.to_thread(self.open, self.places[which])
        await until(lambda: self.front.open == len(self.places), "all are open")


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """Open two kiosks behind HAProxy."""
    places = two_places(tmp_path)
    async with AsyncExitStack() as stack:
        house = House(stack.enter_context(balancer(tmp_path, places)), places, stack)
        house.kiosks.extend(house.open(place) for place in places)
        await until(lambda: house.front.open == len(places), "both are open")
        yield house


async def test_nobody_loses_a_visit_while_all_kiosks_are_updated(house: House) -> None:
    for _ in range(EACH * len(house.places)):
        await house.comes()
    assert house.people == [EACH, EACH]
    for which in range(len(house.places)):
        await house.updates(which)
    (late,) = [person for people in house.inside for person in people]
    await late.finishes()
