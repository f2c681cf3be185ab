"""A key of the list in front is done and painted at once, and no otherwise than by Textual."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace

import pytest
from textual.widget import Widget

from screens.full.app import Evenground
from screens.terminal import frames
from screens.terminal.canvas import Canvas
from tests.support.bursts import BYTES, Typist, typist
from tests.support.terminal import DEADLINE

ROUND = ("down", "down", "up", "end", "pageup", "2", "1", "pagedown", "home", "down", "space")
PLACES = {
    "welcome": (), "question": ("1", "enter"), "ticks": ("1", "enter", "3", "enter"),
    "card": ("h",),
}  # fmt: skip


def in_sight(person: Typist) -> tuple[object, ...]:
    """Return what the terminal shows, and where its cursor is."""
    canvas = person.driver._frames._canvas
    return [row.copy() for row in canvas._shown], canvas._stands


@pytest.mark.parametrize("place", PLACES)
async def test_what_is_painted_at_once_is_what_a_whole_repaint_shows(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[object] = []
    at_once = frames.paint_lines

    def paint(widget: Widget, lines: Mapping[int, str]) -> None:
        painted.append(lines)
        at_once(widget, lines)

    monkeypatch.setattr("screens.full.choices.paint_lines", paint)
    async with typist() as person:
        await person.slowly(*PLACES[place])
        for key in ROUND:
            await person.slowly(key)
            seen = in_sight(person)
            view = person.seat.screen.choices.view  # type: ignore[attr-defined]
            assert view == replace(view)
            person.seat.paint_again()
            await person.settles()
            assert in_sight(person) == seen, key
    assert painted


async def act(person: Typist, key: str, *, before: bool = False) -> tuple[bool, str]:
    """Do a key in the app's own turn; return whether it was done, and what is marked then."""
    told: asyncio.Future[tuple[bool, str]] = asyncio.get_running_loop().create_future()

    async def turn() -> None:
        if before:
            person.seat.screen.call_later(lambda: None)
        done = person.seat.acts_at_once(key)
        told.set_result((done, person.seat.screen.choices.at))  # type: ignore[attr-defined]

    person.seat.call_later(turn)
    async with asyncio.timeout(DEADLINE):
        return await told


async def test_a_key_is_done_at_once_unless_something_waits_before_it() -> None:
    async with typist() as person:
        await person.slowly("1", "enter", "1")
        before = person.state[-1]
        done, marked = await act(person, "down")
        assert done
        assert marked != before
        await person.settles()
        assert await act(person, "down", before=True) == (False, marked)
        await person.settles()
        assert await act(person, "h") == (False, marked)


async def test_a_key_that_moves_the_mark_is_shown_in_the_turn_that_reads_it() -> None:
    async with typist() as person:
        await person.slowly("1", "enter", "1")
        for keys in ("down",), ("up",), ("down", "up", "down"):
            before = person.state[-1]
            person.send(b"".join(BYTES[key] for key in keys))
            person.driver._hear()
            assert person.state[-1] != before
            assert len(person.take()) == 1
            assert person.driver.gate.open
            assert person.driver.gate.passed == person.seat.keys_taken


async def test_a_key_waits_for_what_came_before_it_and_then_is_shown_once() -> None:
    async with typist() as person:
        await person.slowly("1", "enter", "1")
        before = person.state[-1]
        person.seat.screen.call_later(lambda: None)
        person.send(BYTES["down"])
        person.driver._hear()
        assert person.state[-1] == before
        assert person.take() == []
        assert not person.driver.gate.open
        await person.settles()
        assert person.state[-1] != before


async def test_what_comes_while_a_frame_is_made_is_not_done_before_that_is_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with typist() as person:
        await person.slowly("1", "enter", "1")
        first = person.state[-1]
        make, late = Canvas.frame, ["up"]

        def frame(canvas: Canvas) -> str:
            if late:
                person.send(BYTES[late.pop()])
            return make(canvas)

        monkeypatch.setattr(Canvas, "frame", frame)
        person.send(BYTES["down"])
        person.driver._hear()
        assert person.state[-1] != first
        assert len(person.take()) == 1
        assert not person.driver.gate.open
        await person.settles()
        assert person.state[-1] == first


async def test_nothing_of_a_frame_is_kept_where_somebody_leaves_while_it_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with typist() as person:
        await person.slowly("1", "enter", "1")
        make = Canvas.frame

        def frame(canvas: Canvas) -> str:
            person.send(b"\x03")
            return make(canvas)

        monkeypatch.setattr(Canvas, "frame", frame)
        person.send(BYTES["down"])
        person.driver._hear()
        assert not person.driver._open
        assert not person.driver._waiting


async def test_a_screen_that_goes_has_nothing_laid_out_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    laid: list[object] = []
    refresh = Evenground.refresh

    def note(app: Evenground, *, repaint: bool = True, layout: bool = False) -> Evenground:
        laid.extend(app.screen_stack[-1:] if layout else [])
        return refresh(app, repaint=repaint, layout=layout)

    async with typist() as person:
        monkeypatch.setattr(Evenground, "refresh", note)
        for key in ("1", "enter", "h", "b", "l", "b", "b"):
            await person.slowly(key)
        assert len(person.seat.screen_stack) == 1
        assert laid == []
