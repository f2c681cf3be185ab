"""Lines that a pack copied as they are may be seen by nobody; its own are named where they are."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from commands.check import check
from tests.support.brackets import CONTENT, places_of
from tests.support.small import write_small

PLACES = places_of(CONTENT)
OURS = """\
  - id: ie-ours
    category: stalking
    service: Our place
    phone: "555 1234"
    who: anyone
    source: "https://example.org"
    read: "2026-11-29"
    grade: A
"""


def notes(pack: Path, capsys: pytest.CaptureFixture[str]) -> set[str]:
    """Return the notes of a check."""
    check([str(pack), "--json"], PLACES)
    return set(json.loads(capsys.readouterr().out)["notes"])


def test_of_lines_that_nobody_sees_only_those_of_the_pack_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = write_small(tmp_path)
    before = notes(pack, capsys)
    shutil.copytree(CONTENT / "helplines", pack / "helplines")
    assert notes(pack, capsys) == before
    ireland = pack / "helplines" / "ie.yaml"
    ireland.write_text(ireland.read_text(encoding="utf-8") + OURS, encoding="utf-8")
    (named,) = notes(pack, capsys) - before
    assert "ie-ours" in named
    assert "ie-womens-aid" not in named
