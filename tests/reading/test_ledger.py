"""Every piece of advice is used somewhere or declined for a reason, and nothing is copied."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tree.checking.checked import check_pack
from tree.pack.files import gather
from tree.pack.ledger import where_it_lives
from tree.pack.pack import Pack, read_pack

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
ROWS = {"S0": 20, "S1": 29, "S2": 46, "S3": 55, "S4": 17}
"""How many pieces of advice each article holds."""
ALIKE = 6
"""So many words in a row are a copy."""


@cache
def pack() -> Pack:
    """Read the shipped pack once, as written."""
    return read_pack(gather(ROOT / "content" / "evenground"))


def test_every_row_of_every_article_is_accounted_for() -> None:
    rows = [name for name, source in pack().sources.items() if source.shape.verdict]
    assert sorted(rows) == sorted(
        f"{a}-{n:02}" for a, most in ROWS.items() for n in range(1, most + 1)
    )
    verdicts = Counter(source.shape.verdict for source in pack().sources.values())
    assert verdicts["decline"] > 40
    assert verdicts["use"] > verdicts["soften"] > 30


def test_used_rows_live_somewhere_and_declined_rows_nowhere() -> None:
    lives = where_it_lives(pack())
    for name, source in pack().sources.items():
        verdict = source.shape.verdict
        assert (name in lives) == (verdict in ("use", "soften")) or not verdict, name


def test_where_in_an_article_a_row_stood_is_shown_to_authors_alone() -> None:
    files = gather(ROOT / "content" / "evenground")
    shown = check_pack(files).speak().sources
    rows = {name for name, source in pack().sources.items() if source.shape.verdict}
    assert {name for name, source in shown.items() if not source.address} == rows & shown.keys()
    assert all(source.address.startswith("http") for source in shown.values() if source.address)


def test_most_rows_name_the_very_step_or_question() -> None:
    lives = where_it_lives(pack())
    outcomes = set(pack().outcomes)
    rows = [places for name, places in lives.items() if name.startswith("S")]
    assert sum(not outcomes.issuperset(places) for places in rows) > len(rows) / 2


EDITS = [
    ("sources.yaml", "verdict: decline", "verdict: use", "row-without-place"),
    ("sources.yaml", "verdict: use", "verdict: decline", "declined-row-cited"),
    ("sources.yaml", "verdict: use", "verdict: soften", "row-without-why"),
    ("outcomes/give-space.yaml", "sources: [S2-05]", "sources: [S2-99]", "unknown-source"),
    ("outcomes/give-space.yaml", "sources: [S2-05]", "sources: [S0-04]", "declined-row-cited"),
    ("outcomes/give-space.yaml", "sources: [S2-05]", "sources: [S2-03]", "row-without-place"),
    ("promises.yaml", "because: [B19, B18]", "because: [S0-04]", "declined-row-cited"),
]


@pytest.mark.parametrize(("file", "old", "new", "code"), EDITS)
def test_check_fails_where_the_ledger_does_not_add_up(
    file: str, old: str, new: str, code: str
) -> None:
    files = gather(ROOT / "content" / "evenground")
    assert old.encode() in files[file]
    files[file] = files[file].replace(old.encode(), new.encode(), 1)
    assert code in {fault.code for fault in check_pack(files).faults}


def grams(text: str) -> Iterator[tuple[str, ...]]:
    """List the runs of words in a text, six at a time."""
    words = re.findall(r"[a-z0-9']+", text.lower().replace("\u2019", "'"))
    return zip(*(words[i:] for i in range(ALIKE)), strict=False)


def read() -> Iterator[str]:
    """Read what we read: the articles, and what was noted on them; not reviews, which quote us."""
    notes = [SHARED / "research" / name for name in ("seed-ledger.csv", "domain.md")]
    for path in sorted([*SHARED.glob("seeds/*"), *filter(Path.exists, notes)]):
        raw = path.read_text(encoding="utf-8", errors="replace")
        if path.suffix == ".csv":
            yield from (cell for row in csv.reader(io.StringIO(raw)) for cell in row)
        else:
            yield from re.split(r"\n\s*\n|\|", raw)


def said() -> Iterator[tuple[str, str]]:
    """List every line of words in content; not addresses, nor what services tell of themselves."""
    for path in sorted((ROOT / "content").rglob("*.yaml")):
        if "helplines" not in path.parts:
            lines = path.read_text(encoding="utf-8").splitlines()
            own = (item for item in enumerate(lines, 1) if "address:" not in item[1])
            yield from ((f"{path.name}:{n}", line) for n, line in own)


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the articles are not here")
def test_nothing_is_copied_from_what_we_read() -> None:
    theirs = {gram for text in read() for gram in grams(text)}
    assert len(theirs) > 10_000
    copied = [(at, gram) for at, line in said() for gram in grams(line) if gram in theirs]
    assert copied == []
