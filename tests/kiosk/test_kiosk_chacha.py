"""Our form of OpenSSH's cipher is asyncssh's, bit by bit, and a client is asked only if silent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from types import SimpleNamespace
from typing import cast

import pytest
from asyncssh.crypto.chacha import ChachaCipher
from asyncssh.encryption import ChachaEncryption, get_encryption

from kiosk.front.chacha import NAME, QuickChacha, take_over
from kiosk.front.ssh_parts import LeanConnection

KEY = bytes(range(64))
SIZES = (8, 40, 63, 64, 65, 1000, 32_768)
NUMBERS = (0, 1, 5, 2, 0xFFFFFFFF, 0)
"""Also out of their order, as after a new exchange of keys."""


def packet(number: int, size: int) -> tuple[bytes, bytes]:
    """Return the length of a packet, as it stands before it, and the packet."""
    return size.to_bytes(4), bytes((number + n) % 251 for n in range(size))


def test_packets_are_those_of_asyncssh() -> None:
    ours, theirs = QuickChacha(KEY), ChachaEncryption(ChachaCipher(KEY))
    for number in NUMBERS:
        for size in SIZES:
            sent = theirs.encrypt_packet(number, *packet(number, size))
            assert ours.encrypt_packet(number, *packet(number, size)) == sent


def test_packets_of_asyncssh_are_read() -> None:
    ours, theirs = QuickChacha(KEY), ChachaEncryption(ChachaCipher(KEY))
    for number in NUMBERS:
        for size in SIZES:
            length, inner = packet(number, size)
            sent, tag = theirs.encrypt_packet(number, length, inner)
            first, told = ours.decrypt_header(number, sent[:8], 4)
            assert told == length
            assert ours.decrypt_packet(number, first, sent[8:], 4, tag) == inner


@pytest.mark.parametrize("place", ["length", "packet", "tag", "number"])
def test_a_packet_that_was_changed_is_not_read_and_the_next_one_is(place: str) -> None:
    ours = QuickChacha(KEY)
    sent, tag = ours.encrypt_packet(7, *packet(7, 40))
    at = {"length": 2, "packet": 20}.get(place)
    forged = bytes(byte ^ (n == at) for n, byte in enumerate(sent))
    wrong = bytes([tag[0] ^ 1]) + tag[1:] if place == "tag" else tag
    number = 8 if place == "number" else 7
    assert ours.decrypt_packet(number, forged[:8], forged[8:], 4, wrong) is None
    assert ours.decrypt_packet(7, sent[:8], sent[8:], 4, tag) == packet(7, 40)[1]


def test_asyncssh_takes_ours() -> None:
    take_over()
    assert isinstance(get_encryption(NAME, KEY, b""), QuickChacha)


class Timers:
    """An event loop of which only the timers are asked for."""

    def __init__(self) -> None:
        """Start at 0 with none."""
        self.now, self.set = 0.0, list[float]()

    def time(self) -> float:
        """Return the time."""
        return self.now

    def call_later(self, seconds: float, _then: Callable[[], None]) -> object:
        """Note a timer."""
        self.set.append(self.now + seconds)
        return SimpleNamespace(cancel=None)


class Quiet(LeanConnection):
    """A connection past its login; asyncssh's own start needs a socket."""

    def __init__(self, timers: Timers) -> None:
        """Start with nothing heard."""
        self._loop = cast("asyncio.AbstractEventLoop", timers)
        self._auth_complete, self._keepalive_timer = True, None
        self._keepalive_interval, self._keepalive_count, self._keepalive_count_max = 15, 0, 2


def test_packets_move_no_timer_and_a_silent_client_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    timers, asked = Timers(), list[float]()
    connection = Quiet(timers)

    def ask(coro: Coroutine[object, object, None]) -> None:
        coro.close()
        asked.append(timers.now)

    monkeypatch.setattr(connection, "create_task", ask)
    for timers.now in (0.0, 3.0, 10.0):
        connection._reset_keepalive_timer()
    assert timers.set == [15.0]
    for timers.now in (15.0, 25.0):
        connection._keepalive_timer_callback()
    assert asked == [25.0]
    assert timers.set == [15.0, 25.0, 40.0]
