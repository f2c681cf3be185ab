"""A machine whose clock is behind: it says so, in place of what only follows from that."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from commands.serve import LATER
from tests.support.kiosk_host import said_first, serve_call, write_settings
from tests.support.small import write_small
from tests.support.terminal import DEADLINE, ROOT
from tree.checking.freshness import newest_to_come, refuse_old_clock
from tree.fault import UnusableError

LONG_AGO = "2020-01-01"
DAYS = ("2026-01-10", "2026-02-10", "2026-03-10")
TABLE = "country: GB\nname: United Kingdom\nlines:\n" + "".join(
    f"  - {{id: l{n}, category: crisis, service: A, phone: '1', read: {day}}}\n"
    for n, day in enumerate(DAYS)
)


@pytest.mark.parametrize(
    ("today", "newest", "wrong"),
    [
        ("2020-01-01", DAYS[2], True),
        ("2026-01-20", DAYS[2], True),
        ("2026-02-20", DAYS[2], False),
        ("2026-03-09", "", False),
        ("2027-03-09", "", False),
    ],
)
def test_most_days_to_come_are_a_wrong_clock_and_few_are_slips(
    today: str, newest: str, *, wrong: bool
) -> None:
    tables = {"gb.yaml": TABLE.encode()}
    assert newest_to_come(tables, date.fromisoformat(today)) == newest
    if not wrong:
        refuse_old_clock(tables, date.fromisoformat(today))
        return
    with pytest.raises(UnusableError) as refused:
        refuse_old_clock(tables, date.fromisoformat(today))
    assert refused.value.values == {"today": today, "read": newest}


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """Write sound settings, where a program can be shown another day."""
    if not shutil.which("faketime"):
        pytest.skip("faketime is not installed")
    return write_settings(tmp_path, write_small(tmp_path))


def long_ago(*call: str) -> subprocess.CompletedProcess[str]:
    """Run a command on a day long ago."""
    return subprocess.run(
        ["faketime", LONG_AGO, *call], cwd=ROOT, capture_output=True, text=True, check=False,
        timeout=DEADLINE,
    )  # fmt: skip


@pytest.mark.parametrize("more", [[], ["--check-config"]], ids=["opens", "only looks"])
def test_a_kiosk_does_not_open_on_a_day_long_ago_and_may_be_tried_again(
    settings: Path, more: list[str]
) -> None:
    ran = long_ago(*serve_call("--config", str(settings), *more))
    assert (ran.returncode, ran.stdout.count("\n")) == (LATER, said_first(*more))
    assert ran.stderr.count("\n") == 1
    assert LONG_AGO in ran.stderr


def test_a_host_may_allow_it_and_is_told_all_the_same(settings: Path) -> None:
    ran = long_ago(*serve_call("--config", str(settings), "--allow-stale", "--check-config"))
    assert (ran.returncode, ran.stdout.count("\n"), ran.stderr.count("\n")) == (0, 2, 1)
    assert LONG_AGO in ran.stderr


@pytest.mark.parametrize("command", ["due", "check"])
def test_authors_are_told_of_the_clock_and_of_nothing_else(settings: Path, command: str) -> None:
    assert settings.exists()
    ran = long_ago(*serve_call()[:-1], command)
    assert ran.returncode == 2
    assert (ran.stdout + ran.stderr).count("\n") == 1
    assert LONG_AGO in ran.stdout + ran.stderr
