"""What travels between the front and its workers: messages, requests and orders."""

from __future__ import annotations

import asyncio
import socket
from itertools import accumulate
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import wire
from kiosk.front.pipe import ScreenPipe
from kiosk.front.pool import FILLED, WorkerHandle, over
from kiosk.front.process import Process
from kiosk.wire import SessionRequest, unpack_request
from screens.idle import Idle
from screens.setting import read_setting


def test_messages_keep_their_bounds_and_a_full_link_takes_no_more() -> None:
    near, far = wire.pair()
    with near, far:
        sent = list(wire.messages(wire.KEYS, bytes(3 * wire.MAX_MESSAGE - 1)))
        assert [len(message) for message in sent] == [
            wire.MAX_MESSAGE + 1,
            wire.MAX_MESSAGE + 1,
            wire.MAX_MESSAGE,
        ]
        count = 0
        while wire.send(far, sent[0]):
            count += 1
        assert count > 2
        assert [wire.receive(near) for _ in range(count)] == [sent[0]] * count
        assert wire.receive(near) is None
        far.close()
        assert wire.receive(near) == b""


@given(st.lists(st.sampled_from([b"a", b"\x1b", b"\x1b[A", b"\x1b[1;5B"]), max_size=200))
def test_what_is_typed_comes_whole_and_no_key_is_cut_in_two(keys: list[bytes]) -> None:
    turns = [turn.removeprefix(wire.KEYS) for turn in wire.split_keys(b"".join(keys))]
    assert all(0 < len(turn) <= wire.MAX_KEYS for turn in turns)
    assert b"".join(turns) == b"".join(keys)
    assert set(accumulate(map(len, turns))) <= set(accumulate(map(len, keys)))


def test_little_of_what_is_typed_waits_where_nobody_can_hold_it_back() -> None:
    near, far = wire.pair()
    with near, far:
        count = 0
        while wire.send(near, bytes(1 + wire.MAX_KEYS)):
            count += 1
        assert 0 < count * wire.MAX_KEYS < wire.SEND_BUFFER


def test_a_request_comes_over_as_it_was() -> None:
    env = {"TERM": "xterm", "LANG": "es_ES.UTF-8"}
    setting = read_setting(["--kiosk"], env, terminal=True)
    asked = SessionRequest(setting, "es", env, (100, 30))
    assert unpack_request(asked.pack()) == asked
    assert unpack_request(asked.pack()).setting.idle == Idle()


def test_a_link_to_nobody_is_told_by_an_error() -> None:
    near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    far.close()
    with near, pytest.raises(BrokenPipeError):
        wire.send(near, b"x")


async def test_what_a_worker_will_not_hear_is_not_kept() -> None:
    near, far = wire.pair()
    with far:
        pipe = ScreenPipe(near, lambda _: None, lambda _: None, lambda _: None)
        far.shutdown(socket.SHUT_RD)
        pipe.typed(b"1")
        assert pipe.waiting == 0
        assert not asyncio.get_running_loop().remove_writer(near.fileno())
        pipe.close()


@pytest.mark.parametrize("message", [b"o", b"t", b"e", b"e\0\0", b"x1", b"k1", b""])
async def test_what_no_worker_says_ends_a_session_as_broken(message: bytes) -> None:
    near, far = wire.pair()
    ends: list[int | None] = []
    with far:
        ScreenPipe(near, lambda _: None, ends.append, lambda _: None)
        far.send(message)
        while not ends:
            await asyncio.sleep(0)
    assert ends == [None]


class KillNote:
    """Stands in for a process: notes that it was to end."""

    def __init__(self) -> None:
        """Go on."""
        self.killed = False

    def kill(self) -> None:
        """Note it."""
        self.killed = True


@pytest.mark.parametrize(("message", "ended"), [(wire.PONG, False), (b"host", True), (b"", True)])
async def test_a_worker_is_ended_for_any_answer_but_one(message: bytes, *, ended: bool) -> None:
    near, far = wire.pair()
    with near, far:
        process = KillNote()
        worker = WorkerHandle(near, cast("Process", process))
        worker.hear()
        worker.ping(1.0)
        assert (wire.receive(far), process.killed) == (wire.PING, False)
        far.send(message)
        worker.hear()
        assert process.killed == ended
        assert (worker.pinged is None) != ended


async def test_a_worker_that_hears_no_orders_is_ended() -> None:
    near, far = wire.pair()
    with near, far:
        process = KillNote()
        far.shutdown(socket.SHUT_RD)
        WorkerHandle(near, cast("Process", process)).ping(1.0)
        assert process.killed


async def test_a_worker_that_answers_what_nobody_asked_is_ended() -> None:
    near, far = wire.pair()
    with near, far:
        process = KillNote()
        worker = WorkerHandle(near, cast("Process", process), 4)
        worker.ping(1.0)
        far.send(wire.PONG)
        worker.hear()
        assert (process.killed, worker.left) == (False, FILLED * 4)
        far.send(wire.PONG)
        worker.hear()
        assert (process.killed, worker.left) == (True, 0)


async def test_a_worker_that_takes_no_order_has_no_more_time_than_one_that_does_not_answer() -> (
    None
):
    near, far = wire.pair()
    with near, far:
        worker = WorkerHandle(near, cast("Process", None))
        while wire.send(near, b"an order"):
            pass
        assert [worker.ping(1.0), worker.ping(2.0)] == [True, False]
        assert worker.pinged == 1.0
        while wire.receive(far):
            pass
        (await worker.order(b"another")).close()
        assert [worker.ping(3.0), worker.ping(4.0)] == [True, False]
        assert [wire.receive(far), wire.receive(far)] == [b"another", wire.PING]


def test_a_worker_in_which_a_visit_broke_is_given_nobody_new() -> None:
    ends: list[int | None] = []
    sound, broken = WorkerHandle(*KEPT, 2), WorkerHandle(*KEPT, 2)
    over(sound, ends.append, 0)
    over(broken, ends.append, None)
    assert (ends, sound.left, broken.left) == ([0, None], FILLED * 2, 0)


KEPT = cast("socket.socket", None), cast("Process", None)


async def served(worker: WorkerHandle, orders: socket.socket) -> list[bytes]:
    """Order more than the system keeps, and take each order only then."""
    given = [asyncio.create_task(worker.order(b"%d" % n)) for n in range(30)]
    await asyncio.sleep(0)
    assert not all(task.done() for task in given)
    taken = list[bytes]()
    while len(taken) < len(given):
        message = wire.receive(orders)
        taken += [message] if message else []
        await asyncio.sleep(0)
    for near in await asyncio.gather(*given):
        near.close()
    return taken


async def test_a_crowd_that_comes_at_once_is_served_one_after_the_other() -> None:
    near, far = wire.pair()
    with near, far:
        worker = WorkerHandle(near, cast("Process", None))
        assert sorted((await served(worker, far)), key=int) == [b"%d" % n for n in range(30)]
