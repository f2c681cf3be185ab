"""A language changes words and nothing else, and is whole and fresh or not offered at all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path

import pytest

from commands.translate import translate
from screens.begin import begin
from screens.full.view import lay
from screens.pages.rows import PageRow
from screens.plain.run import take_plain
from screens.setting import Setting
from tests.support.brackets import CONTENT, add_third, everything, places_of
from tree.checking.checked import Checked, check_pack
from tree.checking.everything import BASE, person_words, read_lines
from tree.choose import chooser, walk_by
from tree.fault import FaultyPackError, UnusableError
from tree.languages.helpline_files import read_helplines
from tree.languages.overlay import places
from tree.languages.spoken import overlays, phrase_faults, phrases
from tree.languages.wording import reword
from tree.model import Outcome, Tree
from tree.pack.files import gather
from tree.page import page
from tree.prepare import Places, prepare

OTHERS = sorted(path.stem for path in (CONTENT / "evenground" / "languages").glob("*.yaml"))
SMALLEST = 40
MARGIN = 2
LONGEST = {"ask": 90, "options": 70}
DOUBTFUL = re.compile(r"[!\u00a1\u2013\u2014@]|\w/[ao]s?\b")
"""What no translation may hold: shouting, dashes, and two genders in one word."""


@cache
def shipped() -> Checked:
    """Check the shipped pack once."""
    return check_pack(gather(CONTENT / "evenground"))


@cache
def spoken(language: str) -> Tree:
    """Give the shipped tree in a language."""
    return shipped().speak(language)


def bare(checked: Checked, tree: Tree) -> Tree:
    """Take every word out of a tree, so that only the way is left."""
    assert checked.pack
    return reword(tree, checked.pack, lambda _, __: "")


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_leaves_every_way_as_it_is(language: str) -> None:
    own, other = spoken(""), spoken(language)
    assert other.language == language
    way = replace(bare(shipped(), other), language=own.language)
    assert way == bare(shipped(), own)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("seed", range(300))
def test_a_walk_ends_at_the_same_place_in_every_language(language: str, seed: int) -> None:
    own, other = (walk_by(spoken(name), chooser(f"random:{seed}")) for name in ("", language))
    assert own.answers == other.answers
    assert own.learned == other.learned
    assert own.place.id == other.place.id
    assert isinstance(own.place, Outcome)
    assert (page(own).tags, page(own).helplines) == (page(other).tags, page(other).helplines)


@pytest.mark.parametrize("language", OTHERS)
def test_nearly_every_text_has_words_of_its_own(language: str) -> None:
    own, other = (everything(shipped(), spoken(name)) for name in ("", language))
    same = {text for path, text in own.items() if other[path] == text}
    assert len(same) <= 3
    assert own.keys() == other.keys()


@pytest.mark.parametrize("language", OTHERS)
def test_questions_and_options_stay_short(language: str) -> None:
    for question in spoken(language).questions.values():
        assert len(question.ask) <= LONGEST["ask"], question.id
        for option in question.options:
            row = PageRow(option.say, pick=option.id, key="1", ticked=False)
            assert len(option.say) <= LONGEST["options"], option.say
            assert len(lay([row], SMALLEST - MARGIN)) <= 3, option.say


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_shouts_or_puts_two_genders_in_a_word(language: str) -> None:
    found = set(everything(shipped(), spoken(language)).values())
    found |= set(prepare(places_of(CONTENT), language).words.values())
    assert [text for text in found if DOUBTFUL.search(text)] == []


def test_every_language_is_offered_by_its_own_name() -> None:
    languages = prepare(places_of(CONTENT), BASE).languages
    assert languages.keys() == {BASE, *OTHERS}
    assert len(set(languages.values())) == len(languages)
    assert all(prepare(places_of(CONTENT), name).languages == languages for name in languages)


@pytest.fixture(scope="module")
def third(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Make a third language by writing files, and nothing else."""
    return add_third(tmp_path_factory.mktemp("third") / "content")


@pytest.mark.parametrize("seed", range(20))
def test_a_third_language_needs_no_change_of_code(third: Places, seed: int) -> None:
    """All that line mode says on a whole walk stands in brackets."""
    ready = prepare(third, "xx")
    walk = walk_by(ready.tree, chooser(f"random:{seed}"))
    assert isinstance(walk.place, Outcome)
    typed = ["", *_typed(ready.tree, seed), "", "h", "m", "o", "q"]
    write = StringIO()
    setting = Setting(plain=True, country="GB")
    assert take_plain(ready, setting, StringIO("\n".join(typed) + "\n"), write) == 0
    told = " ".join(write.getvalue().split())
    assert page(walk).opening.split("\n")[0] in told
    addresses = [source.address for source in ready.tree.sources.values()]
    assert not re.search(r"[a-z]{2,} [a-z]{2,}", _outside(told, addresses))


def _typed(tree: Tree, seed: int) -> list[str]:
    """Type the answers of a random walk; `g` goes on from a page that may be passed."""
    walk = walk_by(tree, chooser(f"random:{seed}"))
    typed = []
    for answer in walk.answers:
        asked = tree.questions.get(answer.question)
        ids = [option.id for option in asked.options] if asked else []
        numbers = [str(ids.index(o) + 1) if o in ids else "s" for o in answer.options]
        typed.append(",".join(numbers) if asked else "g")
    return typed


def _outside(told: str, addresses: Iterable[str]) -> str:
    """Leave out addresses, and what stands in brackets, from the inmost out."""
    for address in sorted(addresses, key=len, reverse=True):
        told = told.replace(address, "")
    while (less := re.sub(r"\[[^\[\]]*\]", "", told)) != told:
        told = less
    return told


def test_places_in_braces_are_the_same_in_every_language() -> None:
    assert places("{n} of {most}") == {"most", "n"}
    for language in OTHERS:
        own = person_words(CONTENT / "words" / language)
        for held in overlays(person_words(CONTENT / "words" / BASE), own, language).values():
            assert held.faults == []


def test_words_of_screens_must_be_whole(third: Places, tmp_path: Path) -> None:
    shutil.copytree(third.words, tmp_path / "words")
    (tmp_path / "words" / "xx" / "line.yaml").unlink()
    gone = replace(third, words=tmp_path / "words", stored=tmp_path)
    with pytest.raises(FaultyPackError) as refused:
        prepare(gone, "xx")
    assert {fault.code for fault in refused.value.faults} == {"missing-words"}
    assert "xx" not in prepare(gone, BASE).languages


def test_a_phrase_of_helplines_that_changed_is_missing(third: Places) -> None:
    tables = read_helplines(gather(third.helplines))
    known = phrases(b"says: {Nobody says this: x, Police: ''}\nkeep: [Nor this]", "xx.yaml")
    codes = [fault.code for fault in phrase_faults(tables, known)]
    assert codes.count("unknown-words") == 2
    assert codes.count("empty") == 1
    assert codes.count("missing-words") > 100


@pytest.mark.parametrize("text", ["Yes.", "(Free)", "Calls: none"])
def test_a_text_of_one_word_has_to_be_translated_too(third: Places, text: str) -> None:
    tables = read_helplines(gather(third.helplines))
    country = tables.countries["GB"]
    told = replace(country, lines=(replace(country.lines[0], note=text),))
    known = phrases(b"says: {}\nkeep: []", "xx.yaml")
    faults = phrase_faults(replace(tables, countries={"GB": told}), known)
    assert text in {fault.values["name"] for fault in faults}


@pytest.mark.parametrize("language", OTHERS)
def test_numbers_follow_the_country_and_not_the_language(language: str) -> None:
    own = read_lines(CONTENT / "helplines", None, BASE)
    other = read_lines(CONTENT / "helplines", None, language)
    assert own.countries.keys() == other.countries.keys()
    for id_, country in own.countries.items():
        pairs = zip(country.lines, other.countries[id_].lines, strict=True)
        for line, translated in pairs:
            assert (line.id, line.source, line.read) == (
                translated.id, translated.source, translated.read
            )  # fmt: skip
            assert digits(line.phone) == digits(translated.phone)
            assert digits(line.text) == digits(translated.text)


def digits(text: str) -> str:
    """Take only the digits, in their order."""
    return "".join(re.findall(r"\d", text))


def test_the_locale_only_preselects(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], third: Places
) -> None:
    first: dict[tuple[str, ...], str] = {}
    calls = ("xx_GB",), ("qq_GB",), ("C",), ("xx_GB", "--lang", "en")
    for locale, *argv in calls:
        monkeypatch.setattr("sys.stdin", StringIO(""))
        assert begin(argv, {"LANG": f"{locale}.UTF-8"}, third, lambda: None) == 0
        first[locale, *argv] = capsys.readouterr().out.splitlines()[0]
    assert first.pop(("xx_GB",)).startswith("[")
    assert not any(said.startswith("[") for said in first.values())


def test_an_unknown_language_names_the_known(third: Places) -> None:
    with pytest.raises(UnusableError) as refused:
        prepare(third, "qq")
    assert "xx" in refused.value.values["known"]


def test_translate_writes_a_whole_translation_as_it_is(
    third: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = third.pack / "languages" / "xx.yaml", *sorted((third.words / "xx").glob("*.yaml"))
    for part, file in zip(("pack", "kiosk", "line", "screens"), whole, strict=True):
        assert translate(["xx", part], third) == 0
        assert capsys.readouterr().out.strip() == file.read_text(encoding="utf-8").strip()


def test_translate_can_write_over_what_it_reads_and_names_the_new_mark(third: Places) -> None:
    file = third.pack / "languages" / "xx.yaml"
    whole = file.read_text(encoding="utf-8")
    assert translate(["xx", "-o", str(file)], third) == 0
    assert file.read_text(encoding="utf-8").strip() == whole.strip()
    line = next(line for line in whole.splitlines() if "say: " in line)
    old = line[line.index("of: ") :][5:13]
    file.write_text(whole.replace(old, "00000000", 1), encoding="utf-8")
    assert translate(["xx", "-o", str(file)], third) == 1
    assert file.read_text(encoding="utf-8").count(f"(of: {old})") == 1
    file.write_text(whole, encoding="utf-8")
