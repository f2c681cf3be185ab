"""A pack of another subject brings its words, card and helplines, and no word that keeps safe."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest

from commands.check import check, examine
from commands.compare import compare_packs
from commands.reports.review_state import read_state
from commands.sign import sign
from commands.translate import translate
from screens.pages.helplines import card
from screens.pages.welcome import ABOUT, LEAVING
from screens.plain.run import take_plain
from screens.setting import Setting
from screens.words import Words
from tests.support.brackets import CONTENT, places_of
from tests.support.exams import FILES, translate_exams, write_exams
from tests.support.small import write_small
from tests.support.visit import SMALL, visit
from tree.checking.checked import check_pack
from tree.checking.everything import MADE, MADE_CHECKED, NAME, own_name, read_spoken, spoken_words
from tree.checking.pack_lines import read_lines_of, unlined
from tree.checking.signing.reviewed import SAID, standings
from tree.fault import Fault, FaultyPackError
from tree.languages.overlay import places
from tree.languages.pack_words import GIVEN, category_of
from tree.pack.files import gather
from tree.prepare import Places, prepare
from tree.stored_start import Ready

PLACES = places_of(CONTENT)
WORDS = "words/en.yaml"
SPOKEN = {name: read_spoken(CONTENT / "words" / name) for name in ("en", "es")}
HERE = Setting(plain=True, country="GB")


def own(folder: Path, **changes: str) -> Places:
    """Write the pack with some files changed; returns where all stands."""
    stored = folder / ".stored"
    return Places(write_exams(folder, **changes), PLACES.words, PLACES.helplines, stored)


def ready(folder: Path, language: str = "en", **changes: str) -> Ready:
    """Prepare the pack with some files changed."""
    return prepare(own(folder, **changes), language)


def faults(folder: Path, **changes: str) -> list[Fault]:
    """Check the pack with some files changed."""
    return list(examine(write_exams(folder, **changes), PLACES.helplines).faults)


def edited(name: str, old: str, new: str) -> dict[str, str]:
    """Change one text in one file; the old text must be there once."""
    assert FILES[name].count(old) == 1, old
    return {name.removesuffix(".yaml").replace("/", "__"): FILES[name].replace(old, new)}


def headings(found: Ready, country: str = "GB") -> list[str]:
    """List the headings of the card."""
    place, words = found.helplines.countries[country], Words(found.words)
    return [row.text for row in card(place, found.helplines, words) if row.role == "heading"]


def test_the_pack_has_no_fault_and_keeps_its_promises(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check([str(write_exams(tmp_path)), "--json"], PLACES) == 0
    assert json.loads(capsys.readouterr().out)["faults"] == []


def test_a_start_says_the_words_of_the_pack_and_all_others_of_the_program(tmp_path: Path) -> None:
    read = ready(tmp_path)
    given = {key for key in GIVEN if read.words[key] != SPOKEN["en"][key]}
    assert given == GIVEN.keys()
    assert read.words["welcome.leaving"] == SPOKEN["en"]["welcome.leaving"]
    assert read.words[SAID[0]] == SPOKEN["en"]["welcome.unsigned"]
    kept = (
        read.words.keys() - GIVEN.keys() - {SAID[0], "card.counselling", "help.kinds.counselling"}
    )
    assert all(read.words[key] == SPOKEN["en"][key] for key in kept)
    assert ready(tmp_path) == read, "the stored one"


async def test_both_faces_say_them_and_how_to_leave(tmp_path: Path) -> None:
    read, write = ready(tmp_path), StringIO()
    assert take_plain(read, HERE, StringIO("\n1\nh\n\nq\n"), write) == 0
    told = " ".join(write.getvalue().split())
    async with visit("", SMALL, Setting(country="GB", term="xterm-256color"), ready=read) as run:
        shown = " ".join(run.text.split())
    for key in ("title", *(key for key in ABOUT if key != LEAVING)):
        assert read.words[f"welcome.{key}"] in told
        assert read.words[f"welcome.{key}"] in shown
    assert read.words["welcome.leaving"] in shown
    assert read.words["card.counselling"] in told


def test_what_keeps_safe_is_not_for_a_pack(tmp_path: Path) -> None:
    """Every key of the program is tried at once; only those that are listed may be given."""
    keys = [key for key in SPOKEN["en"] if not category_of(key)]
    said: dict[str, object] = {"card": {"counselling": "If you want to talk"}}
    for key in keys:
        *above, last = key.split(".")
        at = said
        for part in above:
            at = at.setdefault(part, {})  # type: ignore[assignment] # a mapping in each
        at[last] = "Nothing."
    found = faults(tmp_path, words__en=json.dumps(said))
    assert {fault.code for fault in found} == {"not-for-a-pack"}
    assert {fault.values["key"] for fault in found} == set(keys) - GIVEN.keys()
    safe = {"leaving", "keeps", "cannot", "habit", "danger", "danger_unknown", "review", "rung"}
    assert {f"welcome.{key}" for key in safe} <= {fault.values["key"] for fault in found}


def test_no_key_for_a_pack_has_a_place_in_braces_and_each_is_within_its_length() -> None:
    for language, words in SPOKEN.items():
        for key, most in GIVEN.items():
            assert places(words[key]) == set(), (language, key)
            assert len(words[key]) <= most, (language, key)


def test_every_key_for_a_pack_is_in_the_manual_with_its_length() -> None:
    rows = (CONTENT.parent / "docs" / "CONTENT.md").read_text(encoding="utf-8").splitlines()
    for key, most in GIVEN.items():
        (row,) = [row for row in rows if row.startswith(f"| `{key}` ")]
        assert row.endswith(f"| {most} |")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("  title: Before an exam", "  titel: Before an exam", "not-for-a-pack"),
        ("  title: Before an exam", "  title: Before {name}", "braces-in-words"),
        ("  title: Before an exam", '  title: "Before {"', "braces-in-words"),
        ("  title: Before an exam", "  title: Before exam #1", "hash-cuts-text"),
        ("  title: Before an exam", '  title: ""', "empty"),
        ("  title: Before an exam", "  title: [Before]", "not-text-value"),
        ("  title: Before an exam", "  title: Before\n  title: After", "duplicate-key"),
        ("  title: Before an exam", f"  title: {'Before ' * 9}", "too-long"),
        ("  counselling: If you want to talk", "  title: Numbers", "not-for-a-pack"),
        ("  counselling: If you want to talk", "  crisis: At the worst", "missing-words"),
    ],
)
def test_a_slip_in_the_words_is_named_where_it_is(
    old: str, new: str, code: str, tmp_path: Path
) -> None:
    found = faults(tmp_path, **edited(WORDS, old, new))
    assert code in {fault.code for fault in found}
    assert {fault.where.file for fault in found} == {WORDS}
    assert {f.values["nearest"] for f in found if "titel" in f.values.get("key", "")} <= {
        "welcome.title"
    }


@pytest.mark.parametrize("text", ["- welcome", "# nothing", "welcome"])
def test_a_file_of_words_without_keys_is_named_once(text: str, tmp_path: Path) -> None:
    pack = write_exams(tmp_path)
    translate_exams(pack, "fr")
    (pack / WORDS).write_text(text)
    found = examine(pack, PLACES.helplines).faults
    assert [(f.code, f.where.file) for f in found] == [("not-a-mapping", WORDS)]


def test_the_words_are_held_to_the_rules_of_their_language(tmp_path: Path) -> None:
    rules = """\
formula: flesch-kincaid
limit: 12
sentence: 30
screen: {columns: 72, lines: 30}
banned: [{because: No verdict., phrases: [weigh on]}]
"""
    (fault,) = faults(tmp_path, wording__en=rules)
    assert (fault.code, fault.where.file, fault.where.line) == ("banned-phrase", WORDS, 3)


EVERYWHERE = """\
country: XX
name: Another place
lines:
  - {id: xx-list, category: directory, service: A list, chat: example.org, who: anyone,
     source: "https://example.org/list", read: "2026-11-22", grade: A}
"""
PROMISED = """\
- id: always-counselling
  says: Every page names the counselling centre.
  always: {helpline: counselling}
"""


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"promises": PROMISED}, ["no-line-outside", "promised-without-line"]),
        ({}, ["no-line-outside"]),
        ({"promises": PROMISED, "helplines__elsewhere": EVERYWHERE}, []),
        ({"helplines__gb": ""}, ["no-line-anywhere"]),
    ],
)
def test_kinds_without_a_line_for_people_without_a_country_are_named(
    tmp_path: Path, changes: dict[str, str], codes: list[str]
) -> None:
    pack = write_exams(tmp_path, **changes)
    notes = list(unlined(check_pack(gather(pack)), read_lines_of(pack, pack / "helplines")))
    assert [note.code for note in notes] == codes
    assert all("counselling" in note.values["names"] for note in notes)


def test_check_tells_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check([str(write_exams(tmp_path)), "--json"], PLACES)
    bare = json.loads(capsys.readouterr().out)["notes"]
    check([str(write_exams(tmp_path, helplines__elsewhere=EVERYWHERE)), "--json"], PLACES)
    assert len(bare) == len(json.loads(capsys.readouterr().out)["notes"]) + 1


def test_the_words_are_signed_and_a_changed_one_is_open_again(tmp_path: Path) -> None:
    pack = write_exams(tmp_path)

    def unsigned() -> list[str]:
        found = read_state(check_pack(gather(pack)), PLACES.words)
        return [fault.where.file for fault in found.unsigned]

    assert WORDS in unsigned()
    assert sign(["--pack", str(pack), "--role", "advocate", "--all"], PLACES) == 0
    assert unsigned() == []
    signed = prepare(Places(pack, PLACES.words, PLACES.helplines, tmp_path), "en")
    assert signed.words[SAID[0]] != SPOKEN["en"]["welcome.unsigned"]
    assert signed.words[MADE] == SPOKEN["en"][MADE_CHECKED]
    (pack / WORDS).write_text(FILES[WORDS].replace("no verdict", "a verdict"))
    assert unsigned() == [WORDS]
    opened = prepare(Places(pack, PLACES.words, PLACES.helplines, tmp_path), "en")
    assert opened.words[MADE] == SPOKEN["en"][MADE]


def test_the_words_of_a_pack_without_its_own_are_those_of_the_program(tmp_path: Path) -> None:
    read = prepare(Places(write_small(tmp_path), PLACES.words, PLACES.helplines, tmp_path), "en")
    assert read.words == SPOKEN["en"]
    found = standings(check_pack(gather(CONTENT / "evenground")), {})
    assert not {standing.unit.name for standing in found} & {"welcome/words"}


def test_the_card_has_the_categories_of_the_pack_and_emergency_first(tmp_path: Path) -> None:
    read = ready(tmp_path)
    assert headings(read) == [read.words["card.emergency"], read.words["card.counselling"]]
    changed = edited("pack.yaml", "card: [counselling, crisis, directory]\n", "")
    assert headings(ready(tmp_path, **changed)) == [read.words["card.emergency"]]
    changed = edited("pack.yaml", "[counselling, crisis, ", "[counseling, crisis, ")
    found = faults(tmp_path, **changed)
    assert {(fault.code, fault.where.file) for fault in found} == {
        ("no-line", "pack.yaml"), ("missing-words", WORDS)
    }  # fmt: skip


def test_a_category_of_the_pack_that_needs_a_voice_is_said(tmp_path: Path) -> None:
    read = ready(tmp_path)
    place, words = read.helplines.countries["GB"], Words(read.words)
    told = " ".join(row.text for row in card(place, read.helplines, words))
    assert read.words["help.kinds.counselling"] in told


def test_a_pack_with_helplines_of_its_own_shows_no_others(tmp_path: Path) -> None:
    lines = ready(tmp_path).helplines
    assert set(lines.countries) == {"GB", "XX"}
    assert [line.id for line in lines.gather("GB", ["counselling"])] == ["gb-centre"]
    assert [line.id for line in lines.gather("GB", ["crisis"])] == ["gb-999"]


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("helplines/gb.yaml", 'phone: "0123 456",', "", "no-number"),
        ("helplines/gb.yaml", "category: counselling", "category: tutors", "no-fallback"),
        ("helplines/gb.yaml", "category: emergency", "category: crisis", "no-emergency"),
        ("helplines/fallbacks.yaml", "crisis: emergency", "crisis: counselling", "fallback-ends"),
        ("helplines/fallbacks.yaml", "counselling: crisis\n", "", "no-fallback"),
    ],
)
def test_helplines_of_a_pack_are_held_to_the_same_rules(
    name: str, old: str, new: str, code: str, tmp_path: Path
) -> None:
    found = faults(tmp_path, **edited(name, old, new))
    assert code in {fault.code for fault in found}
    assert all(fault.where.file.startswith("helplines/") for fault in found)


def test_the_day_of_a_line_of_a_pack_is_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = edited(
        "helplines/gb.yaml", '/centre", read: "2026-11-22"', '/centre", read: "2999-01-01"'
    )
    assert check([str(write_exams(tmp_path, **old)), "--json"], PLACES) == 1
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert (fault["code"], fault["file"]) == ("helpline-future", "helplines/gb.yaml")


def test_what_helplines_of_a_pack_say_can_be_translated(tmp_path: Path) -> None:
    pack = write_exams(tmp_path, helplines__languages__fr="says: {students: les gens}\nkeep: []\n")
    translate_exams(pack, "fr")
    missing = {f.values["name"] for f in examine(pack, PLACES.helplines).faults}
    assert {"United Kingdom", "Counselling centre"} <= missing
    says = {name: f"[{name}]" for name in missing}
    file = pack / "helplines" / "languages" / "fr.yaml"
    file.write_text(json.dumps({"says": {"students": "les gens", **says}, "keep": []}))
    read = prepare(Places(pack, PLACES.words, PLACES.helplines, tmp_path), "fr")
    assert [line.who for line in read.helplines.gather("GB", ["counselling"])] == ["les gens"]
    assert examine(pack, PLACES.helplines).faults == ()


def test_a_language_without_screens_borrows_them_and_has_its_own_name(tmp_path: Path) -> None:
    pack = write_exams(tmp_path)
    translate_exams(pack, "fr")
    read = prepare(Places(pack, PLACES.words, PLACES.helplines, tmp_path), "fr")
    names = read.languages
    assert names.keys() == {"en", "fr"}
    assert names["fr"] not in {"fr", names["en"]}
    assert read.tree.language == "fr"
    for key in GIVEN:
        assert read.words[key].startswith("[")
    assert read.words["welcome.leaving"] == SPOKEN["en"]["welcome.leaving"]
    assert spoken_words(check_pack(gather(pack)), PLACES.words)["fr"] == read.words


def test_names_of_languages_are_those_that_their_screens_have() -> None:
    for language, words in SPOKEN.items():
        assert own_name(CONTENT / "words", language) == words[NAME]


def test_a_pack_in_a_language_without_screens_starts(tmp_path: Path) -> None:
    head = FILES["pack.yaml"].replace("language: en", "language: qq")
    places = own(tmp_path, pack=head, words__en="", words__qq=FILES[WORDS])
    read = prepare(places, "qq")
    assert (read.languages, read.words["welcome.title"]) == ({"qq": "qq"}, "Before an exam")


def test_words_that_are_not_translated_hold_back_that_language_alone(tmp_path: Path) -> None:
    pack = write_exams(tmp_path)
    translate_exams(pack, "es")
    places = Places(pack, PLACES.words, PLACES.helplines, tmp_path)
    assert prepare(places, "en").languages.keys() == {"en", "es"}
    file = pack / "words" / "es.yaml"
    whole = file.read_text()
    for text, code in (
        (whole.replace("[Before", "{x}[Before"), "wrong-places"),
        ("", "missing-file"),
    ):
        file.write_text(text)
        if not text:
            file.unlink()
        found = examine(pack, PLACES.helplines).faults
        assert [(fault.code, fault.where.file) for fault in found] == [(code, "words/es.yaml")]
        assert prepare(places, "en").languages.keys() == {"en"}
        with pytest.raises(FaultyPackError):
            prepare(places, "es")


def test_words_in_a_language_that_the_pack_does_not_have_are_one_fault(tmp_path: Path) -> None:
    found = faults(tmp_path, words__fr="welcome: {title: Avant}")
    assert [(f.code, f.where.file) for f in found] == [("words-unread", "words/fr.yaml")]


def test_translate_writes_the_words_of_a_pack(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = write_exams(tmp_path)
    translate_exams(pack, "es")
    file = pack / "words" / "es.yaml"
    assert translate(["es", "words", "--pack", str(pack)], PLACES) == 0
    assert capsys.readouterr().out.strip() == file.read_text().strip()
    (pack / WORDS).write_text(FILES[WORDS].replace("Before an exam", "Before your exam"))
    assert translate(["es", "words", "--pack", str(pack), "-o", str(file)], PLACES) == 1


def test_compare_names_what_changed_in_words_and_helplines_of_a_pack(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = write_exams(tmp_path / "old")
    changed = edited(WORDS, "no verdict", "a verdict") | edited("helplines/gb.yaml", "0123", "0321")
    changed |= edited("pack.yaml", "card: [counselling, crisis", "card: [crisis, counselling")
    new = write_exams(tmp_path / "new", **changed)
    assert compare_packs(["--words", "--json", str(old), str(new)], PLACES) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["place"] for one in told["words"]] == ["card", "en words welcome.not"]
    assert [one["place"] for one in told["helplines"]] == ["gb-centre phone"]
