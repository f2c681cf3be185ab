"""Slips of real authors: each is named where it is, once, with what to do."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from commands.check import check
from tests.support.brackets import CONTENT, places_of, put_in_brackets
from tests.support.small import FILES, check_small, write_small
from tree.checking.checked import check_pack
from tree.checking.everything import faults_of_words, read_lines
from tree.checking.held_back import held_back
from tree.languages.overlay import overlay
from tree.languages.wording import texts
from tree.pack.files import gather
from tree.pack.yaml_reader import parse

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


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Copy the words and helplines, beside the small pack."""
    for name in ("words", "helplines"):
        shutil.copytree(CONTENT / name, tmp_path / name)
    return tmp_path


def test_a_file_that_is_not_there_is_said_to_be_missing(content: Path) -> None:
    shutil.copytree(content / "words" / "es", content / "words" / "fr")
    faults = list(faults_of_words(content / "words", content / "helplines"))
    assert [(f.code, f.where.file) for f in faults] == [
        ("missing-file", "helplines/languages/fr.yaml")
    ]


def test_a_fault_in_a_table_is_said_once_and_not_in_each_language(content: Path) -> None:
    file = content / "helplines" / "nz.yaml"
    file.write_text(file.read_text().replace("grade: A", "grade: U", 1))
    faults = list(faults_of_words(content / "words", content / "helplines"))
    assert [fault.code for fault in faults] == ["wrong-value"]


def test_a_key_in_the_wrong_place_is_not_offered_again() -> None:
    changed = FILES["outcomes/danger.yaml"].replace("tier: 0", "id: danger\ntier: 0")
    (fault,) = check_small(outcomes__danger=changed).faults
    assert fault.code == "unknown-key"
    assert fault.values["nearest"] != "id"


RULES = "formula: {0}\nlimit: {1}\nsentence: 90\nscreen: {{columns: 72, lines: 40}}\n"


@pytest.mark.parametrize("formula", ["flesch-kincaid", "szigriszt"])
def test_a_figure_is_never_that_of_the_limit(formula: str) -> None:
    said = "You could think about what happens to somebody else on another day at home."
    page = FILES["outcomes/step-back.yaml"].replace("It is a lot.", said)
    hard = 0
    for limit in range(0, 120, 3):
        rules = RULES.format(formula, limit)
        for fault in check_small(outcomes__step_back=page, wording__en=rules).faults:
            if fault.code == "text-too-hard":
                hard += 1
                found = float(fault.values["found"])
                assert found > limit if formula == "flesch-kincaid" else found < limit
    assert hard


def test_the_other_place_of_an_id_is_named(tmp_path: Path) -> None:
    pack = write_small(tmp_path)
    shutil.copy(pack / "questions" / "safety.yaml", pack / "questions" / "zz-copy.yaml")
    found = [f for f in check_pack(gather(pack)).faults if f.code == "duplicate-id"]
    assert {fault.values["first"].partition(":")[0] for fault in found} == {"questions/safety.yaml"}
    assert {fault.where.file for fault in found} == {"questions/zz-copy.yaml"}


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


def test_a_language_that_nobody_is_offered_is_named_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = write_small(tmp_path)
    translated(pack, "fr")
    es = translated(pack, "es")

    def held() -> dict[str, str]:
        found = held_back(check_pack(gather(pack)), PLACES.words, PLACES.helplines)
        return {one.values["name"]: one.code for one in found}

    assert held() == {"fr": "language-unspoken"}
    assert check([str(pack)], PLACES) == 0
    assert " fr:" in capsys.readouterr().out.splitlines()[-2]
    es.write_text(es.read_text().replace("[Small]", "", 1))
    assert held() == {"fr": "language-unspoken", "es": "language-faulty"}


def test_lines_of_a_place_can_be_said_in_another_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(OURS)

    def who(language: str) -> str:
        lines = read_lines(PLACES.helplines, file, language).countries["US"].lines
        return next(line.who for line in lines if line.id == "us-own")

    assert who("es") == "the people of Mill Lane"
    call = [str(write_small(tmp_path)), "--helplines", str(file)]
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
