"""A window of another size is laid out and painted once, and no otherwise than afresh."""

from __future__ import annotations

import asyncio

import pytest
from textual.geometry import Size

from kiosk import wire
from screens.terminal.canvas import Canvas
from screens.terminal.frames import at_rest
from tests.screens.test_at_once import PLACES, in_sight
from tests.support.bursts import Typist, typist
from tests.support.terminal import DEADLINE

SIZES = [
    (100, 30), (100, 24), (80, 24), (120, 50), (44, 16), (30, 10), (120, 90), (81, 40), (80, 23),
    (120, 90), (80, 24),
]  # fmt: skip

WHERE = PLACES | {"outcome": ("1", "enter", "1", "enter")}


async def resize(person: Typist, size: tuple[int, int]) -> None:
    """Drag the window to another size, and wait until it is shown."""
    wire.send(person._near, wire.RESIZE + wire.SIZE.pack(*size))
    app, frames = person.seat, person.driver._frames
    async with asyncio.timeout(DEADLINE):
        while app.size != Size(*size) or not at_rest(app) or frames._looks:
            await asyncio.sleep(0.001)
    await person.settles()


@pytest.mark.parametrize("place", WHERE)
async def test_what_is_painted_in_a_new_size_is_what_a_whole_repaint_shows(place: str) -> None:
    async with typist() as person:
        await person.slowly(*WHERE[place])
        for size in SIZES:
            await resize(person, size)
            seen = in_sight(person)
            person.seat.screen.choices.refresh(layout=True)  # type: ignore[attr-defined]
            person.seat.paint_again()
            await person.settles()
            assert in_sight(person) == seen, size


@pytest.mark.parametrize("place", ["welcome", "question", "ticks"])
async def test_a_new_size_is_laid_out_once(place: str) -> None:
    layouts: list[Size] = []
    async with typist() as person:
        await person.slowly(*WHERE[place])
        screen = person.seat.screen
        laid_out = screen.screen_layout_refresh_signal
        laid_out.subscribe(screen, lambda _: layouts.append(screen.size))
        for size in SIZES[:4]:
            await resize(person, size)
        assert layouts == [Size(*size) for size in SIZES[:4]]


@pytest.mark.parametrize("whole", [False, True])
async def test_what_waits_to_be_painted_whole_is_not_painted_before(
    whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []
    paint = Canvas.paint

    def paints(canvas: Canvas, text: str) -> None:
        painted.append(text)
        paint(canvas, text)

    async with typist() as person:
        await person.slowly("down")
        screen, told = person.seat.screen, asyncio.get_running_loop().create_future()

        def turn() -> None:
            screen._compositor._dirty_regions.add(screen.size.region)
            if whole:
                screen.refresh()
            screen._compositor_refresh()
            told.set_result(len(painted))

        monkeypatch.setattr(Canvas, "paint", paints)
        person.driver.unseen()
        person.seat.call_later(turn)
        async with asyncio.timeout(DEADLINE):
            assert bool(await told) is not whole
        await person.settles()
        assert painted
