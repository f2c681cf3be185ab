"""Tests that our pages name are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
ATTACKERS = 6


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_test_that_a_page_names_is_there(page: Path) -> None:
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", page.read_text("utf-8")))
    assert sorted(name for name in named if not (ROOT / name).is_file()) == []


def test_for_each_kind_of_attacker_there_is_a_test() -> None:
    tables = (ROOT / "SECURITY.md").read_text("utf-8").split("| can | cannot | shown by |")[1:]
    assert len(tables) == ATTACKERS
    for table in tables:
        assert "`tests/" in table.partition("\n\n")[0]
