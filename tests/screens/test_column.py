"""The column: in the middle of any window, one pass, the way out on the first line."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Region
from textual.widget import Widget

from screens.full.choices import Choices
from screens.full.view import View
from screens.pages.rows import PageRow
from screens.terminal.column import EDGE, MOST, TALL, above, beyond, margin, width
from tests.support.visit import START, WAYS, Visit, visit

SIZES = [(40, 15), (60, 20), (80, 24), (100, 30), (160, 45), (240, 60)]


@given(st.integers(1, 400))
def test_it_stands_in_the_middle_and_never_grows_too_wide(wide: int) -> None:
    assert 1 <= width(wide) <= MOST
    assert margin(wide) + width(wide) <= wide
    assert margin(wide) + beyond(wide) <= max(1, wide)
    assert abs(margin(wide) - (wide - margin(wide) - width(wide))) <= 1
    assert margin(wide) >= EDGE or wide < 60


@given(st.integers(1, 100), st.integers(1, 100))
def test_a_third_of_what_is_free_stands_above_in_a_tall_window_alone(high: int, taken: int) -> None:
    free = max(0, high - taken)
    assert above(high, taken) == (free // 3 if high >= TALL else 0)


def parts(run: Visit) -> dict[str, Region]:
    """Say where each part of the screen stands that is shown."""
    return {name(part): part.region for part in run.app.screen.children if part.display}


def name(part: Widget) -> str:
    """Name a part of the screen."""
    return "list" if isinstance(part, Choices) else part.id or "pinned"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", ["", START, WAYS["acts"], WAYS["open"]])
async def test_the_way_out_stands_first_and_nothing_overlaps(
    keys: str, size: tuple[int, int]
) -> None:
    async with visit(keys, size) as run:
        stands = list(parts(run).values())
        assert (stands[0].y, stands[0].x) == (0, margin(size[0]))
        assert all(a.bottom <= b.y for a, b in pairwise(stands))
        assert stands[-1].bottom <= size[1]
        assert max(len(line.rstrip()) for line in run.lines) <= margin(size[0]) + beyond(size[0])


async def test_in_a_tall_window_hints_follow_the_list_and_options_have_air() -> None:
    async with visit(START, (100, 40)) as run:
        stands = parts(run)
        assert stands["hint"].y == stands["list"].bottom + 1
        options = [y for y, line in enumerate(run.lines) if line.strip()[:3] in ("1  ", "2  ")]
        assert options[1] - options[0] == 2
        head = stands["pinned"].y
        await run.press("enter")
        assert run.pinned("notice")
        assert parts(run)["pinned"].y == head


async def test_a_page_is_made_of_few_nodes_each_of_which_takes_memory_in_every_visit() -> None:
    async with visit(f"{START} h") as run:
        for screen in run.app.screen_stack:
            nodes = [screen, *screen.children]
            styled = [name for node in nodes for name in node._component_styles]
            assert len(nodes) + len(styled) <= 6


def test_options_have_no_air_where_they_would_not_all_fit() -> None:
    rows = tuple(PageRow(f"{n}", pick=f"{n}") for n in range(5))
    assert [len(View(rows, 40, high, air=True).lines) for high in (5, 8, 9)] == [5, 5, 9]


@pytest.mark.parametrize("keys", ["", f"{START} down", WAYS["open"], f"{START} h"])
async def test_no_size_ends_it_and_what_was_there_comes_back(keys: str) -> None:
    async with visit(keys) as run:
        before = run.lines
        for size in ((1, 1), (2, 3), (240, 60), (7, 2), (40, 15), (80, 24)):
            await run.pilot.resize_terminal(*size)
            await run.pilot.pause()
        assert run.lines == before
