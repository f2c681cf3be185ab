"""A fault in a translation is found in its place, and stops that language alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from commands.translate import translate
from tests.support.brackets import CONTENT, everything, places_of, put_in_brackets
from tests.support.small import FILES
from tree.checking.checked import Checked, check_pack
from tree.fault import Fault, FaultyPackError, UnusableError
from tree.languages.overlay import mark, overlay
from tree.pack.yaml_reader import parse

PLACES = places_of(CONTENT)
SMALL = {name: raw.encode() for name, raw in FILES.items()}


def overlaid(files: Mapping[str, str], written: str = "") -> tuple[str, Checked]:
    """Translate the words of some files into brackets, or take a translation made before."""
    raw = {name: text.encode() for name, text in files.items()}
    checked = check_pack(raw)
    source = everything(checked, checked.speak())
    written = written or put_in_brackets(overlay(source, parse(b"{}", "x")))
    return written, check_pack({**raw, "languages/xx.yaml": written.encode()})


def small(change: Mapping[str, str] | None = None) -> tuple[str, Checked]:
    """Translate the small pack, with some words of the translation replaced."""
    checked = check_pack(SMALL)
    written = put_in_brackets(overlay(everything(checked, checked.speak()), parse(b"{}", "x")))
    for old, new in (change or {}).items():
        assert old in written
        written = written.replace(old, new, 1)
    return written, check_pack({**SMALL, "languages/xx.yaml": written.encode()})


def faults(old: str, new: str) -> list[Fault]:
    """Find the faults of the small pack with one change to its translation."""
    return [fault for fault in small({old: new})[1].faults if "languages" in fault.where.file]


def test_a_whole_translation_has_no_fault() -> None:
    assert small()[1].faults == ()


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        (f'of: "{mark("Small")}"', 'of: "00000000"', ["stale-words"]),
        ("title: {say", "tittle: {say", ["missing-words", "unknown-words"]),
        ("say: ", "sya: ", ["missing", "unknown-key"]),
        ('say: "[Small]"', 'say: ""', ["empty"]),
        ('say: "[Small]", ', "", ["missing"]),
        ('{say: "[Small]"', '{go: crisis, say: "[Small]"', ["unknown-key"]),
        ('say: "[Small]"', 'say: "[{n} Small]"', ["wrong-places"]),
        ("topics:", "topics: x\nmore:", ["not-a-mapping", "unknown-words"]),
        ("  gate:", "  gaet:", ["missing-words", "unknown-words"]),
        ("topics:", "title: {say: a, of: b}\ntopics:", ["duplicate-key"]),
    ],
)  # fmt: skip
def test_a_fault_in_a_translation_is_found_in_its_place(
    old: str, new: str, codes: list[str]
) -> None:
    found = faults(old, new)
    at = small()[0].partition(old)[0].count("\n") + 1
    assert sorted({fault.code for fault in found}) == codes
    assert at in {fault.where.line for fault in found}
    assert all(fault.where.file == "languages/xx.yaml" for fault in found)


def test_two_answers_of_one_question_have_different_words_in_a_translation_too() -> None:
    (fault,) = faults('say: "[Rest]"', 'say: "[Both try]"')
    assert fault.code == "same-answers"
    assert fault.where.line == small()[0].partition('say: "[Rest]"')[0].count("\n") + 1


def test_a_translation_of_two_answers_that_are_the_same_is_no_second_fault() -> None:
    same = {"[Rest]": "[Both try]", mark("Rest"): mark("Both try")}
    after = FILES["questions/after.yaml"].replace("say: Rest}", "say: Both try}")
    written, _ = small(same)
    files = {**FILES, "questions/after.yaml": after, "languages/xx.yaml": written}
    checked = check_pack({name: text.encode() for name, text in files.items()})
    assert [fault.code for fault in checked.faults] == ["same-answers"]


def test_a_translation_that_ends_early_names_what_is_missing_once() -> None:
    written, _ = small()
    cut = written.partition("outcomes:")[0]
    checked = check_pack({**SMALL, "languages/xx.yaml": cut.encode()})
    assert {fault.values["name"] for fault in checked.faults} == {"outcomes", "sources", "notes"}


def test_a_changed_source_makes_its_translation_stale_and_stops_that_language_alone() -> None:
    written, _ = small()
    files = {**SMALL, "languages/xx.yaml": written.encode()}
    files["pack.yaml"] = files["pack.yaml"].replace(b"title: Small", b"title: Smaller")
    checked = check_pack(files)
    assert [fault.code for fault in checked.faults] == ["stale-words"]
    assert checked.speak().title == "Smaller"
    with pytest.raises(FaultyPackError):
        checked.speak("xx")
    with pytest.raises(UnusableError):
        checked.speak("yy")


def test_a_note_and_an_own_word_of_a_page_are_not_mixed_up() -> None:
    _, checked = small()
    for outcome in checked.speak("xx").outcomes.values():
        own = checked.speak().outcomes[outcome.id]
        assert [say.say for say in outcome.also] == [f"[{say.say}]" for say in own.also]


def test_translate_names_what_is_to_be_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The mark of a stale text stays as it was: writing the output back hides nothing."""
    written, checked = small({'say: "[Small]"': 'say: ""'})
    assert checked.tree
    for name, raw in {**SMALL, "languages/xx.yaml": written.encode()}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(raw.replace(b"title: Safety", b"title: Safe"))
    assert translate(["xx", "--pack", str(tmp_path)], PLACES) == 1
    told = capsys.readouterr().out
    assert told.count("# missing: ") == 1
    assert told.count("# stale (of: ") == 1
    assert mark("Safety") in told
    assert translate(["qq"], PLACES) == 1
    assert capsys.readouterr().out.count("# missing: ") > 500
    for call in ([], ["xx", "nothing"], ["xx", "--pack", "nowhere"]):
        with pytest.raises(UnusableError):
            translate(call, PLACES)
