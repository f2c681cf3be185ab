"""What reviews, maps and decides say themselves is in the language that is asked for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commands.run import run
from tests.support.brackets import CONTENT, places_of
from tree.checking.everything import faults_of_words
from tree.languages.overlay import mark
from tree.languages.paper import PAPER, paper_faults, paper_files, paper_in
from tree.languages.word_tables import read_words
from tree.prepare import Places

COMMANDS = (
    ["review", "--short"], ["map"], ["decides"],
)  # fmt: skip
SAID = {"review": "review.contents", "map": "map.legend", "decides": "decides.sure-note"}
"""A sentence of each that stands on every page of its kind."""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Return the content with the pack of the template, which is in two languages."""
    shutil.copytree(CONTENT, tmp_path / "content")
    return places_of(tmp_path / "content")


def english() -> dict[str, str]:
    """Return the words for paper as they were written first."""
    return read_words(paper_files(CONTENT / "words" / "en"))


@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_headings_and_legends_are_in_the_language_that_is_asked_for(
    places: Places, capsys: pytest.CaptureFixture[str], argv: list[str]
) -> None:
    own, spanish = english(), paper_in(places.words / "es")
    call = [*argv, str(places.words.parent / "template"), "--lang", "es"]
    assert run(call, places) == 0
    found = capsys.readouterr()
    key = SAID[argv[0]]
    assert spanish[key] in found.out
    assert own[key] not in found.out
    assert "evenground translate" not in found.err


def test_what_is_stale_is_said_in_english_and_is_a_fault(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    file = places.words / "es" / "commands" / "decides.yaml"
    of = mark(english()["decides.sure-note"])
    file.write_text(file.read_text().replace(of, "00000000"))
    assert [f.code for f in faults_of_words(places.words, places.helplines)] == ["stale-words"]
    call = ["decides", str(places.words.parent / "template"), "--lang", "es"]
    assert run(call, places) == 0
    said = capsys.readouterr().out
    assert english()["decides.sure-note"] in said
    assert paper_in(places.words / "es")["decides.sure-title"] in said


def test_a_language_without_words_for_paper_says_that_it_is_in_english(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(places.words / "es" / "commands")
    assert list(paper_faults(places.words / "es")) == []
    assert run(["decides", str(places.words.parent / "template"), "--lang", "es"], places) == 0
    found = capsys.readouterr()
    assert english()["decides.sure-note"] in found.out
    assert len(found.err.splitlines()) == 1


@pytest.mark.parametrize("part", PAPER)
def test_words_for_paper_are_translated_as_others_are(
    places: Places, capsys: pytest.CaptureFixture[str], part: str
) -> None:
    file = places.words / "es" / "commands" / f"{part}.yaml"
    before = file.read_text()
    assert run(["translate", "es", part], places) == 0
    assert capsys.readouterr().out == before
