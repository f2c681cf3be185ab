"""What hangs in a test is broken off, and says where."""

from __future__ import annotations

import asyncio
import signal

import pytest

from tests.support.bounded import HungError, bounded, going_on


async def for_ever(begun: asyncio.Event, never: asyncio.Event) -> None:
    begun.set()
    await never.wait()


async def round_and_round() -> None:
    while True:
        signal.raise_signal(signal.SIGALRM)


async def test_what_waits_is_told_with_where_it_waits() -> None:
    begun, never = asyncio.Event(), asyncio.Event()
    waits = asyncio.create_task(for_ever(begun, never))
    await begun.wait()
    told = going_on()
    waits.cancel()
    assert for_ever.__name__ in told
    assert test_what_waits_is_told_with_where_it_waits.__name__ in told


async def test_what_never_waits_is_broken_off_and_told() -> None:
    with pytest.raises(HungError, match=round_and_round.__name__), bounded():
        await asyncio.gather(round_and_round(), return_exceptions=True)


def test_what_is_in_time_is_not_broken_off() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with bounded():
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is before
