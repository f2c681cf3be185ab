"""Slips of real authors: each is named where it is, once, with what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.brackets import CONTENT, places_of
from tests.support.small import FILES, check_small, write_small
from tree.checking.checked import check_pack
from tree.checking.everything import faults_of_words
from tree.pack.files import gather

PLACES = places_of(CONTENT)


def test_a_fault_in_a_table_is_said_once_and_not_in_each_language(tmp_path: Path) -> None:
    content = tmp_path / "content"
    for name in ("words", "helplines"):
        shutil.copytree(CONTENT / name, content / name)
    file = content / "helplines" / "nz.yaml"
    file.write_text(file.read_text().replace("grade: A", "grade: U", 1))
    faults = list(faults_of_words(content / "words", content / "helplines"))
    assert [fault.code for fault in faults] == ["wrong-value"]


def test_an_id_in_a_page_is_told_that_the_file_name_is_one() -> None:
    changed = FILES["outcomes/danger.yaml"].replace("tier: 0", "id: danger\ntier: 0")
    (fault,) = check_small(outcomes__danger=changed).faults
    assert fault.code == "page-has-id"


@pytest.mark.parametrize(
    ("file", "old", "key", "nearest"),
    [
        ("outcomes/rebuild.yaml", "tier: 4", "say", ""),
        ("questions/after.yaml", "    why: It shows what fits.", "    topic", ""),
        ("questions/after.yaml", "    why: It shows what fits.", "    tier", ""),
        ("questions/after.yaml", "    why: It shows what fits.", "    sorces", "sources"),
        ("outcomes/rebuild.yaml", "tier: 4", "herd", "heard"),
    ],
)
def test_only_a_key_that_is_alike_is_offered_and_never_the_same_one(
    file: str, old: str, key: str, nearest: str
) -> None:
    name = file.removesuffix(".yaml").replace("/", "__")
    (fault,) = check_small(**{name: FILES[file].replace(old, f"{old}\n{key}: x", 1)}).faults
    assert fault.code == "unknown-key"
    assert fault.values["nearest"] == nearest


RULES = "formula: {0}\nlimit: {1}\nsentence: 90\nscreen: {{columns: 72, lines: 40}}\n"


@pytest.mark.parametrize("formula", ["flesch-kincaid", "szigriszt"])
def test_a_figure_is_never_that_of_the_limit(formula: str) -> None:
    said = "You could think about what happens to somebody else on another day at home."
    page = FILES["outcomes/step-back.yaml"].replace("It is a lot.", said)
    hard = 0
    for limit in range(0, 120, 3):
        rules = RULES.format(formula, limit)
        for fault in check_small(outcomes__step_back=page, wording__en=rules).faults:
            if fault.code in ("text-too-hard", "text-not-easy"):
                hard += 1
                found = float(fault.values["found"])
                assert (fault.code == "text-too-hard") == (formula == "flesch-kincaid")
                assert found > limit if formula == "flesch-kincaid" else found < limit
    assert hard


def test_the_other_place_of_an_id_is_named(tmp_path: Path) -> None:
    pack = write_small(tmp_path)
    shutil.copy(pack / "questions" / "safety.yaml", pack / "questions" / "zz-copy.yaml")
    found = [f for f in check_pack(gather(pack)).faults if f.code == "duplicate-id"]
    assert {fault.values["first"].partition(":")[0] for fault in found} == {"questions/safety.yaml"}
    assert {fault.where.file for fault in found} == {"questions/zz-copy.yaml"}
