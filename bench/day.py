"""Simulate a day of many people at many machines, from what a kiosk here takes for one.

A kiosk is measured first, in seconds of the processor. Then people come in waves; a machine is
lost at noon, and all others are updated in the afternoon. `--draw FILE` draws the day.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.fleet.arrivals import arrivals, rates
from bench.fleet.plots import Curve, Panel, draw
from bench.fleet.service import Service, measure_service
from bench.fleet.tally import SLOT, Slot, Tally, percentile

SLOTS = int(24 * 3600 / SLOT)
PARTS = (0.5, 0.95, 0.99, 0.999, 1.0)
CLOSING = (600.0, 1800.0, 3600.0, 7200.0)
"""Times that a host may give those inside, in seconds."""

SLOW = (1.0, 3.0, 10.0)
"""Seconds of waiting that are counted."""


def simulate(service: Service, asked: argparse.Namespace) -> tuple[Tally, dict[str, float]]:
    """Return how a day went, and the hours at which something happened."""
    from bench.fleet.fleet import Plan, Stay, fleet_of, run_day  # noqa: PLC0415 - needs simpy
    from bench.fleet.machine import Size  # noqa: PLC0415

    dice, plan = random.Random(asked.seed), Plan()  # noqa: S311 - no secret
    size = Size(asked.cores, asked.gib)
    fleet = fleet_of(asked.machines, service, size, Stay(), dice)
    tally = run_day(fleet, arrivals(rates(asked.people), dice), plan)
    return tally, {"one is lost": plan.lost_at / 3600, "update": plan.update_at / 3600}


def report(tally: Tally) -> list[str]:
    """Return what became of people, line by line."""
    waits, keys = tally.all_waits(), tally.all_keys()
    slots = tally.slots.values()
    return [
        f"came: {sum(slot.came for slot in slots):,}; had a screen: {len(waits):,}",
        f"turned away, since all was full: {sum(slot.turned_away for slot in slots):,} times; "
        f"gave up: {tally.gave_up:,}",
        f"visits lost: {tally.lost['machine']:,} with the machine, {tally.lost['update']:,} by the "
        f"update; first handed to a machine that was gone: {tally.missed:,}",
        "seconds to a screen: " + _parts(waits),
        "waited longer: " + ", ".join(f"{_over(waits, s):,} over {s:g} s" for s in SLOW),
        "milliseconds to what a key shows: " + _parts([1000 * key for key in keys]),
        f"with a screen at most: {max(slot.inside for slot in slots):,}, "
        f"processors of the busiest machine at most {max(slot.busiest for slot in slots):.0%} busy",
        "still inside what the update closes: "
        + ", ".join(f"{tally.still_inside[s]:,} after {s / 60:g} min" for s in (0.0, *CLOSING))
        + f"; the last left after {max(tally.still_inside, default=0) / 60:g} min",
    ]


def _parts(ordered: list[float]) -> str:
    return ", ".join(f"p{100 * part:g} {percentile(ordered, part):.3g}" for part in PARTS)


def _over(waits: list[float], seconds: float) -> int:
    return sum(wait > seconds for wait in waits)


def picture(tally: Tally, marks: dict[str, float], title: str) -> str:
    """Return the day as SVG."""
    day = [tally.slots.get(number, Slot()) for number in range(SLOTS)]
    return draw(title, [
        Panel("People", [
            Curve("with a screen", [slot.inside for slot in day]),
            Curve("places", [slot.places for slot in day]),
        ]),
        Panel("People a second", [
            Curve("come", [slot.came / SLOT for slot in day]),
            Curve("turned away", [slot.turned_away / SLOT for slot in day]),
        ]),
        Panel("Seconds to a screen", [
            Curve("of 99 in 100", [percentile(sorted(slot.waits), 0.99) for slot in day]),
            Curve("of the middle one", [percentile(sorted(slot.waits), 0.5) for slot in day]),
        ]),
        Panel("Busy part of the busiest machine", [
            Curve("by keys and reading", [slot.busiest for slot in day]),
        ]),
    ], marks)  # fmt: skip


def read_flags() -> argparse.Namespace:
    """Return what the call asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--machines", type=int, default=10)
    parser.add_argument("--cores", type=int, default=4)
    parser.add_argument("--gib", type=float, default=32.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--measured", type=int, default=24, help="people at the measured kiosk")
    parser.add_argument("--keys", type=int, default=100, help="keys that are measured")
    parser.add_argument("--draw", type=Path)
    return parser.parse_args()


def main() -> None:
    """Measure, simulate and print."""
    asked = read_flags()
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as folder:
        service = measure_service(Path(folder, "kiosk"), asked.measured, asked.keys)
    print(*service.lines(), sep="\n", flush=True)
    tally, marks = simulate(service, asked)
    print(*report(tally), sep="\n")
    if asked.draw:
        title = f"A simulated day: {asked.people:,} people, {asked.machines} machines"
        asked.draw.write_text(picture(tally, marks, title), encoding="utf-8")


if __name__ == "__main__":
    main()
