"""How hard texts are, and what a pack says when its own words break its own rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support.small import FILES
from tree.checking.checked import check_pack
from tree.checking.everything import screen_faults
from tree.checking.plain_words import (
    english_syllables,
    grade,
    perspicuity,
    sentences,
    spanish_syllables,
    words,
)
from tree.fault import Fault
from tree.pack.files import gather

ROOT = Path(__file__).parents[2]
ENGLISH = (
    "the=1 afraid=2 people=2 something=2 sometimes=2 little=2 tired=1 needed=2 wanted=2 asked=1 "
    "houses=2 watches=2 times=1 being=2 going=2 idea=3 really=2 leave=1 you=1 quiet=2 serious=3 "
    "question=2 decision=3 social=2 special=2 media=3 children=2 careful=2 lonely=2 moment=2 "
    "someone=2 advocate=3 emergency=4 helpline=2 police=2 every=2 because=2 themselves=2 "
    "medicine=3 violence=3 area=3 create=2 cruel=2 fire=1 hours=1 trouble=2 handled=2 settled=2 "
    "tracked=1 scared=1 agreement=3 statement=2 therapist=3 counsellor=3 situation=4 million=2 "
    "eyes=1 build=1 guess=1 language=2 usual=3 evening=2 different=3 breathe=1 bruises=2 voice=1 "
    "friend=1 again=2 family=3 relief=2 quite=1 require=2 fruit=1 poem=2 theory=3 video=3 argue=2 "
    "continue=3 issue=2 value=2 due=1 afterwards=3"
)
SPANISH = (
    "casa=2 miedo=2 persona=3 país=2 día=2 ciudad=2 ayuda=3 hoy=1 ley=1 yo=1 ya=1 quien=1 "
    "guerra=2 pingüino=3 aéreo=4 teatro=3 leer=2 oír=2 cuidado=3 siguiente=3 línea=3 "
    "emergencia=4 policía=4 niño=2 ahora=3 ruido=2 muy=1 agua=2 viaje=2 aunque=2 héroe=3 "
    "averigüe=4 huir=1 violencia=3 aún=2 rey=1 creer=2 playa=2"
)


def counted(text: str) -> Iterator[tuple[str, int]]:
    """Read words with how many syllables they have."""
    for pair in text.split():
        word, n = pair.split("=")
        yield word, int(n)


def test_english_syllables_are_heard() -> None:
    wrong = [word for word, n in counted(ENGLISH) if english_syllables(word) != n]
    assert len(wrong) <= 2, wrong


@pytest.mark.parametrize(("word", "n"), list(counted(SPANISH)))
def test_spanish_syllables_are_counted(word: str, n: int) -> None:
    assert spanish_syllables(word) == n


def test_sentences_and_words_are_told_apart() -> None:
    assert len(sentences("One. Two? Three: and four.")) == 3
    assert words("I can't, not 22 of them.") == ("I", "can't", "not", "22", "of", "them")


def test_the_formulas_rank_texts_as_people_do() -> None:
    easy = "You can stop at any time. You may leave it as it is."
    hard = "Communication necessitates reciprocal acknowledgement of individual responsibilities."
    assert grade(easy) < 3
    assert grade(hard) > 12
    simple = "Puedes parar. Puedes dejarlo así. No pasa nada."
    heavy = "La comunicación requiere reconocimiento recíproco de responsabilidades individuales."
    assert perspicuity(simple) > 75
    assert perspicuity(heavy) < 30


def test_the_known_figure_of_a_known_sentence() -> None:
    """Nine words, eleven syllables, one sentence, reckoned by hand."""
    assert grade("The quick brown fox jumps over the lazy dog.") == pytest.approx(2.34, abs=0.01)


@cache
def pack() -> dict[str, bytes]:
    """Read the files of the shipped pack once."""
    return gather(ROOT / "content" / "evenground")


ASK = "Do you think of hurting yourself?"


def faults(new: str) -> list[Fault]:
    """Check a small pack by the English rules after one edit of what it asks."""
    files = {name: text.encode() for name, text in FILES.items()}
    files["wording/en.yaml"] = pack()["wording/en.yaml"]
    raw = files["questions/safety.yaml"]
    assert raw.count(ASK.encode()) == 1
    files["questions/safety.yaml"] = raw.replace(ASK.encode(), f'"{new}"'.encode())
    return list(check_pack(files).faults)


def test_plain_words_break_no_rule() -> None:
    assert faults(ASK) == []


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (" ".join(["we"] * 21), "sentence-too-long"),
        (
            "Do considerable communication difficulties necessitate a talk now?",
            "text-too-hard",
        ),
        ("Is your husband at home?", "banned-phrase"),
        ("Are you afraid of them!", "banned-phrase"),
        ("Is it so? It is so. " * 9, "too-long"),
    ],
)
def test_words_that_break_a_rule_are_named_with_their_place(new: str, code: str) -> None:
    found = faults(new)
    assert {fault.code for fault in found} == {code}
    assert {fault.where.file for fault in found} == {"questions/safety.yaml"}
    assert all(fault.where.line > 1 and fault.where.column > 1 for fault in found)


def test_a_question_that_does_not_fit_its_screen_is_named() -> None:
    files = {name: text.encode() for name, text in FILES.items()}
    rules = pack()["wording/en.yaml"]
    files["wording/en.yaml"] = re.sub(rb"lines: \d+", b"lines: 9", rules)
    found = check_pack(files).faults
    assert {fault.code for fault in found} == {"screen-too-tall"}
    assert {fault.values["limit"] for fault in found} == {"9"}


def test_every_rule_for_words_says_why() -> None:
    for name in pack():
        if name.startswith("wording/"):
            assert pack()[name].count(b"because:") >= 8


def test_the_shipped_words_keep_the_rules() -> None:
    hard = {"text-too-hard", "text-not-easy"}
    codes = {"sentence-too-long", *hard, "banned-phrase", "screen-too-tall"}
    assert [fault for fault in check_pack(pack()).faults if fault.code in codes] == []


def test_words_of_the_screens_are_held_to_the_same_rules(tmp_path: Path) -> None:
    shipped = check_pack(pack()).pack
    assert shipped is not None
    assert list(screen_faults(shipped, ROOT / "content" / "words")) == []
    for language, text in (("en", "title: A tactic"), ("es", "title: {say: Una víctima, of: x}")):
        (tmp_path / language).mkdir()
        (tmp_path / language / "screens.yaml").write_text(text, encoding="utf-8")
    found = list(screen_faults(shipped, tmp_path))
    assert [fault.code for fault in found] == ["banned-phrase"] * 2
    assert [fault.where.file for fault in found] == ["en/screens.yaml", "es/screens.yaml"]
