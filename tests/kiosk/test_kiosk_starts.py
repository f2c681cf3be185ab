"""Whose visit begins next, where only so many may begin at one time."""

from __future__ import annotations

import asyncio

import pytest

from kiosk.front.input import starts
from kiosk.front.input.starts import Start, Starts


class Door:
    """Visits that begin, in the order in which they were let."""

    def __init__(self, most: int) -> None:
        """Let so many begin at one time."""
        self.begun, self.rests = dict[str, Start](), 0
        self.starts = Starts(most, self._rest)
        self._tasks = list[asyncio.Task[None]]()

    def _rest(self) -> None:
        self.rests += 1

    async def come(self, *names: str) -> None:
        """Have visits come, each from the network that the first letter of its name says."""
        self._tasks += [asyncio.create_task(self._begin(name)) for name in names]
        await asyncio.sleep(0)

    async def _begin(self, name: str) -> None:
        self.begun[name] = await self.starts.begin(name[0])

    def give_up(self, number: int) -> None:
        """Wait no more for the visit that came as this number, from 0."""
        self._tasks[number].cancel()

    async def ends(self, name: str) -> str:
        """End the start of one visit; say whose began for it, if any."""
        before = set(self.begun)
        self.begun[name].end()
        await asyncio.sleep(0)
        return " ".join(set(self.begun) - before)


@pytest.mark.parametrize("most", [1, 3])
async def test_so_many_begin_at_one_time_and_no_more(most: int) -> None:
    door, names = Door(most), [f"a{n}" for n in range(6)]
    await door.come(*names)
    assert list(door.begun) == names[:most]
    for n in range(6):
        assert await door.ends(names[n]) == "".join(names[n + most : n + most + 1])


async def test_networks_take_turns_however_many_come_from_one() -> None:
    door = Door(1)
    await door.come("a1", "a2", "a3", "a4", "b1", "c1", "b2")
    for name in ("a1", "a2", "b1", "c1", "a3", "b2"):
        await door.ends(name)
    assert list(door.begun) == ["a1", "a2", "b1", "c1", "a3", "b2", "a4"]


async def test_an_end_counts_once() -> None:
    door = Door(1)
    await door.come("a1", "a2", "a3")
    assert await door.ends("a1") == "a2"
    assert await door.ends("a1") == ""
    assert await door.ends("a2") == "a3"


async def test_who_is_given_up_while_they_wait_holds_up_nobody() -> None:
    door = Door(1)
    await door.come("a1", "a2", "a3")
    door.give_up(1)
    await asyncio.sleep(0)
    assert await door.ends("a1") == "a3"


async def test_who_never_shows_anything_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starts, "MOST_SECONDS", 0.0)
    door = Door(1)
    await door.come("a1", "a2", "a3")
    while len(door.begun) < len(("a1", "a2", "a3")):
        await asyncio.sleep(0)


async def test_what_can_wait_waits_until_nobody_else_does() -> None:
    door = Door(1)
    await door.come("a1", "a2")
    await door.ends("a1")
    early = door.rests
    await door.ends("a2")
    assert (early, door.rests) == (0, 1)
