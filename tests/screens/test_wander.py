"""Random keys, pastes, sizes and stops: nothing breaks, and no answer is lost or invented."""

from __future__ import annotations

import pytest

from tests.support.visit import WAYS, visit
from tests.support.wander import living, wander


@pytest.mark.parametrize("seed", range(2))
async def test_random_keys_neither_break_it_nor_lose_or_invent_an_answer(seed: int) -> None:
    screens = await wander(seed, 250)
    assert len(screens) > 5


async def test_going_back_and_changing_leaves_nothing_behind() -> None:
    async with visit(f"{WAYS['open']} l") as run:
        once = await living(run, 1)
        assert await living(run, 10) == once
