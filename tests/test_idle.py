"""A kiosk that nobody touches: warned first, then wiped, and nothing of it elsewhere."""

from __future__ import annotations

import pytest

from screens.idle import LEAST, Idle
from screens.setting import read_setting


@pytest.mark.parametrize("asked", [-1.0, 0.0, 299.0])
def test_no_host_can_take_an_outcome_away_too_soon(asked: float) -> None:
    assert Idle(outcome=asked).limit(outcome=True) == LEAST
    assert Idle(after=5.0, outcome=asked).limit(outcome=False) == 5.0


def test_only_a_kiosk_waits_for_keys() -> None:
    assert read_setting(["--kiosk"], {}, terminal=True).idle == Idle()
    assert read_setting(["--wipe-scrollback"], {}, terminal=True).idle is None
