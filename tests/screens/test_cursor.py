"""The terminal's own cursor after the window was given another size."""

from __future__ import annotations

import pytest

from tests.support.visit import START, WAYS, visit

SIZES = [(61, 19), (80, 23), (45, 16), (100, 30)]


@pytest.mark.parametrize("keys", [START, WAYS["acts"], WAYS["sleep"], f"{WAYS['look']} 1 enter"])
async def test_the_cursor_stands_on_the_marked_line_after_every_resize(keys: str) -> None:
    async with visit(f"{keys} down down") as run:
        for size in SIZES:
            await run.pilot.resize_terminal(*size)
            await run.pilot.pause()
            line = run.lines[run.app.cursor_position.y]
            assert line.lstrip().startswith(">"), size
