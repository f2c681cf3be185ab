"""Who is read when the front is short of time: the one that has cost least, and nobody for ever."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest

from kiosk.front.input.scheduler import SHARED_BURST, SHARED_SHARE, InputScheduler
from tests.support.kiosk_processes import until


class Client:
    """A client that waits to be read; each piece that it sends costs the same."""

    def __init__(self, name: str, scheduler: InputScheduler, turns: list[str]) -> None:
        """Start with nothing sent; `turns` notes who was read."""
        self.name, self._scheduler, self._turns = name, scheduler, turns
        self.near, self.far = socket.socketpair()
        self.left, self.keeps_up, self.cost = -1.0, True, 0.0
        self.gone = False
        self.brings: Client | None = None

    def says(self) -> None:
        """Send something, and wait to be read."""
        self.far.send(b"x")
        self._scheduler.wait(self)

    def fileno(self) -> int:
        """Return the descriptor of the front's side."""
        return self.near.fileno()

    def read_on(self) -> None:
        """Be read, pay for it, and say more."""
        self._turns.append(self.name)
        self._scheduler.spend(self.cost)
        self.left -= self.cost
        if self.brings:
            self.brings.says()
        if self.cost:
            self._scheduler.wait(self)

    def hang_up(self) -> None:
        """Note that the front knows that this client is gone."""
        self.gone = True


class Front:
    """A scheduler and its clients."""

    def __init__(self) -> None:
        """Start with nobody there."""
        self.scheduler, self.turns = InputScheduler(), list[str]()
        self.clients: list[Client] = []

    def client(self, name: str) -> Client:
        """Return one client more."""
        self.clients.append(Client(name, self.scheduler, self.turns))
        return self.clients[-1]


@pytest.fixture
async def front() -> AsyncIterator[Front]:
    """Open a front, and close what its clients have."""
    opened = Front()
    yield opened
    for client in opened.clients:
        opened.scheduler.forget(client)
        client.near.close()
        client.far.close()


async def test_whoever_has_cost_least_is_read_first(front: Front) -> None:
    for left in (-3.0, -1.0, -2.0):
        client = front.client(str(left))
        client.left = left
        client.says()
    await until(lambda: len(front.turns) == len(front.clients), "a turn for each")
    assert front.turns == ["-1.0", "-2.0", "-3.0"]


async def test_floods_together_get_their_share_and_no_more(front: Front) -> None:
    loop = asyncio.get_running_loop()
    began, cost = loop.time(), SHARED_BURST / 4
    for n in range(10):
        client = front.client(str(n))
        client.cost = cost
        client.says()
    await until(lambda: len(front.turns) >= 8, "some turns")
    granted = SHARED_BURST + SHARED_SHARE * (loop.time() - began)
    assert len(front.turns) * cost <= granted + cost
    assert len(set(front.turns)) == len(front.turns)


async def test_a_newcomer_waits_for_none_of_those_who_flood(front: Front) -> None:
    newcomer = front.client("new")
    newcomer.left = 0.1
    for n in range(10):
        client = front.client(str(n))
        client.cost = SHARED_BURST
        client.brings = None if n else newcomer
        client.left = -float(n)
        client.says()
    await until(lambda: len(front.turns) > 1, "the second turn")
    assert front.turns[:2] == ["0", "new"]


async def test_who_hangs_up_while_they_wait_is_let_go_at_once(front: Front) -> None:
    client = front.client("gone")
    front.scheduler.spend(SHARED_BURST * 2)
    client.says()
    client.far.close()
    await until(lambda: client.gone, "the end")
    assert front.turns == []


async def test_who_takes_nothing_is_not_read_and_whoever_owes_nothing_is_free(
    front: Front,
) -> None:
    stuck, idle = front.client("stuck"), front.client("idle")
    stuck.keeps_up, idle.left = False, 1.0
    stuck.says()
    front.scheduler.wait(idle)
    await until(lambda: front.turns, "a turn")
    assert front.turns == ["idle"]
    stuck.keeps_up = True
    await until(lambda: len(front.turns) > 1, "another turn")
    assert front.turns == ["idle", "stuck"]
