"""Words that no dictionary has are notes, never faults; without dictionaries this is said."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from editor.spelling import spelling
from editor.spelling.dictionaries import dictionaries
from editor.spelling.spelling import misspelt, unknown_words, words_of
from tests.support.small import FILES, check_small, edited
from tests.support.terminal import ROOT
from tree.fault import UnusableError
from tree.pack.pack import Pack

RULES = """\
formula: flesch-kincaid
limit: 20
sentence: 40
screen: {columns: 72, lines: 40}
"""
needs_hunspell = pytest.mark.skipif(
    not (shutil.which("hunspell") and dictionaries("en") and dictionaries("es")),
    reason="no hunspell, or no dictionaries for it",
)


def pack_with(own: str = "", **changes: str) -> Pack:
    """Return the small pack with a name that no dictionary has, in two languages."""
    says = edited("outcomes/crisis.yaml", "Please call.", "Please call Zzyzzq, pleasse.")
    es = "questions: {gate: {ask: {say: ¿Piensas en la parejja?, of: 12345678}}}"
    rules = RULES + own
    found = check_small(**says, languages__es=es, wording__en=rules, **changes).pack
    assert found
    return found


@needs_hunspell
def test_unknown_words_are_found_with_their_place_in_each_language() -> None:
    (name, slip) = misspelt(pack_with(), "en")
    assert (name.values["name"], slip.values["name"]) == ("Zzyzzq", "pleasse")
    assert slip.where.file == "outcomes/crisis.yaml"
    (of_es,) = misspelt(pack_with(), "es")
    assert (of_es.values["name"], of_es.where.file) == ("parejja", "languages/es.yaml")


@needs_hunspell
def test_a_word_of_the_packs_own_is_known() -> None:
    (slip,) = misspelt(pack_with("words: [Zzyzzq]\n"), "en")
    assert slip.values["name"] == "pleasse"


@needs_hunspell
def test_what_is_filled_in_and_how_an_apostrophe_is_written_is_no_slip() -> None:
    assert words_of("{qqzx} don\u2019t 24/7 {a}b") == ("don't", "b")
    assert not unknown_words(words_of("It isn\u2019t, you didn't. {qqzx}"), "en")


@needs_hunspell
def test_check_says_them_as_notes_and_keeps_its_status(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.replace("Please call.", "Please caall."), encoding="utf-8")
    command = [sys.executable, "evenground.py", "check", str(folder), "--spelling"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=120)
    assert b"caall" in ran.stdout


def test_a_language_or_a_machine_without_a_dictionary_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnusableError) as lacking:
        unknown_words(["a"], "qaa")
    assert lacking.value.code == "no-dictionary"
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(spelling, "dictionaries", lambda _: [tmp_path / "en_US"])
    with pytest.raises(UnusableError) as absent:
        unknown_words(["a"], "en")
    assert absent.value.code == "no-speller"


def test_a_dictionary_of_the_region_comes_first_and_english_may_be_spelt_both_ways(
    tmp_path: Path,
) -> None:
    for name in ("en_GB", "en_US", "es_AR", "es_ES", "es_MX", "nl", "pt_BR"):
        for ending in (".aff", ".dic"):
            (tmp_path / f"{name}{ending}").touch()
    (tmp_path / "de_DE.dic").touch()
    asked = {"en": "en_GB en_US", "en-us": "en_US", "es": "es_ES", "es-mx": "es_MX",
             "es-cl": "es_ES", "nl": "nl", "pt": "pt_BR", "de": ""}  # fmt: skip
    for language, names in asked.items():
        assert [path.name for path in dictionaries(language, [tmp_path])] == names.split()
