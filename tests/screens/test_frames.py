"""Frames are sent whole, and until one has been sent nobody's key counts."""

from __future__ import annotations

import asyncio
import os
import threading

import pytest

from screens.terminal import frames
from screens.terminal.driver import Outlet
from screens.terminal.frames import at_rest
from tests.support.bursts import BYTES, typist
from tests.support.terminal import DEADLINE


@pytest.mark.parametrize("key", ["down", "1", "enter", "h", "why", "l"])
async def test_what_a_key_changes_is_sent_as_one_frame(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with typist() as person:
        await person.slowly("1", "enter", "3")
        sent: list[str] = []
        monkeypatch.setattr(frames, "LATE", DEADLINE)  # a machine that stands still is not late
        monkeypatch.setattr(person.driver._frames, "_send", sent.append)
        person.send(BYTES.get(key, key.encode()))
        await person.settles()
        assert len(sent) == 1


async def test_an_incomplete_frame_waits_for_the_machine_but_not_for_endless_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    computed, looks = 0.0, 0
    sent: list[str] = []

    def never(_app: object) -> bool:
        nonlocal looks
        looks += 1
        return False

    async with typist() as person:
        shown = person.driver._frames
        monkeypatch.setattr(frames, "thread_time", lambda: computed)
        monkeypatch.setattr(frames, "at_rest", never)
        monkeypatch.setattr(shown, "_send", sent.append)
        person.send(b"\x1b[B")
        async with asyncio.timeout(DEADLINE):
            while not (shown._canvas.changed and looks > 9):
                await asyncio.sleep(0)
        assert not sent
        computed = frames.LATE + 1
        async with asyncio.timeout(DEADLINE):
            while not sent:
                await asyncio.sleep(0)
        assert not person.driver.gate.open
        monkeypatch.undo()
        await person.settles()


async def test_an_app_is_not_at_rest_while_a_message_waits_or_a_part_is_not_painted() -> None:
    async with typist() as person:
        app = person.seat
        assert at_rest(app)
        app.call_later(lambda: None)
        assert not at_rest(app)
        await person.settles()
        await asyncio.sleep(0)
        app.screen.refresh()
        assert not at_rest(app)


async def test_what_is_painted_without_end_takes_no_more_than_a_window() -> None:
    async with typist() as person:
        for _ in range(9):
            person.driver.write("\x1b[1;1H" + "x" * 20_000)
        assert len(person.driver._frames._canvas.frame()) < 9_000


MOST = 6_000, 1_000
"""Bytes that a changed screen may take in a window of 80x24, and an arrow."""


async def test_a_screen_and_an_arrow_take_few_bytes() -> None:
    async with typist() as person:
        assert person.shown <= MOST[0]
        for key in ("end", "1", "enter", "h", "b", "3", "enter", "1", "enter"):
            before = person.shown
            await person.slowly(key)
            assert person.shown - before <= MOST[0]
        for arrow in (*["down"] * 9, *["up"] * 3):
            before = person.shown
            await person.slowly(arrow)
            assert person.shown - before <= MOST[1]


@pytest.mark.parametrize("again", ["ctrl+l", "resize", "resume"])
async def test_what_stands_there_is_sent_again_as_a_whole(again: str) -> None:
    async with typist() as person:
        await person.slowly("1", "enter")
        before = person.shown
        await person.slowly("down")
        assert person.shown - before < 1_000
        before = person.shown
        if again == "resize":
            person.driver._resize(80, 24)
        elif again == "resume":
            person.seat.paint_again()
        else:
            person.send(b"\x0c")
        async with asyncio.timeout(DEADLINE):
            while person.shown == before:
                await person.settles()
        assert person.shown - before > 80 * 24


async def test_after_the_end_nothing_is_looked_at_any_more() -> None:
    async with typist() as person:
        person.driver.leave()
        person.driver.unseen()
        assert person.driver._frames._looks is None


def test_an_outlet_knows_what_a_stalled_terminal_has_not_taken() -> None:
    read, write = os.pipe()
    with os.fdopen(read, "rb"), os.fdopen(write, "w") as file:
        outlet = Outlet(file)
        outlet.write("a")
        outlet.flush()
        assert outlet.out(1)
        assert not outlet.out(2)
        stalled = threading.Thread(target=_fill, args=(outlet,), daemon=True)
        stalled.start()
        while outlet.out(1):
            pass
        assert not outlet.out(2)
        left = len("a") + MANY
        while left:
            left -= len(os.read(read, left))
        stalled.join()
        assert outlet.out(2)


MANY = 1_000_000
"""So many bytes are more than a pipe holds."""


def _fill(outlet: Outlet) -> None:
    outlet.write("x" * MANY)
    outlet.flush()


async def test_a_covered_screen_keeps_no_painted_lines_and_comes_back_as_it_was() -> None:
    async with typist() as person:
        await person.slowly("1", "enter", "3")
        before = person.driver._frames._canvas._wanted
        seen = [row.copy() for row in before]
        await person.slowly("h")
        covered = [part for screen in person.seat.screen_stack[:-1] for part in screen.query("*")]
        assert covered
        assert not [part for part in covered if part._styles_cache._cache]
        assert before != seen
        await person.slowly("h")
        assert before == seen


@pytest.mark.parametrize("keys", [(), ("1", "enter"), ("1", "enter", "3", "2"), ("h",), ("l",)])
async def test_no_painted_lines_are_kept_once_they_were_sent(keys: tuple[str, ...]) -> None:
    async with typist() as person:
        await person.slowly(*keys)
        await person.settles()
        parts = [part for screen in person.seat.screen_stack for part in screen.query("*")]
        assert parts
        assert not [part for part in parts if part._styles_cache._cache]
