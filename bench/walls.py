"""Try all that foreign code in a worker might, without and with walls: `python bench/walls.py`.

Writes the table to docs/kiosk/WALLS.md; `--print` prints it instead. Needs root: the processes of
all kiosks but the last give up nothing. A worker that does not answer in time is given up, and its
attempts are divided until the one that hangs is known.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.support.attempts.table import ABSENT, AREAS, ATTEMPTED, NOTHING, WORKED
from tests.support.attempts.targets import lures
from tests.support.kiosk_host import PLANTED, Kiosk, small_kiosk
from tests.support.kiosk_person import visit
from tests.support.planted_kiosk import ATTEMPTS, WALL
from tests.support.terminal import ROOT

PAGE = ROOT / "docs" / "kiosk" / "WALLS.md"
COLUMNS = {
    "nothing": {WALL: "nothing"},
    "namespaces": {WALL: "namespaces"},
    "Landlock": {WALL: "landlock"},
    "seccomp": {WALL: "seccomp"},
    "both": {WALL: "both"},
    "as shipped": {},
}
BATCH_SECONDS, ONE_SECONDS = 60.0, 20.0
"""Deadlines for an answer: of a worker that tries many, and of one that tries a single thing."""

HUNG = "hung"
INTRODUCTION = """\
# What foreign code in a visit can do

`bench/walls.py` makes a worker try all of this and writes this page; do not edit it by hand.

- **nothing**: nothing keeps the worker in. It is root, no process of the kiosk gave up anything,
  and files were left open over the fork on purpose.
- **namespaces**, **Landlock**, **seccomp**, **both**: the same worker, still root, behind that
  alone (new namespaces of users, networks, shared memory, names, mounts), or behind the last two.
- **as shipped**: a kiosk as it is, started as root. Its workers give up root, too.

`works`: it had its effect, as seen by the one who tried. `absent`: this kernel does not have such a
thing. `no effect`: it did nothing, as where nothing was left open.
`tests/kiosk/test_kiosk_wall.py` holds the first column and the last two.
"""


async def came(kiosk: Kiosk, names: Sequence[str]) -> dict[str, str]:
    """Have a worker try these; return what came of each."""
    (kiosk.folder / "asked").write_text("\n".join(names), encoding="utf-8")
    try:
        async with asyncio.timeout(BATCH_SECONDS if len(names) > 1 else ONE_SECONDS):
            return await _told(kiosk)
    except (TimeoutError, AssertionError):
        half = len(names) // 2
        if not half:
            return {names[0]: HUNG}
        return {**await came(kiosk, names[:half]), **await came(kiosk, names[half:])}


async def _told(kiosk: Kiosk) -> dict[str, str]:
    async with visit(kiosk.port, term_type="dumb") as person:
        titles = person.window.titles
        await person.wait(lambda: titles and titles[-1].startswith("{"), "what worked")
        told: dict[str, str] = json.loads(titles[-1])
        return told


def column(wall: Mapping[str, str]) -> dict[str, str]:
    """Open a kiosk with this wall, and try all in a worker of it."""
    with tempfile.TemporaryDirectory() as name, lures(folder := Path(name)):
        environment = {ATTEMPTS: name, **wall}
        with small_kiosk(folder, program=PLANTED, environment=environment) as kiosk:
            return asyncio.run(came(kiosk, list(ATTEMPTED)))


def word(outcome: str) -> str:
    """Return how an outcome is written in the table."""
    known = {WORKED: "**works**", HUNG: HUNG, NOTHING: "no effect"} | dict.fromkeys(
        ABSENT, "absent"
    )
    return known.get(outcome, "refused")


def page(columns: Mapping[str, Mapping[str, str]]) -> str:
    """Return the page with all tables."""
    count = {
        wall: sum(how == WORKED for how in outcomes.values()) for wall, outcomes in columns.items()
    }
    said = ", ".join(f"{wall} {n}" for wall, n in count.items())
    kernel = ".".join(platform.release().split(".")[:2])
    parts = [INTRODUCTION, f"On Linux {kernel}, of {len(ATTEMPTED)} attempts worked: {said}.\n"]
    for area, attempts in AREAS.items():
        parts += [f"## {area}\n", "\n".join(_rows(attempts, columns)) + "\n"]
    return "\n".join(parts)


def _rows(attempts: Mapping[str, object], columns: Mapping[str, Mapping[str, str]]) -> list[str]:
    head = ["attempt", *columns]
    rows = [[name, *(word(came[name]) for came in columns.values())] for name in attempts]
    return ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]


def main() -> int:
    """Fill all columns, and write the page; the status is 1 if anything works as shipped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--print", action="store_true", dest="prints")
    asked = parser.parse_args()
    if os.geteuid() != 0:
        parser.error("only root can show what the walls keep from")
    columns = {}
    for name, wall in COLUMNS.items():
        columns[name] = column(wall)
        print(name, sum(how == WORKED for how in columns[name].values()), file=sys.stderr)
    text = page(columns)
    print(text) if asked.prints else PAGE.write_text(text, encoding="utf-8")
    return int(WORKED in columns["as shipped"].values())


if __name__ == "__main__":
    sys.exit(main())
