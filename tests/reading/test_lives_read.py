"""Lives as they are written: a slip is one fault at its line, and a person's start reads none."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.run import run
from tests.support.brackets import CONTENT, places_of
from tests.support.called import run as from_outside
from tests.support.small import check_small, write_small
from tree.checking.lived import refuse_broken_lives
from tree.fault import FaultyPackError
from tree.prepare import Places, prepare

LIFE = "story: Hit.\nanswers:\n  acts: [hit]\noutcomes: [danger, crisis]\n"
SLIPS = [
    ("unknown-question", "acts: [hit]", "act: [hit]", 3),
    ("unknown-option", "[hit]", "[hitt]", 3),
    ("unknown-option", "[hit]", "go-on", 3),
    ("unknown-outcome", "[danger, crisis]", "[dangers, crisis]", 4),
    ("unknown-shown", "outcomes", "shown: [line:crsis]\noutcomes", 4),
    ("unknown-tag", "outcomes", "never_shown: [cal]\noutcomes", 4),
    ("unknown-key", "outcomes", "ends: [danger]\noutcomes", 4),
    ("missing", "story: Hit.\n", "", 1),
    ("missing", "outcomes: [danger, crisis]\n", "", 1),
    ("empty", "story: Hit.", 'story: " "', 1),
    ("not-a-mapping", LIFE, "- hit\n", 1),
    ("not-a-mapping", "answers:\n  acts: [hit]", "answers: [hit]", 2),
    ("not-a-list", "outcomes: [danger, crisis]", "outcomes: danger", 4),
    ("duplicate-key", "outcomes", "story: x\noutcomes", 4),
    ("unseen-sign", "story: Hit.", "story: Hi\u200bt.", 1),
]


@pytest.mark.parametrize(("code", "old", "new", "line"), SLIPS)
def test_a_slip_in_a_life_is_one_fault_at_its_line(
    code: str, old: str, new: str, line: int
) -> None:
    found = check_small(lives__hit=LIFE.replace(old, new, 1)).faults
    assert [(f.code, f.where.file, f.where.line) for f in found] == [(code, "lives/hit.yaml", line)]


@pytest.mark.parametrize("life", ["", "hit\n", "answers: {}\n", "- [", "\0", "story: {a: b}\n"])
def test_a_damaged_life_is_told_in_its_file_alone(life: str) -> None:
    found = check_small(lives__hit=life).faults
    assert {fault.where.file for fault in found} == {"lives/hit.yaml"}


def test_a_slip_names_what_is_nearest() -> None:
    (fault,) = check_small(lives__hit=LIFE.replace("[danger,", "[dangers,")).faults
    assert fault.values["nearest"] == "danger"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Write the small pack with a life that is kept."""
    shipped, pack = places_of(CONTENT), write_small(tmp_path)
    (pack / "lives").mkdir()
    (pack / "lives" / "hit.yaml").write_text(LIFE)
    return Places(pack, shipped.words, shipped.helplines, tmp_path / "stored")


BROKEN = [LIFE.replace("[danger, crisis]", "[danger]"), LIFE.replace("acts", "act"), "- ["]


@pytest.mark.parametrize("life", BROKEN)
def test_a_persons_start_reads_no_life_and_is_stored_by_the_same_name(
    life: str, places: Places
) -> None:
    ready = prepare(places, "en")
    (stored,) = places.stored.glob("*.json")
    (places.pack / "lives" / "hit.yaml").write_text(life)
    assert prepare(places, "en") == ready
    assert list(places.stored.glob("*.json")) == [stored]
    stored.unlink()
    assert prepare(places, "en") == ready


@pytest.mark.parametrize("life", BROKEN)
def test_no_kiosk_opens_with_a_broken_life(life: str) -> None:
    refuse_broken_lives(check_small(lives__hit=LIFE))
    with pytest.raises(FaultyPackError) as refused:
        refuse_broken_lives(check_small(lives__hit=life))
    assert {fault.where.file for fault in refused.value.faults} == {"lives/hit.yaml"}


def test_serve_itself_refuses_a_broken_life(places: Places, tmp_path: Path) -> None:
    (places.pack / "lives" / "hit.yaml").write_text(BROKEN[0])
    (tmp_path / "kiosk.toml").write_text(f'[check]\npack = "{places.pack}"\n')
    called = ("--config", str(tmp_path / "kiosk.toml"), "--host-key", str(tmp_path / "key"))
    ran = from_outside("serve", *called)
    assert ran.returncode == 2
    assert "lives/hit.yaml" in ran.stderr


def test_check_shows_the_story_of_a_broken_life(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(places.pack)], places) == 0
    capsys.readouterr()
    (places.pack / "lives" / "hit.yaml").write_text(BROKEN[0].replace("Hit.", "A story."))
    assert run(["check", str(places.pack)], places) == 1
    told = capsys.readouterr().out
    assert "lives/hit.yaml:4:1: life-broken" in told
    assert "A story." in told


def test_review_shows_each_life(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["review", str(places.pack)], places) == 0
    assert 'id="life-hit"' in capsys.readouterr().out
    (places.pack / "lives" / "hit.yaml").unlink()
    assert run(["review", str(places.pack)], places) == 0
    assert 'id="lives"' not in capsys.readouterr().out
