"""Whose input is handed on when the front is short of time: keys soon, and nobody never."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest

from kiosk.front.input.scheduler import AHEAD, SLICE, InputScheduler
from kiosk.front.input.shares import (
    HASTY_BURST,
    HASTY_SHARE,
    SHARED_BURST,
    SHARED_SHARE,
    Kind,
)
from tests.support.clock import Clock

PIECE, KEY = 0.0015, 0.0003
"""CPU seconds of a piece of a flood, and of a key."""

TEN = 10


class Client:
    """A client whose pieces cost the same each; a flood always has one more."""

    def __init__(self, front: Front, name: str, kind: Kind, cost: float) -> None:
        """Start with nothing sent."""
        self.name, self.kind, self.cost, self._front = name, kind, cost, front
        self.near, self.far = socket.socketpair()
        self.charged, self.keeps_up, self.floods = front.scheduler.level, True, False
        self.reads, self.gone = True, False
        self.brings: Client | None = None
        self.types: socket.socket | None = None

    def fileno(self) -> int:
        """Return the descriptor of the front's side."""
        return self.near.fileno()

    def hand_on(self) -> float:
        """Be heard, which takes its time, and say more."""
        self._front.heard.append(self)
        self._front.clock.now += self.cost * self._front.slow
        if self.types:
            self.types.send(b"x")
        if self.brings:
            self._front.scheduler.wait(self.brings)
        if self.floods:
            self._front.scheduler.wait(self)
        return self.cost

    def pause(self) -> None:
        """Be read no more."""
        self.reads = False

    def read_on(self) -> None:
        """Be read again."""
        self.reads = True

    def hang_up(self) -> None:
        """Note that the front knows that this client is gone."""
        self.gone = True


class Front:
    """A scheduler with a clock of its own; on a busy machine computing takes longer by `slow`."""

    def __init__(self) -> None:
        """Start with nobody there."""
        self.clock, self.slow, self.loop = Clock(), 1.0, asyncio.get_running_loop()
        self.scheduler = InputScheduler(self.clock)
        self.clients, self.heard = list[Client](), list[Client]()

    def client(self, name: str, kind: Kind, cost: float = PIECE) -> Client:
        """Return one client more."""
        self.clients.append(Client(self, name, kind, cost))
        return self.clients[-1]

    def floods(self, kind: Kind, cost: float = PIECE, many: int = TEN) -> list[Client]:
        """Return clients who flood, and have begun."""
        made = [self.client(f"flood {n}", kind, cost) for n in range(many)]
        for one in made:
            one.floods = True
            self.scheduler.wait(one)
        return made

    def turns(self, many: int, every: float = 0.0) -> None:
        """Let so many turns pass, with some time from one to the next."""
        for _ in range(many):
            self.scheduler.turn()
            self.clock.now += every

    def cost(self, *ones: Client) -> float:
        """Return the CPU seconds that these have cost."""
        return sum(one.cost for one in self.heard if one in ones)


@pytest.fixture
async def front() -> AsyncIterator[Front]:
    """Open a front, and close what its clients have. No turn comes by itself in a test."""
    opened = Front()
    yield opened
    for client in opened.clients:
        opened.scheduler.forget(client)
        client.near.close()
        client.far.close()


async def test_whoever_has_cost_least_is_heard_first(front: Front) -> None:
    for charged in (3.0, 1.0, 2.0):
        client = front.client(str(charged), Kind.FREE)
        client.charged = charged
        front.scheduler.wait(client)
    front.turns(3)
    assert [client.name for client in front.heard] == ["1.0", "2.0", "3.0"]


async def test_a_turn_ends_when_its_slice_is_used(front: Front) -> None:
    floods = front.floods(Kind.FREE, SLICE / 4)
    front.turns(1)
    assert front.cost(*floods) == pytest.approx(SLICE)
    front.turns(20)
    assert front.cost(*floods) <= 21 * (SLICE + SLICE / 4)


@pytest.mark.parametrize("kind", Kind)
async def test_a_key_waits_for_one_piece_of_ten_floods(front: Front, kind: Kind) -> None:
    floods, typist = front.floods(kind), front.client("typist", Kind.FREE, KEY)
    front.turns(100, 0.001)
    for n in range(30):
        floods[n % TEN].brings = typist
        before = len(front.heard)
        front.turns(40, 0.001)
        came = [at for at, one in enumerate(front.heard[before:]) if one is floods[n % TEN]]
        floods[n % TEN].brings = None
        front.turns(1)
        keys = [at for at, one in enumerate(front.heard[before:]) if one is typist]
        assert keys == [at + 1 for at in came]


async def test_a_key_that_comes_during_a_turn_is_heard_before_any_other_piece(
    front: Front,
) -> None:
    front.slow = TEN
    typist, loop, heard = front.client("typist", Kind.FREE, KEY), front.loop, front.heard

    def read() -> None:
        typist.near.recv(1)
        front.scheduler.wait(typist)

    floods = front.floods(Kind.FREE)
    front.turns(2 * TEN)
    heard.clear()
    for flood in floods:
        flood.types = typist.far
    loop.add_reader(typist.near, read)
    while heard.count(typist) < TEN:
        await asyncio.sleep(0)
    loop.remove_reader(typist.near)
    for flood in floods:
        flood.types = None
    assert [one is typist for one in heard[: 2 * TEN]] == [False, True] * TEN


async def test_floods_together_get_their_part_of_each_moment(front: Front) -> None:
    floods = front.floods(Kind.HASTY)
    for _ in range(100):
        began, before = front.clock.now, front.cost(*floods)
        front.turns(10, 0.001)
        granted = HASTY_BURST + HASTY_SHARE * (front.clock.now - began)
        assert front.cost(*floods) - before <= granted + PIECE
    whole = HASTY_BURST + HASTY_SHARE * front.clock.now
    assert whole - 2 * PIECE <= front.cost(*floods) <= whole + PIECE


async def test_newcomers_together_get_their_part_and_floods_leave_them_some(front: Front) -> None:
    floods, newcomers = front.floods(Kind.HASTY), front.floods(Kind.NEW)
    front.turns(2000, 0.005)
    whole = SHARED_BURST + SHARED_SHARE * front.clock.now
    assert front.cost(*floods, *newcomers) <= whole + 2 * PIECE
    assert front.cost(*newcomers) >= (SHARED_SHARE - HASTY_SHARE) * front.clock.now


@pytest.mark.parametrize("kind", Kind)
async def test_nobody_waits_for_ever_where_the_machine_is_busy(front: Front, kind: Kind) -> None:
    front.slow = 1000.0
    front.floods(Kind.FREE)
    waits = front.client("waits", kind, KEY)
    front.turns(50)
    for _ in range(20):
        front.scheduler.wait(waits)
        before = len(front.heard)
        front.turns(2 * TEN)
        assert waits in front.heard[before:]


async def test_a_fresh_connection_is_no_way_to_come_first(front: Front) -> None:
    floods = front.floods(Kind.FREE)
    front.turns(50)
    fresh = front.client("fresh", Kind.NEW)
    typist = front.client("typist", Kind.FREE, KEY)
    typist.charged = floods[0].charged - AHEAD
    for client in (fresh, typist):
        front.scheduler.wait(client)
    before = len(front.heard)
    front.turns(1)
    assert front.heard[before] is typist


async def test_who_hangs_up_while_they_wait_is_let_go_at_once(front: Front) -> None:
    front.floods(Kind.HASTY, many=1, cost=SHARED_BURST * 2)
    client = front.client("gone", Kind.NEW)
    client.charged = front.scheduler.level + 1
    front.scheduler.wait(client)
    front.turns(1)
    assert not client.gone
    assert not client.reads
    client.far.close()
    front.turns(1)
    assert client.gone
    assert client not in front.heard


async def test_who_takes_nothing_is_not_heard_until_they_do(front: Front) -> None:
    stuck, other = front.client("stuck", Kind.FREE), front.client("other", Kind.FREE)
    stuck.keeps_up = False
    for client in (stuck, other):
        front.scheduler.wait(client)
    front.turns(3)
    assert front.heard == [other]
    assert (stuck.reads, other.reads) == (False, True)
    stuck.keeps_up = True
    front.turns(1)
    assert front.heard == [other, stuck]
    assert stuck.reads
