"""A host's own lines grow old as those of countries do, and whoever asks is told of them."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from commands.check import check
from commands.checking.watching import times
from commands.run import run
from tests.support.brackets import CONTENT, places_of
from tests.support.small import DATED, write_small
from tree.checking.freshness import faults_with_own

TODAY = date(2026, 11, 22)
OWN = """\
country: GB
name: United Kingdom
lines:
  - {id: ID, category: crisis, service: Our house, phone: "0123", who: anyone,
     source: "https://example.org", read: "DAY", grade: A}
"""
SHIPPED = {"gb.yaml": OWN.replace("ID", "gb-a").replace("DAY", "2024-01-01").encode()}


def own(folder: Path, name: str, day: str) -> Path:
    """Write a host's own file of one line."""
    file = folder / "own.yaml"
    file.write_text(OWN.replace("ID", name).replace("DAY", day))
    return file


@pytest.mark.parametrize(
    ("name", "day", "files"),
    [
        ("gb-own", "2026-11-01", {"gb.yaml"}),
        ("gb-own", "2024-01-01", {"gb.yaml", "own.yaml"}),
        ("gb-a", "2026-11-01", set()),
        ("gb-a", "2024-01-01", {"own.yaml"}),
    ],
)
def test_own_lines_are_held_to_the_limit_and_stand_for_those_that_they_replace(
    tmp_path: Path, name: str, day: str, files: set[str]
) -> None:
    found = list(faults_with_own(SHIPPED, own(tmp_path, name, day), 365, TODAY))
    assert {fault.where.file for fault in found} == files
    assert {fault.code for fault in found} <= {"helpline-stale"}
    assert len(list(faults_with_own(SHIPPED, None, 365, TODAY))) == 1


def test_due_lists_own_lines_when_told_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, places = own(tmp_path, "gb-own", "2001-01-01"), places_of(CONTENT)
    found = []
    for call in (["--helplines", str(file)], []):
        assert run(["due", "--json", *call], places) == 0
        due = json.loads(capsys.readouterr().out)["due"]
        found.append([one["id"] for one in due])
    assert found[0] == ["gb-own", *found[1]]
    assert run(["due", "--helplines", str(tmp_path / "none.yaml")], places) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_check_names_each_fault_of_an_own_file_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = own(tmp_path, "gb-own", "2001-01-01")
    file.write_text(file.read_text().replace("grade: A", "grade: U"))
    pack = str(write_small(tmp_path, **DATED))
    assert check([pack, "--json", "--helplines", str(file)], places_of(CONTENT)) == 1
    told = json.loads(capsys.readouterr().out)["faults"]
    assert sorted(fault["code"] for fault in told) == ["helpline-stale", "wrong-value"]


def test_a_watched_file_is_seen_to_change_as_one_in_a_folder_is(tmp_path: Path) -> None:
    file = own(tmp_path, "gb-own", "2026-11-01")
    before = times([file])
    assert before == times([tmp_path])
    os.utime(file, ns=(1, 1))
    assert times([file]) != before
    file.unlink()
    assert times([file]) == {}
