"""What one person may take, and when a worker hangs: by what was used, not by the clock alone."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config import Limits
from kiosk.front.admission import TokenBucket
from kiosk.front.pool import CpuBudget, split_cpu
from kiosk.front.process import Probe, Use, WarmingWatch, hangs, read_use
from tests.support.clock import Clock

LIMITS = Limits(hung_cpu=5.0, hung_asleep=15.0, cpu_burst=10.0, cpu_share=0.5)


@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0, 50))))
def test_a_budget_never_grants_more_than_it_held_and_was_refilled(
    takes: list[tuple[float, float]],
) -> None:
    clock = Clock()
    bucket, granted = TokenBucket(10.0, 2.0, clock), 0.0
    for passed, wanted in takes:
        clock.now += passed
        got = bucket.take(wanted)
        granted += got
        assert 0 <= got <= wanted
    assert granted <= 10.0 + 2.0 * clock.now + 1e-6


def test_what_was_overspent_is_waited_for() -> None:
    clock = Clock()
    spending = CpuBudget(LIMITS, clock)
    assert spending.spend(9.0)
    assert not spending.spend(3.0)
    clock.now += 3.0
    assert not spending.spend(0.0)
    clock.now += 2.0
    assert spending.spend(0.0)


@pytest.mark.parametrize(("people", "share"), [(1, 0.5), (2, 0.8), (64, 0.8)])
def test_a_worker_that_goes_on_computing_while_nobody_is_heard_is_found(
    people: int, share: float
) -> None:
    clock = Clock()
    spending, used = CpuBudget(LIMITS, clock, people), 0.0
    while not spending.overdrawn:
        clock.now += 1.0
        spending.spend(1.0)
        used += 1.0
    assert used * (1.0 - share) == pytest.approx(25.0, abs=1.0)
    clock.now += 60.0
    assert not spending.overdrawn


def test_what_a_worker_used_is_laid_on_those_who_asked_for_it() -> None:
    assert split_cpu([300, 100, 0], 2.0) == [1.5, 0.5, 0.0]
    assert split_cpu([0, 0], 2.0) == [1.0, 1.0]
    assert split_cpu([], 2.0) == []


@pytest.mark.parametrize(
    ("waited", "burned", "state", "ends"),
    [
        (1.0, 5.0, "R", True),
        (600.0, 0.2, "R", False),
        (14.0, 0.0, "S", False),
        (15.0, 0.0, "S", True),
        (15.0, 0.0, "T", True),
    ],
)
def test_a_worker_hangs_by_what_it_used_and_not_by_the_clock_alone(
    waited: float, burned: float, state: str, ends: bool
) -> None:
    asked = Probe(100.0, 7.0)
    assert hangs(asked, 100.0 + waited, Use(state, 7.0 + burned), LIMITS) == ends


@pytest.mark.parametrize(
    ("uses", "ends"),
    [
        ([Use("S", 0.1 * n) for n in range(40)], False),
        ([Use("R", 0.0)] * 40, False),
        ([Use("S", 1.0)] * 15, False),
        ([Use("S", 1.0)] * 17, True),
        ([Use("T", 0.0)] * 17, True),
        ([Use("R", 30.0 * n) for n in range(5)], True),
    ],
    ids=["slow", "waits for a processor", "slow disk", "sleeps", "stopped", "never done"],
)
def test_a_process_that_warms_up_may_be_slow_and_may_not_hang(uses: list[Use], ends: bool) -> None:
    watch = WarmingWatch(100.0)
    hung = [watch.hangs(100.0 + second, use, LIMITS) for second, use in enumerate(uses)]
    assert any(hung) == ends


def test_the_use_of_a_process_is_read_past_any_name() -> None:
    ticks = os.sysconf("SC_CLK_TCK")
    stat = f"12 (a) S (b) R 1 2 3 4 5 6 7 8 9 10 {ticks} {2 * ticks} 0 0 20"
    assert read_use(stat) == Use("R", 3.0)
    own = read_use(Path("/proc/self/stat").read_text(encoding="utf-8"))
    assert own.state == "R"
    assert own.seconds <= time.process_time() + 60
