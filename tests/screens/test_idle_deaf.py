"""A kiosk hears keys again, whatever became of the screen that was to say so."""

from __future__ import annotations

import pytest

from tests.support.attended import IDLE, kiosk
from tests.support.visit import START, WAYS


async def test_a_screen_that_is_gone_before_it_was_painted_leaves_no_deaf_kiosk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with kiosk(WAYS["acts"]) as run:
        await run.lasts(IDLE.after)
        # Textual forgets what it was to do after painting a screen that another one covered.
        monkeypatch.setattr(run.app, "call_after_refresh", lambda _: True)
        await run.press("x")
        await run.lasts(IDLE.after + IDLE.warning)
        assert run.top == "Welcome"
        await run.press(START)
        assert run.top == "Ask"
