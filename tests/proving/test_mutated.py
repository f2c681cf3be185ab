"""Mutated sequences end nobody's visit, alone in a process or beside others."""

from __future__ import annotations

import pytest

from tests.support.mutated import fuzz


@pytest.mark.parametrize("beside", [0, 3])
async def test_no_bytes_of_a_terminal_end_a_visit_or_touch_another(beside: int) -> None:
    assert await fuzz(beside, 2000, beside) == (0, 0)
