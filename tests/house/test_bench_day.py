"""The simulated day of many machines: everybody is accounted for, and an update loses nobody."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from bench.fleet.arrivals import DAY_MINUTES, arrivals, rates
from bench.fleet.plots import Curve, Panel, draw
from bench.fleet.service import Service

pytest.importorskip("simpy", reason="make .venv/checks brings it")

PEOPLE = 1500
SERVICE = Service(
    start=3.0, connect=0.1, connect_front=0.03, move=0.003, answer=0.01, reading=0.0002,
    mib=15.0, empty_mib=130.0,
)  # fmt: skip
NEVER = 1e9


def day(machines: int = 3, gib: float = 4.0, **changed: float) -> Any:  # noqa: ANN401
    """Let a small day pass; return the fleet at its end."""
    from bench.fleet.fleet import Plan, Stay, fleet_of, run_day  # noqa: PLC0415
    from bench.fleet.machine import Size  # noqa: PLC0415

    dice = random.Random(1)  # noqa: S311 - no secret
    fleet = fleet_of(machines, SERVICE, Size(cores=1, gib=gib), Stay(), dice)
    run_day(fleet, arrivals(rates(PEOPLE), dice), replace(Plan(), **changed))
    return fleet


def total(fleet: Any, name: str) -> int:  # noqa: ANN401
    """Return the sum of a figure over the day."""
    return sum(getattr(slot, name) for slot in fleet.tally.slots.values())


def test_as_many_come_in_a_day_as_were_asked_for_and_more_in_a_wave() -> None:
    a_second = rates(PEOPLE)
    assert len(a_second) == DAY_MINUTES
    assert sum(a_second) * 60 == pytest.approx(PEOPLE)
    assert a_second[20 * 60 + 31] > 2 * a_second[20 * 60 + 25]
    when = list(arrivals(a_second, random.Random(1)))  # noqa: S311 - no secret
    assert when == sorted(when)


def test_an_update_in_which_a_kiosk_waits_for_the_last_loses_nobody() -> None:
    fleet = day(lost_at=NEVER)
    assert fleet.tally.still_inside[0.0] > 0
    assert sum(fleet.tally.lost.values()) == 0
    assert len(fleet.tally.all_waits()) == total(fleet, "came")
    assert not any(machine.inside for machine in fleet.machines)


def test_an_update_that_waits_for_nobody_loses_all_who_are_inside() -> None:
    waited, hurried = day(lost_at=NEVER), day(lost_at=NEVER, closing=0.0, apart=0.0)
    assert hurried.tally.lost["update"] >= waited.tally.still_inside[0.0] / 2
    assert hurried.tally.gave_up == 0


def test_a_lost_machine_takes_its_people_along_who_come_again_elsewhere() -> None:
    fleet = day(update_at=NEVER)
    lost = fleet.tally.lost["machine"]
    assert lost > 0
    assert len(fleet.machines) == 2
    assert len(fleet.tally.all_waits()) == total(fleet, "came") + lost


def test_where_places_are_few_people_are_turned_away_and_counted_once() -> None:
    fleet = day(machines=2, gib=2.2)
    assert total(fleet, "turned_away") > 0
    assert fleet.tally.gave_up > 0
    assert len(fleet.tally.all_waits()) < total(fleet, "came")


def test_a_day_is_drawn_with_each_curve_and_name() -> None:
    drawn = draw("a < b", [Panel("p", [Curve("c", [0.0, 2.0]), Curve("d", [])])], {"m": 12.0})
    assert drawn.count("<polyline") == 2
    assert "a &lt; b" in drawn
