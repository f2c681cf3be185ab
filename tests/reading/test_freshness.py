"""Numbers stay true: a source read too long ago is a fault, an old page is shown as such."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commands.check import check
from commands.run import run
from screens.full.base_screen import UNSAID
from screens.pages.helplines import counsel, details
from screens.plain.render import lines
from screens.words import Words
from tests.support.brackets import CONTENT, places_of
from tests.support.sample import line
from tests.support.small import DATED, write_small
from tree.checking.checked import check_pack
from tree.checking.everything import read_lines, read_spoken
from tree.checking.freshness import date_faults, due, limit_of
from tree.fault import Where
from tree.helplines import Country, Helplines, Line
from tree.languages.helpline_files import read_helplines
from tree.pack.files import gather
from tree.prepare import Places

TODAY = date(2026, 11, 22)
TABLE = """\
country: AA
lines:
  - id: a
    service: Police
    read: {read}
"""


def faults(read: str, limit: int = 365) -> list[tuple[str, Where]]:
    """List the faults of a small table whose one line was read on a day."""
    files = {"aa.yaml": TABLE.format(read=read).encode(), "fallbacks.yaml": b"{}"}
    return [(fault.code, fault.where) for fault in date_faults(files, limit, TODAY)]


def shown(one: Line) -> Iterator[str]:
    """Say a line on the full screen and in line mode."""
    words = Words(read_spoken(CONTENT / "words" / "en"))
    yield "\n".join(row.text for row in details(one, words) if row.role != UNSAID)
    yield "\n".join(lines(details(one, words), words))


@pytest.mark.parametrize(
    ("read", "code"),
    [
        ("2025-11-21", "helpline-stale"),
        ("2025-11-22", ""),
        ("2026-11-22", ""),
        ("2026-11-23", ""),
        ("2026-11-24", "helpline-future"),
        ("lately", ""),
        ("", ""),
    ],
)
def test_a_day_too_long_ago_or_ahead_is_a_fault_at_its_line(read: str, code: str) -> None:
    assert faults(read) == ([(code, Where("aa.yaml", 5, 5))] if code else [])


def test_without_a_limit_nothing_grows_old() -> None:
    assert faults("1999-01-01", limit=0) == []


def test_the_limit_is_the_packs_own() -> None:
    assert limit_of(check_pack(gather(CONTENT / "evenground")).pack) == 365
    assert limit_of(None) == 0


def test_the_shipped_lines_grow_old_all_of_them() -> None:
    files = gather(CONTENT / "helplines")
    lines = [one for place in read_helplines(files).countries.values() for one in place.lines]
    found = list(date_faults(files, 365, date(2099, 1, 1)))
    assert {fault.code for fault in found} == {"helpline-stale"}
    assert len(found) == len(lines)


@pytest.mark.parametrize(
    ("seen", "doubtful"),
    [
        ("", False),
        ("2023-11-22", False),
        ("2023-11-21", True),
        ("2023-12", False),
        ("2023-10", True),
        ("2024", False),
        ("2023", True),
        ("2020", True),
    ],
)
def test_a_line_of_an_old_page_is_shown_as_one_to_check(seen: str, doubtful: bool) -> None:
    one = line("a", "crisis", "Listening", "1", seen=seen)
    plain = replace(one, seen="")
    assert one.doubtful is doubtful
    full_screen, line_mode = (
        now != then for now, then in zip(shown(one), shown(plain), strict=True)
    )
    assert full_screen is doubtful
    assert line_mode is bool(seen)


def test_where_no_help_with_a_relationship_is_known_another_way_is_named() -> None:
    words = Words(read_spoken(CONTENT / "words" / "en"))
    without = Country("AA", "Aland", (line("a", "crisis", "Listening", "1"),))
    known = Country("AA", "Aland", (line("a", "relationship", "Talks", "1"),))
    assert list(counsel(without, ["crisis", "relationship"], words))
    assert not list(counsel(without, ["crisis"], words))
    assert not list(counsel(known, ["relationship"], words))


def test_due_lists_the_oldest_first() -> None:
    days = {"a": "2026-01-02", "b": "2025-01-02", "c": "2026-11-22"}
    lines = tuple(replace(line(name, "crisis", "X", "1"), read=read) for name, read in days.items())
    tables = Helplines({"AA": Country("AA", "Aland", lines)}, {})
    assert [one.line.id for one in due(tables, 300, TODAY)] == ["b", "a"]
    assert [one.line.id for one in due(tables, 0, TODAY)] == ["b", "a", "c"]


def listed(capsys: pytest.CaptureFixture[str], *argv: str) -> dict[str, Any]:
    """Return what the command tells a program."""
    assert run(["due", *argv, "--json"], places_of(CONTENT)) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_the_command_tells_a_program_all_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    told = listed(capsys, "--days", "0")
    assert told["days"] == 0
    for one in told["due"]:
        assert set(one) == {"country", "id", "service", "read", "seen", "grade", "source"}
    reads = [one["read"] for one in told["due"]]
    assert reads == sorted(reads)
    assert listed(capsys)["days"] == 365


@pytest.mark.parametrize("days", ["-1", "soon", "", "999999"])
def test_a_number_of_days_that_is_none_is_one_sentence(
    days: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["due", f"--days={days}"], places_of(CONTENT)) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1


def test_check_fails_for_an_old_line_and_a_start_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables, pack = tmp_path / "helplines", write_small(tmp_path, **DATED)
    shutil.copytree(CONTENT / "helplines", tables)
    table = tables / "gb.yaml"
    text = table.read_text(encoding="utf-8")
    table.write_text(re.sub(r'read: "[0-9-]+"', "read: 2001-01-01", text, count=1))
    status = check(["--json"], Places(pack, CONTENT / "words", tables, tmp_path))
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert status == 1
    assert (fault["code"], fault["file"]) == ("helpline-stale", "gb.yaml")
    assert "2001" in table.read_text(encoding="utf-8").splitlines()[fault["line"] - 1]
    assert read_lines(tables, None, "en").countries["GB"].lines
