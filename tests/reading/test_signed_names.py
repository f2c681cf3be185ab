"""What is signed by a name or in a language that the pack does not have counts for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commands.check import check
from commands.reports.review_state import ReviewState, read_state
from commands.reports.sentences import command_words
from commands.sign import sign
from tests.reading.test_no_work_lost import Damage
from tests.reading.test_signing import FORMS
from tests.support.brackets import CONTENT, places_of, put_in_brackets
from tests.support.small import write_small
from tree.checking.checked import check_pack
from tree.languages.overlay import overlay
from tree.languages.wording import texts
from tree.pack.files import gather
from tree.pack.yaml_reader import parse

PLACES = places_of(CONTENT)
WORDS = command_words(CONTENT)
Found = list[tuple[str, int, str]]
"""Codes, with the line and the nearest name."""


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """Write the small pack in two languages, with all of it signed."""
    pack = write_small(tmp_path)
    checked = check_pack(gather(pack))
    assert checked.tree
    assert checked.pack
    held = overlay(texts(checked.tree, checked.pack), parse(b"{}", "x"))
    (pack / "languages").mkdir()
    (pack / "languages" / "xx.yaml").write_text(put_in_brackets(held) + "\n")
    assert sign(["--pack", str(pack), "--role", "advocate", "--all"], PLACES) == 0
    return pack


def state(pack: Path) -> ReviewState:
    """Say what is signed in a pack."""
    return read_state(check_pack(gather(pack)), PLACES.words)


def told(pack: Path) -> Found:
    """List what is said to count for nothing."""
    return [(f.code, f.where.line, f.values.get("nearest", "")) for f in state(pack).untrue]


def line_of(file: Path, text: str) -> int:
    """Return the line in which a text stands first."""
    return file.read_text().partition(text)[0].count("\n") + 1


NAMES: dict[str, tuple[str, str]] = {
    "a slip": ("safety/gaet", "safety/gate"),
    "a topic of another name": ("danger/gate", ""),
    "another topic": ("after/gate", ""),
    "a page that is gone": ("outcomes/crises", "outcomes/crisis"),
    "no topic": ("gate", "safety/gate"),
    "a sentence that there is not": ("welcome/reviews", "welcome/review"),
    "words that the pack does not give": ("welcome/words", ""),
    "a path": ("../../etc/passwd", ""),
    "braces": ("'{name}'", ""),
    "nothing": ("''", ""),
    "other letters": ("安全/門", ""),
}


@pytest.mark.parametrize(("name", "near"), NAMES.values(), ids=NAMES)
def test_a_name_that_the_pack_does_not_have_is_told_once_with_its_line(
    signed: Path, name: str, near: str
) -> None:
    file = signed / "review.yaml"
    file.write_text(file.read_text().replace("  safety/gate:", f"  {name}:", 1))
    line = line_of(file, f"  {name}:")
    found = [it for it in told(signed) if it[0] == "signed-nothing"]
    assert [it[:2] for it in found] == [("signed-nothing", line)]
    assert not near or found[0][2] == near
    assert "safety/gate" in {fault.values["name"] for fault in state(signed).unsigned}


LANGUAGES = {
    "a slip": ("x", "xx"),
    "its name": ("English", ""),
    "gone": ("de", ""),
    "with a country": ("en_GB", "en"),
    "a path": ("../en", "en"),
    "nothing": ("''", ""),
}


@pytest.mark.parametrize(("language", "near"), LANGUAGES.values(), ids=LANGUAGES)
def test_a_language_that_the_pack_does_not_speak_is_told_once(
    signed: Path, language: str, near: str
) -> None:
    file = signed / "review.yaml"
    file.write_text(re.sub(r"(?m)^xx:", f"{language}:", file.read_text()))
    found = [it for it in told(signed) if it[0].startswith("signed-")]
    assert [it[:2] for it in found] == [("signed-language", line_of(file, f"\n{language}:") + 1)]
    assert not near or found[0][2] == near
    assert {fault.values["language"] for fault in state(signed).unsigned} == {"xx"}


def test_a_language_that_was_taken_away_is_told_and_its_file_with_faults_is_not(
    signed: Path,
) -> None:
    spoken = signed / "languages" / "xx.yaml"
    whole = spoken.read_text()
    spoken.write_text(whole.replace("  gate:", "  gaet:", 1))
    assert told(signed) == []
    spoken.unlink()
    assert [code for code, _, _ in told(signed)] == ["signed-language"]


def test_a_page_that_is_no_longer_urgent_is_still_in_the_pack(signed: Path) -> None:
    page = signed / "outcomes" / "danger.yaml"
    page.write_text(page.read_text().replace("tier: 0", "tier: 2"))
    assert told(signed) == []


DAMAGED: dict[str, Damage] = {
    **FORMS,
    "no names": lambda raw: re.sub(rb"(?m)^  (?=\S).*$", b"  :", raw),
    "names that are numbers": lambda raw: re.sub(rb"(?m)^  safety/gate:", b"  12:", raw),
    "names that are lists": lambda raw: re.sub(rb"(?m)^  safety/gate:", b"  ? [a, b]\n  :", raw),
    "languages that are numbers": lambda raw: re.sub(rb"(?m)^xx:", b"12:", raw),
    "a language that says no": lambda raw: re.sub(rb"(?m)^xx:", b"no:", raw),
    "a language without names": lambda raw: raw + b"de:\n",
    "a language with no entry": lambda raw: raw + b"de: {}\n",
    "a list of languages": lambda raw: b"- " + raw.replace(b"\n", b"\n  "),
    "a name without an entry": lambda raw: raw + b"  safety/gone:\n",
    "a name with an empty entry": lambda raw: raw + b"  safety/gone: {signed: [], texts: {}}\n",
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_every_damaged_form_is_told_in_a_sentence_with_its_line(
    signed: Path, damage: Damage, capsys: pytest.CaptureFixture[str]
) -> None:
    file = signed / "review.yaml"
    raw = damage(file.read_bytes())
    assert raw != file.read_bytes()
    file.write_bytes(raw)
    capsys.readouterr()
    check([str(signed), "--all"], PLACES)
    said = capsys.readouterr()
    assert re.search(r"(?m)^review\.yaml:\d+:\d+: [a-z-]+: \S", said.out), said.out
