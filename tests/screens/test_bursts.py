"""No answer lands on another question: a burst ends where part of it, typed slowly, ends."""

from __future__ import annotations

import asyncio
import random
import time

import pytest

from tests.support.bursts import BYTES, State, Typist, typist

KEYS = ["enter"] * 6 + ["1", "2", "3", "4", "5"] * 2 + ["down", "down", "up", "space"] + [
    "s", "b", "l", "h", "why", "o", "m", "pagedown", "end", "home", "9", "x", "left", "i",
]  # fmt: skip
LONGEST = 9
Place = tuple[str, ...]
PLACES: tuple[Place, ...] = (
    ("skip",),
    ("danger-no", "skip"),
    ("danger-no", "dark-yes"),
    ("danger-no", "dark-no", "hit", "space"),
    ("danger-no", "dark-no", "none", "space", "sleep-2"),
    ("danger-yes",),
    (),
)
"""What was answered before the burst: questions, a list to tick and pages of each kind follow."""

MARKED = ((), ("down",), ("1",), ("1", "2"), ("l",), ("h",), ("why",), ("end",))
ROUNDS = 25


async def burst(person: Typist, keys: Place, chance: random.Random) -> None:
    """Type keys together, in pieces with small gaps, or while the program stands still."""
    at = 0
    while at < len(keys):
        many = chance.choice([1, 1, 2, len(keys)])
        person.send(b"".join(BYTES.get(key, key.encode()) for key in keys[at : at + many]))
        at += many
        await asyncio.sleep(chance.choice([0, 0, 0.001, 0.002, 0.004, 0.01]))
        if chance.random() < 0.1:
            time.sleep(0.005)
    await person.settles()


class Slowly:
    """What keys lead to for one who types them slowly; each beginning is typed once."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self.states: dict[tuple[Place, Place, Place], State] = {}
        self._typed: tuple[Typist, Place, Place, Place] | None = None

    async def state(self, person: Typist, place: Place, marked: Place, keys: Place) -> State:
        """Return where a person stands after these keys, from a place with a line marked."""
        there = (place, marked, keys)
        if there not in self.states:
            if keys and self._typed == (person, place, marked, keys[:-1]):
                await person.slowly(keys[-1])
            else:
                await person.stands(*place)
                await person.slowly(*marked, *keys)
            self._typed, self.states[there] = (person, *there), person.state
        return self.states[there]


async def rounds(seed: int, many: int, slowly: Slowly) -> None:
    """Let one type bursts, and another the same keys slowly, from the same places."""
    chance = random.Random(seed)  # noqa: S311 - a test repeats it
    done = 0
    while done < many:
        async with typist() as quick, typist() as slow:
            while done < many and not (quick.left or slow.left):
                await compared(quick, slow, slowly, chance)
                done += 1


async def compared(quick: Typist, slow: Typist, slowly: Slowly, chance: random.Random) -> None:
    """Type one burst, and the same keys slowly, until both stand at the same place."""
    place, marked = chance.choice(PLACES), chance.choice(MARKED)
    keys = tuple(chance.choice(KEYS) for _ in range(chance.randint(2, LONGEST)))
    await quick.stands(*place)
    await quick.slowly(*marked)
    states = [await slowly.state(slow, place, marked, ())]
    assert states == [quick.state]
    await burst(quick, keys, chance)
    for many in range(1, len(keys) + 1):
        if quick.state in states:
            break
        states.append(await slowly.state(slow, place, marked, keys[:many]))
    assert quick.state in states, (place, marked, keys, quick.state, states)


@pytest.mark.parametrize("seed", range(4))
async def test_a_burst_ends_where_a_part_of_it_typed_slowly_ends(seed: int) -> None:
    await rounds(seed, ROUNDS, Slowly())


ACTS = ("danger-no", "dark-no")


@pytest.mark.parametrize(
    ("keys", "answers"),
    [
        ("3 enter s", ("danger-no",)),
        ("down enter s", ("danger-yes",)),
        ("3 enter b", ("danger-no",)),
        ("s s s s", ("skip",)),
        ("1 2 enter", ()),
    ],
)
async def test_keys_in_one_piece_answer_the_question_in_sight_and_no_other(
    keys: str, answers: tuple[str, ...]
) -> None:
    async with typist() as person:
        await person.slowly("1", "enter")
        person.send(b"".join(BYTES.get(key, key.encode()) for key in keys.split()))
        await person.settles()
        given = tuple(o for answer in person.seat.walk.answers for o in answer.options)
        assert given == answers


@pytest.mark.parametrize("keys", ["1 enter s", "5 enter b"])
async def test_a_burst_at_a_list_to_tick_does_not_end_the_check(keys: str) -> None:
    async with typist() as person:
        await person.stands(*ACTS)
        person.send(b"".join(BYTES.get(key, key.encode()) for key in keys.split()))
        await person.settles()
        assert not person.left
        assert [answer.question for answer in person.seat.walk.answers][-1] == "acts"
