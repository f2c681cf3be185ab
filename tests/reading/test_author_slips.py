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
from tree.proving.promises.prove import is_kept
from tree.proving.sets.exact_space import ExactSpace

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


@pytest.mark.parametrize("copy", ["safety copy", "safety (1)", "safety-old"])
def test_of_a_file_and_its_copy_the_copy_is_named(copy: str, tmp_path: Path) -> None:
    pack = write_small(tmp_path)
    original = pack / "questions" / "safety.yaml"
    shutil.copyfile(original, original.with_stem(copy))
    faults = check_pack(gather(pack)).faults
    twice = {fault.where.file for fault in faults if fault.code == "duplicate-id"}
    assert twice == {f"questions/{copy}.yaml"}


@pytest.mark.parametrize(
    ("file", "old", "key", "nearest"),
    [
        ("outcomes/rebuild.yaml", "tier: 4", "say", ""),
        ("questions/after.yaml", "    why: It shows what fits.", "    topic", ""),
        ("questions/after.yaml", "    why: It shows what fits.", "    tier", ""),
        ("questions/after.yaml", "    why: It shows what fits.", "    sorces", "sources"),
        ("outcomes/rebuild.yaml", "tier: 4", "herd", "heard"),
        ("outcomes/rebuild.yaml", "tier: 4", "decisions", ""),
        ("questions/after.yaml", "    why: It shows what fits.", "    plian", ""),
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


def test_a_pack_that_minds_is_told_of_each_place_without_a_source() -> None:
    minding = FILES["pack.yaml"] + "cited: true\n"
    found = [f for f in check_small(pack=minding).faults if f.code == "without-source"]
    named = {"acts", "calm", "matters", "crisis", "danger", "rebuild"}
    assert {fault.values["name"] for fault in found} == named
    assert {fault.where.file for fault in found} == {
        "outcomes/crisis.yaml",
        "outcomes/danger.yaml",
        "outcomes/rebuild.yaml",
        "questions/after.yaml",
        "questions/safety.yaml",
    }
    assert not [f for f in check_small().faults if f.code == "without-source"]


def test_an_option_with_another_id_is_named_with_its_question() -> None:
    renamed = FILES["questions/safety.yaml"].replace("id: hit", "id: struck")
    promise = "- {id: one, says: One., after: {answer: {acts: [hit]}}, never: {kind: rebuild}}\n"
    (fault,) = check_small(questions__safety=renamed, promises=promise).faults
    assert fault.code == "unknown-option"
    line = 1 + renamed.splitlines().index("  - id: acts")
    assert fault.values["question"] == "acts"
    assert fault.values["at"] == f"questions/safety.yaml:{line}"


def test_one_answer_that_passes_by_the_questions_on_harm_breaks_a_promise() -> None:
    files = dict(gather(CONTENT / "evenground"))
    old = b'{id: "no", say: "No", learn: [not-afraid], plain: true}'
    files["questions/safety.yaml"] = files["questions/safety.yaml"].replace(
        old, old[:-1] + b", go: how-you-are}"
    )
    checked = check_pack(files)
    assert checked.tree
    assert files["questions/safety.yaml"].count(b", go: how-you-are}")
    space = ExactSpace(checked.tree)
    promise = next(p for p in checked.promises if p.id == "harm-is-asked-about-first")
    assert not is_kept(space, promise)


def test_the_other_place_of_an_id_is_named(tmp_path: Path) -> None:
    pack = write_small(tmp_path)
    shutil.copy(pack / "questions" / "safety.yaml", pack / "questions" / "zz-copy.yaml")
    found = [f for f in check_pack(gather(pack)).faults if f.code == "duplicate-id"]
    assert {fault.values["first"].partition(":")[0] for fault in found} == {"questions/safety.yaml"}
    assert {fault.where.file for fault in found} == {"questions/zz-copy.yaml"}


LIFE = 'story: A person.\nanswers:\n  gate: "no"\noutcomes: [rebuild, step-back, danger]\n'
OWN = "welcome:\n  title: T\n  about: For people. Two minutes.\n"
SLIPS = [
    ("lives/a.yaml", LIFE.replace("  gate", "gate"), "not-a-mapping", 2),
    ("lives/a.yaml", LIFE.replace('"no"', "“no”"), "smart-quotes", 3),
    ("lives/a.yaml", LIFE.replace("  gate", "\tgate"), "tab", 3),
    ("lives/a copy.yaml", LIFE, "file-name", 1),
    ("words/en.yaml", OWN.replace("  about", "   about"), "further-in", 3),
    ("words/en.yaml", OWN.replace("  about", "about"), "not-for-a-pack", 3),
    ("words/en.yaml", OWN + "  title: U\n", "duplicate-key", 4),
    ("words/en copy.yaml", OWN, "not-a-language", 1),
    ("words/English.yaml", OWN, "not-a-language", 1),
    ("wording/english.yaml", RULES.format("flesch-kincaid", 9), "not-a-language", 1),
    ("languages/Spanish.yaml", "{}\n", "not-a-language", 1),
]


@pytest.mark.parametrize(("file", "text", "code", "line"), SLIPS)
def test_a_slip_outside_the_questions_is_one_fault_at_its_line(
    file: str, text: str, code: str, line: int
) -> None:
    files = {name: said.encode() for name, said in FILES.items()} | {file: text.encode()}
    (fault,) = check_pack(files).faults
    assert (fault.code, fault.where.file, fault.where.line) == (code, file, line)


@pytest.mark.parametrize("written", [LIFE.replace("\n", "\r\n"), "\ufeff" + LIFE])
def test_how_a_file_was_stored_is_no_slip(written: str) -> None:
    files = {name: said.encode() for name, said in FILES.items()}
    assert check_pack(files | {"lives/a.yaml": written.encode()}).faults == ()


def test_a_key_that_lost_what_it_stands_under_is_given_with_it() -> None:
    files = {name: said.encode() for name, said in FILES.items()}
    lost = OWN.replace("  about", "about").encode()
    (fault,) = check_pack(files | {"words/en.yaml": lost}).faults
    assert fault.values["nearest"] == "welcome.about"
