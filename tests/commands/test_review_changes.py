"""What changed, on paper: old beside new, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from commands.review import page
from commands.reviewing.changes import Unsigned, changes, unsigned, unsigned_of
from commands.reviewing.parts import ReviewPart
from commands.reviewing.sheet import UNIT
from commands.run import run
from tests.commands.test_review_units import book, classed, parsed, said
from tests.support.small import check_small, edited, write_small
from tree.checking.checked import check_pack
from tree.checking.everything import spoken_words
from tree.checking.signing.pack_mark import pack_mark
from tree.checking.signing.reviewed import standings
from tree.pack.files import gather
from tree.prepare import Places

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"


def changed(old: dict[str, str], new: dict[str, str] | None = None) -> dict[str, str]:
    """Return the units that a page on changes shows, by id, with their words."""
    now = book(check_small(**(new or {})))
    was = replace(book(check_small(**old)), like=now)
    root = parsed(page(now, [ReviewPart("changes", partial(changes, old=was))], kind="since"))
    return {part.get("id", ""): said(part) for part in classed(root, UNIT)}


def test_the_same_pack_has_no_changes() -> None:
    assert changed({}) == {}


def test_a_word_is_shown_old_beside_new_where_it_stands_and_nowhere_else() -> None:
    found = changed(edited("questions/after.yaml", "ask: Is it calm?", "ask: Is it quiet?"))
    assert found.keys() == {"place-calm"}
    assert "Is it calm?" in found["place-calm"]
    assert "Is it quiet?" in found["place-calm"]


@pytest.mark.parametrize(
    ("file", "old", "new", "units"),
    [
        ("forks.yaml", "{when: harmed, to: danger}", "{when: hit, to: danger}", {"place-on"}),
        ("pack.yaml", "note: These are hard.", "note: Take your time.", {"topic-safety"}),
        ("promises.yaml", "says: Hit leads", "says: A hit leads", {"promise-hit-danger"}),
        ("outcomes/crisis.yaml", "opening: Please call.", "opening: Call.", {"place-crisis"}),
        (
            "questions/safety.yaml",
            ", plain: true}\n  - id: acts",
            "}\n  - id: acts",
            {"place-gate"},
        ),
    ],
)
def test_a_route_a_note_and_a_promise_are_changes_too(
    file: str, old: str, new: str, units: set[str]
) -> None:
    assert units <= changed(edited(file, old, new)).keys()


def test_what_is_gone_and_what_is_new_is_shown() -> None:
    more = edited("questions/after.yaml", "      - {id: work, say: Work}\n", "")
    assert "Work" in changed({}, more)["place-matters"]
    assert "Work" in changed(more)["place-matters"]


def test_since_signed_shows_what_nobody_has_signed_as_it_is() -> None:
    checked = check_small()
    found = standings(checked, spoken_words(checked, CONTENT / "words"))
    todo = unsigned_of(found, ["en"])
    assert {one.unit.name for one in todo.new} >= {"safety/gate", "outcomes/danger"}
    assert unsigned_of(found, ["xx"]) == Unsigned((), ())
    opened = book(checked)

    root = parsed(page(opened, [ReviewPart("signed", partial(unsigned, found=todo))], kind="since"))
    names = {part.get("id") for part in classed(root, UNIT)}
    assert {"place-gate", "place-acts", "place-danger"} <= names
    assert "place-rebuild" not in names


@pytest.mark.parametrize(
    "argv",
    [
        ["--since", "no-such-pack"],
        ["--since", "HEAD~1:no/such/folder"],
        ["--paper", "a9"],
        ["--lang", "xx"],
    ],
)
def test_a_call_that_cannot_be_served_is_one_sentence_and_writes_nothing(
    argv: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = Places(write_small(tmp_path), CONTENT / "words", CONTENT / "helplines", tmp_path)
    file = tmp_path / "page.html"
    assert run(["review", *argv, "-o", str(file)], places) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert not file.exists()


def test_an_earlier_pack_with_a_fault_is_named_with_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    old = write_small(tmp_path / "old")
    (old / "forks.yaml").write_text("- {id: on}\n")
    new = write_small(tmp_path / "new")
    places = Places(new, CONTENT / "words", CONTENT / "helplines", tmp_path)
    assert run(["review", "--since", str(old)], places) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert f"{old}/forks.yaml:1:" in told.err


def test_signing_tells_the_mark_that_the_pages_have(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = write_small(tmp_path)
    places = Places(pack, CONTENT / "words", CONTENT / "helplines", tmp_path)
    assert run(["sign", "--role", "other", "--all"], places) == 0
    checked = check_pack(gather(pack))
    assert pack_mark(checked) in capsys.readouterr().out


@pytest.mark.parametrize("command", ["review", "map"])
def test_nothing_is_written_of_a_pack_that_cannot_be_read(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = write_small(tmp_path)
    (pack / "forks.yaml").write_text("- {id: on\n")
    places = Places(pack, CONTENT / "words", CONTENT / "helplines", tmp_path)
    file = tmp_path / "paper.html"
    assert run([command, "--paper", "a4", "-o", str(file)], places) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "forks.yaml:" in told.err
    assert not file.exists()
