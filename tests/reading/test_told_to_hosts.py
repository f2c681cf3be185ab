"""What a host gets wrong in lines of their own is said at once, with what to do in that file.

The rows are those of a trial in which somebody did each of these.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from commands.check import check
from tests.support.brackets import CONTENT, places_of, put_in_brackets
from tests.support.small import DATED, write_small
from tree.checking.checked import Checked, check_pack
from tree.checking.everything import faults_of_words, read_lines
from tree.checking.held_back import borrowed, held_back
from tree.fault import FaultyPackError, UnusableError
from tree.languages.helpline_files import add_local, read_helplines
from tree.languages.overlay import overlay
from tree.languages.wording import texts
from tree.pack.files import gather
from tree.pack.yaml_reader import parse
from tree.prepare import prepare

PLACES = places_of(CONTENT)
OURS = """\
country: US
name: United States
lines:
  - id: us-own
    category: crisis
    service: Our place
    phone: "555 1234"
    who: the people of Mill Lane
    source: us
    read: 2026-11-22
    grade: A
"""


Told = list[dict[str, object]]


def told(folder: Path, text: str, capsys: pytest.CaptureFixture[str]) -> Told:
    """Check lines of a host's own beside a pack without faults; returns the faults."""
    file = folder / "ours.yaml"
    file.write_text(text)
    check([str(write_small(folder, **DATED)), "--json", "--helplines", str(file)], PLACES)
    found: Told = json.loads(capsys.readouterr().out)["faults"]
    return found


def codes(found: Told) -> list[str]:
    """Name the faults, sorted."""
    return sorted(str(fault["code"]) for fault in found)


def test_row_8_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    content = tmp_path / "content"
    for name in ("words", "helplines"):
        shutil.copytree(CONTENT / name, content / name)
    shutil.copytree(content / "words" / "es", content / "words" / "fr")
    faults = list(faults_of_words(content / "words", content / "helplines"))
    assert [(f.code, f.where.file) for f in faults] == [
        ("missing-file", "helplines/languages/fr.yaml")
    ]


def test_row_9_a_country_in_small_letters_is_given_in_capital_letters(tmp_path: Path) -> None:
    for written, meant in (("us", "US"), ("gB", "GB"), ("usa", ""), ("12", "")):
        file = tmp_path / "ours.yaml"
        file.write_text(OURS.replace("country: US", f'country: "{written}"'))
        with pytest.raises(FaultyPackError) as refused:
            add_local(read_helplines(gather(CONTENT / "helplines")), file)
        (fault,) = refused.value.faults
        assert (fault.code, fault.where.line) == ("country-code", 1)
        assert fault.values["nearest"] == meant


def test_row_10_a_category_that_no_page_shows_comes_with_those_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (fault,) = told(tmp_path, OURS.replace("category: crisis", "category: shelter"), capsys)
    assert (fault["code"], fault["file"], fault["line"]) == ("unknown-category", "ours.yaml", 5)
    known = read_helplines(gather(CONTENT / "helplines")).fallbacks
    assert all(name in str(fault["says"]) for name in ("emergency", *known))


def test_a_country_and_a_category_that_are_both_wrong_are_both_said_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = OURS.replace("country: US", "country: us").replace("category: crisis", "category: shel")
    found = told(tmp_path, text.replace("grade: A", "grade: A\n  - {id: x}"), capsys)
    assert [fault["line"] for fault in found if fault["code"] == "unknown-category"] == [5]
    assert {fault["code"] for fault in found} == {"country-code", "unknown-category", "missing"}


def test_lines_that_nobody_would_see_are_named_with_what_the_pack_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ours.yaml"
    pack = write_small(tmp_path)
    for category, seen in (("relationship", False), ("crisis", True), ("directory", True)):
        file.write_text(OURS.replace("category: crisis", f"category: {category}"))
        assert check([str(pack), "--json", "--helplines", str(file)], PLACES) == 0
        notes = json.loads(capsys.readouterr().out)["notes"]
        assert any("us-own" in note and category in note for note in notes) != seen


@pytest.mark.parametrize(
    ("day", "code"), [("2031-11-29", "helpline-future"), ("2019-11-29", "helpline-stale")]
)
def test_row_11_a_day_is_held_to_the_rules_of_a_country(
    day: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert codes(told(tmp_path, OURS.replace("2026-11-22", day), capsys)) == [code]


def translated(pack: Path, language: str) -> Path:
    """Translate a pack into brackets; returns the file."""
    checked = check_pack(gather(pack))
    assert checked.tree
    assert checked.pack
    held = overlay(texts(checked.tree, checked.pack), parse(b"{}", "x"))
    file = pack / "languages" / f"{language}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(put_in_brackets(held) + "\n")
    return file


def test_row_12_lines_of_a_place_can_be_said_in_another_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(OURS)

    def who(language: str) -> str:
        lines = read_lines(PLACES.helplines, file, language).countries["US"].lines
        return next(line.who for line in lines if line.id == "us-own")

    assert who("es") == "the people of Mill Lane"
    pack = write_small(tmp_path)
    translated(pack, "es")
    call = [str(pack), "--helplines", str(file)]
    assert check(call, PLACES) == 0
    before = capsys.readouterr().out
    assert "the people of Mill Lane" in before
    file.write_text(f"{OURS}translations:\n  es:\n    the people of Mill Lane: la gente\n")
    assert (who("es"), who("en")) == ("la gente", "the people of Mill Lane")
    assert check(call, PLACES) == 0
    assert "the people of Mill Lane" not in capsys.readouterr().out
    file.write_text(f"{OURS}translations:\n  es: la gente\n")
    assert check([*call, "--json"], PLACES) == 1
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert (fault["code"], fault["line"]) == ("not-a-mapping", 13)


def test_row_17_a_language_without_screens_of_its_own_is_offered_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = write_small(tmp_path)
    translated(pack, "fr")
    es = translated(pack, "es")

    def named(look: Callable[[Checked, Path, Path], Iterable[UnusableError]]) -> set[str]:
        found = look(check_pack(gather(pack)), PLACES.words, PLACES.helplines)
        return {f"{one.values['name']} {one.code}" for one in found}

    assert named(held_back) == set()
    assert named(borrowed) == {"fr screens-borrowed", "fr helplines-as-written"}
    assert check([str(pack)], PLACES) == 0
    assert capsys.readouterr().out.count(" fr ") >= 2
    assert check([str(pack), "--json"], PLACES) == 0
    notes = json.loads(capsys.readouterr().out)["notes"]
    assert sum(" fr" in note for note in notes) == 3, "its rules are missing, too"
    es.write_text(es.read_text().replace("[Small]", "", 1))
    assert named(held_back) == {"es language-faulty"}
    assert named(borrowed) == {"fr screens-borrowed", "fr helplines-as-written"}


def test_all_that_is_wrong_in_a_file_is_said_at_once_and_by_a_start_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = OURS[OURS.index("  - id") :].replace("us-own", "us-two").replace("grade: A", "grade: U")
    wrong = OURS.replace("2026-11-22", "2031-11-29").replace("crisis", "shelter") + again
    expected = ["helpline-future", "unknown-category", "wrong-value"]
    assert codes(told(tmp_path, wrong, capsys)) == expected
    own = replace(PLACES, local=tmp_path / "ours.yaml", stored=tmp_path, today="2026-11-30")
    with pytest.raises(FaultyPackError) as refused:
        prepare(own, "en")
    assert sorted(fault.code for fault in refused.value.faults) == expected


def test_a_file_that_does_not_exist_is_said_not_to_exist(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    found = {}
    for name in ("none.yaml", "folder.yaml"):
        with pytest.raises(UnusableError) as refused:
            check(["--helplines", str(tmp_path / name)], PLACES)
        found[name] = refused.value.code
    assert found == {"none.yaml": "no-such-file", "folder.yaml": "no-plain-file"}
