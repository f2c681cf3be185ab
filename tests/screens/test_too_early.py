"""Whoever types too early sees that a key was not taken, and the next one counts."""

from __future__ import annotations

import pytest

from screens.full.column import Pinned
from screens.full.question import Ask
from tests.support.bursts import BYTES, Typist, typist


def notice(person: Typist) -> str:
    """Return what is said below the question."""
    return person.seat.screen.query_one(Pinned).says("notice")


def typed(person: Typist, *keys: str) -> None:
    """Type keys in one piece."""
    person.send(b"".join(BYTES.get(key, key.encode()) for key in keys))


async def test_a_dropped_key_is_said_once_and_until_the_next_key_that_counts() -> None:
    async with typist() as person:
        await person.slowly("1", "enter")
        said = person.seat.words("ask.early")
        typed(person, "3", "enter", "3", "enter")
        await person.settles()
        assert notice(person) == said
        person.quiet()
        await person.settles()
        assert notice(person) == said
        await person.slowly("2")
        assert notice(person) == ""
        assert person.state[-1] == "dark-unsure"


@pytest.mark.parametrize("key", ["enter", "s", "b", "l", "1"])
async def test_a_key_held_down_is_said_once_and_ends_with_a_pause(key: str) -> None:
    async with typist() as person:
        await person.slowly("1", "enter", "3", "enter", "3", "enter")
        for _ in range(20):
            typed(person, key, key, key)
            await person.settles()
        said = person.seat.words("ask.early")
        shown, place = person.shown, person.state
        for _ in range(20):
            typed(person, key, key, key)
            await person.settles()
        assert notice(person).count(said) == 1
        assert (person.shown, person.state) == (shown, place)
        person.quiet()
        await person.slowly("down")
        assert said not in notice(person)


async def test_what_is_said_closes_the_gate_for_nobody() -> None:
    async with typist() as person:
        await person.slowly("1", "enter", "3", "enter", "3", "enter")
        typed(person, "1", "2", "3")
        await person.settles()
        assert isinstance(person.seat.screen, Ask)
        assert notice(person)
        assert person.driver.gate.open
        person.quiet()
        await person.slowly("2")
        assert person.seat.screen.ticks == {"hit", "phone"}
