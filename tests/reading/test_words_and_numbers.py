"""Words that say nothing, numbers that are none, and signs that nobody sees: found wherever."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from commands.check import check
from tests.reading.test_helplines import TABLES, codes, read
from tests.reading.test_translations import SMALL, small
from tests.support.brackets import CONTENT, places_of
from tests.support.small import DATED, FILES, check_small, edited, write_small
from tree.checking.checked import check_pack
from tree.fault import FaultyPackError, UnusableError
from tree.helplines import Line
from tree.languages.helpline_files import add_local
from tree.languages.spoken import phrases
from tree.languages.word_tables import read_words
from tree.prepare import Places, prepare

PLACES = places_of(CONTENT)
NOTHING = ["", "   ", "\u00a0", "\u3000", "~", "null", "NULL"]
UNSEEN = {
    "soft hyphen": "a\u00adb",
    "joiner between digits": "1\u200d2",
    "joiner between Latin letters": "a\u200cb",
    "mark of direction": "\u200e12",
    "tag letters": "a\U000e0041",
    "filler": "\u3164",
    "filler of half width": "\uffa0",
    "empty braille": "\u2800",
    "grapheme joiner": "a\u034fb",
    "variation of a digit": "1\ufe0f",
    "line separator": "a\u2028b",
}
SEEN = {
    "Persian": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "Hindi": "\u0915\u094d\u200d\u0937",
    "Hebrew": "\u05e9\u05dc\u05d5\u05dd\u200f (1)",
    "a heart": "\u2764\ufe0f",
    "French": "Quoi\u00a0?",
    "Spanish": "\u00bfQu\u00e9?",
}
TEXTS = [
    ("questions/safety.yaml", "ask: Has any of this happened?", "ask: "),
    ("questions/safety.yaml", "why: Some acts matter most.", "why: "),
    ("questions/after.yaml", "say: Rest}", "say: "),
    ("questions/safety.yaml", "    choose: all", "    choose: all\n    note: "),
    ("pack.yaml", "title: Small", "title: "),
    ("pack.yaml", "title: After", "title: "),
    ("pack.yaml", "says: doubts", "says: "),
    ("outcomes/rebuild.yaml", "title: Slowly", "title: "),
    ("outcomes/rebuild.yaml", "opening: Both try.", "opening: "),
    ("outcomes/danger.yaml", "say: That was wrong.", "say: "),
    ("outcomes/danger.yaml", "otherwise: You have doubts.", "otherwise: "),
    ("outcomes/step-back.yaml", "revisit: In a week.", "revisit: "),
    ("notes.yaml", "say: Calm helps.", "say: "),
    ("promises.yaml", "says: Hit leads to danger.", "says: "),
    ("sources.yaml", "says: A guide", "says: "),
]


def found(name: str, old: str, new: str) -> set[str]:
    """Say the faults of the small pack with one text replaced."""
    return {fault.code for fault in check_small(**edited(name, old, new)).faults}


@pytest.mark.parametrize("nothing", NOTHING)
@pytest.mark.parametrize(("name", "old", "new"), TEXTS)
def test_a_text_that_says_nothing_is_empty(name: str, old: str, new: str, nothing: str) -> None:
    end = "}" if old.endswith("}") else ""
    assert found(name, old, f'{new}"{nothing}"{end}') == {"empty"}


@pytest.mark.parametrize(("name", "old", "new"), [t for t in TEXTS if "{" not in FILES[t[0]]])
def test_a_text_that_a_hash_would_cut_is_refused(name: str, old: str, new: str) -> None:
    assert found(name, old, f"{new}Are you #1 afraid") == {"hash-cuts-text"}
    assert found(name, old, f"{new}#1") & {"hash-cuts-text", "empty"}


@pytest.mark.parametrize(("name", "old", "new"), [t for t in TEXTS if "{" not in FILES[t[0]]])
def test_a_day_without_quotes_is_no_text(name: str, old: str, new: str) -> None:
    assert found(name, old, f"{new}2026-11-22") == {"date-needs-quotes"}
    assert found(name, old, f'{new}"2026-11-22"') == set()


def test_a_comment_where_no_words_are_is_no_fault() -> None:
    changed = FILES["outcomes/step-back.yaml"].replace("tier: 2", "tier: 2  # of 5")
    changed = changed.replace("kind: step-back", "kind: step-back # the id")
    changed = changed.replace("title: A step back", "# a note\ntitle: A #1 is no comment if quoted")
    changed = changed.replace("A #1 is no comment if quoted", '"A #1"  # and a note')
    assert check_small(outcomes__step_back=changed).faults == ()


def test_a_fact_that_is_never_said_back_has_no_words() -> None:
    assert found("pack.yaml", "low: you feel low", 'low: ""') <= {"never-heard"}
    assert found("pack.yaml", "low: you feel low", "low: ~") == {"empty"}


@pytest.mark.parametrize("nothing", NOTHING[1:])
def test_a_translation_and_words_of_screens_say_something(nothing: str) -> None:
    _, checked = small({'say: "[Small]"': f'say: "{nothing}"'})
    assert {fault.code for fault in checked.faults} == {"empty"}
    with pytest.raises(FaultyPackError) as refused:
        read_words({"x.yaml": f'a: "{nothing}"'.encode()})
    assert [fault.code for fault in refused.value.faults] == ["empty"]


def test_a_hash_cuts_no_translation_and_no_words_of_screens() -> None:
    written, _ = small()
    cut = written.replace('say: "[Small]"', "\n  say: Small #1\n ", 1)
    checked = check_pack({**SMALL, "languages/xx.yaml": cut.encode()})
    assert {fault.code for fault in checked.faults} == {"hash-cuts-text"}
    for read_it in (
        lambda: read_words({"x.yaml": b"a: Call #1\n"}),
        lambda: phrases(b"says:\n  a: b #1\nkeep: []\n", "x"),
        lambda: phrases(b"says: {}\nkeep:\n  - b #1\n", "x"),
    ):
        with pytest.raises(FaultyPackError) as refused:
            read_it()
        assert [fault.code for fault in refused.value.faults] == ["hash-cuts-text"]


@pytest.mark.parametrize("text", UNSEEN.values(), ids=UNSEEN)
def test_a_sign_that_nobody_sees_is_found(text: str) -> None:
    assert found("questions/after.yaml", "say: Rest}", f'say: "{text}"}}') >= {"unseen-sign"}
    assert "unseen-sign" in codes(aa=TABLES["aa.yaml"].replace('"1"', f'"{text}"'))


@pytest.mark.parametrize("text", SEEN.values(), ids=SEEN)
def test_a_sign_that_a_script_needs_is_none_of_these(text: str) -> None:
    assert found("questions/after.yaml", "say: Rest}", f'say: "{text}"}}') == set()


def test_letters_of_two_alphabets_in_one_word_are_found() -> None:
    assert found("questions/after.yaml", "say: Rest}", "say: R\u0435st}") == {"mixed-letters"}
    whole = "say: \u041c\u0438\u0440 and Rest}"
    assert found("questions/after.yaml", "say: Rest}", whole) == set()


@pytest.mark.parametrize("number", ["call us", "-", " ", "~", "", "1\u200d2"])
def test_a_number_has_digits_and_nothing_unseen(number: str) -> None:
    (code,) = codes(aa=TABLES["aa.yaml"].replace('phone: "1"', f'phone: "{number}"'))
    assert code in {"no-number", "unseen-sign"}


@pytest.mark.parametrize(
    "number",
    [
        "+351 22 000 0000+351 22 111 1111", "+351 22 000 0000 +351 22 111 1111",
        "(01) 234 (+44) 1", "0800 123 456 0800 654 321", "1234567890123456",
    ],
)  # fmt: skip
def test_numbers_that_run_together_are_found(number: str) -> None:
    changed = TABLES["aa.yaml"].replace('phone: "1"', f'phone: "{number}"')
    assert codes(aa=changed) == ["numbers-together"]


@pytest.mark.parametrize(
    "number",
    [
        "+351 22 000 0000 or +351 22 111 1111", "(+44) 20 7946 0000, then option 5",
        "1553, 0919 057 1553 or 0917 899 8727", "0800 111 0 111 / 0800 111 0 222", "*4141",
    ],
)  # fmt: skip
def test_numbers_that_stand_apart_are_not(number: str) -> None:
    found = read(aa=TABLES["aa.yaml"].replace('phone: "1"', f'phone: "{number}"'))
    assert [line.phone for line in found.countries["AA"].lines] == [number]


@pytest.mark.parametrize("key", ["text", "chat", "hours", "note", "languages", "service", "who"])
@pytest.mark.parametrize("nothing", [*NOTHING, "\u3164"])
def test_what_a_line_says_is_not_nothing(key: str, nothing: str) -> None:
    line = f'  - {{{key}: "{nothing}", id: b, category: emergency, phone: "2",\n'
    rest = {"service": "service: x", "who": "who: x"} | {key: "grade: A"}
    line += f"     {', '.join(rest.values())}, source: x, read: 2026-11-22, grade: A}}\n"
    line = line.replace("grade: A, ", "", 1) if rest[key] == "grade: A" else line
    assert set(codes(aa=TABLES["aa.yaml"] + line)) <= {"empty", "unseen-sign"}


def test_a_number_is_not_cut_by_a_hash() -> None:
    line = "  - id: b\n    category: emergency\n    service: x\n    phone: 1-800 #7233\n"
    line += "    who: anyone\n    source: x\n    read: 2026-11-22\n    grade: A\n"
    assert codes(aa=TABLES["aa.yaml"] + line) == ["hash-cuts-text"]
    whole = read(aa=TABLES["aa.yaml"] + line.replace("1-800 #7233", '"1-800 #7233"  # note'))
    numbers: tuple[Line, ...] = whole.countries["AA"].lines
    assert numbers[-1].phone == "1-800 #7233"


@pytest.mark.parametrize("day", ["2026-02-31", "0000-01-01", "2025-02-29", "2026-04-31"])
def test_a_day_that_no_month_has_is_refused_wherever(day: str, tmp_path: Path) -> None:
    assert codes(aa=TABLES["aa.yaml"].replace("2026-11-22", day)) == ["no-such-day"]
    assert found("sources.yaml", "2026-11-22", day) == {"no-such-day"}
    assert own_codes(tmp_path, TABLES["aa.yaml"].replace("2026-11-22", day)) == ["no-such-day"]


def own_codes(folder: Path, text: str) -> list[str]:
    """Say the faults of a host's own lines."""
    file = folder / "own.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FaultyPackError) as refused:
        add_local(read(), file)
    return [fault.code for fault in refused.value.faults]


def test_a_host_is_told_how_a_country_and_a_category_are_named(tmp_path: Path) -> None:
    wrong = TABLES["aa.yaml"].replace("country: AA", "country: aa")
    assert own_codes(tmp_path, wrong) == ["country-code"]
    file = tmp_path / "own.yaml"
    for name in ("shelter", "Crisis"):
        file.write_text(TABLES["aa.yaml"].replace("category: emergency", f"category: {name}"))
        with pytest.raises(FaultyPackError) as refused:
            add_local(read(), file)
        (fault,) = refused.value.faults
        assert fault.code == "unknown-category"
        assert fault.values["known"].split(", ") == ["emergency", "child", "crisis"]


GB = """\
country: GB
name: United Kingdom
lines:
  - {id: gb-own, category: crisis, service: Our house, phone: "0123", who: anyone,
     source: "https://example.org", read: "DAY", grade: A}
"""


@pytest.mark.parametrize(("day", "code"), [("2999-01-01", "helpline-future"), ("2024-02-29", "")])
def test_a_day_to_come_is_refused_in_a_host_s_own_file(
    day: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(GB.replace("DAY", day))
    places = Places(
        PLACES.pack, PLACES.words, PLACES.helplines, tmp_path, local=file, today="2026-11-22"
    )
    if code:
        with pytest.raises(FaultyPackError) as refused:
            prepare(places, "en")
        assert [fault.code for fault in refused.value.faults] == [code]
    else:
        assert prepare(places, "en").helplines.countries["GB"].lines[0].id == "gb-own"
    call = [str(write_small(tmp_path, **DATED)), "--helplines", str(file)]
    assert check(call, PLACES) == 1, "too old for the pack, or to come"
    assert "own.yaml:5:" in capsys.readouterr().out


def test_a_host_s_own_file_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    for name in ("", "nothing"):
        with pytest.raises(UnusableError):
            check(["--helplines", str(tmp_path / name)], PLACES)


def test_a_source_that_was_read_on_a_day_to_come_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text.replace("read: 2026-11-22", "read: 2999-11-22"))
    assert check([str(tmp_path)], PLACES) == 1
    assert "helpline-future" in capsys.readouterr().out


RULES = """\
formula: flesch-kincaid
limit: 99
sentence: 99
screen: {columns: 76, lines: 60}
banned:
  - {because: x, phrases: [v\u00edctima, you must, "non-fatal"], unless: [you must not]}
"""
FORMS = {
    "as it is": "Es una v\u00edctima.",
    "accents apart": unicodedata.normalize("NFD", "Es una v\u00edctima."),
    "capitals": "ES UNA V\u00cdCTIMA.",
    "wide letters": "\uff39\uff4f\uff55 \uff4d\uff55\uff53\uff54 go.",
    "a soft hyphen": "You mu\u00adst go.",
    "no width": "You mu\u200bst go.",
    "a space that does not break": "You\u00a0must go.",
    "a hyphen that does not break": "Non\u2011fatal.",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_a_banned_phrase_is_found_however_it_is_stored(text: str) -> None:
    assert "banned-phrase" in of_rules(f"say: {text}}}")


@pytest.mark.parametrize("text", ["You must not.", "YOU MUST\u00a0NOT.", "You \uff4dust not."])
def test_a_phrase_that_may_be_is_known_however_it_is_stored(text: str) -> None:
    assert of_rules(f"say: {text}}}") == set()


def test_a_screen_has_some_columns() -> None:
    rules = RULES.replace("columns: 76", "columns: 1")
    assert [f.code for f in check_small(wording__en=rules).faults] == ["too-small"]


def test_a_row_of_stars_is_one_star() -> None:
    rules = RULES.replace("you must,", f"'{'*' * 40}x',")
    say = f"say: {'a' * 150}}}"
    changed = edited("questions/after.yaml", "say: Rest}", say)
    assert check_small(**changed, wording__en=rules).faults == ()


def of_rules(say: str) -> set[str]:
    """Say the faults of the small pack under these rules."""
    changed = edited("questions/after.yaml", "say: Rest}", say)
    return {fault.code for fault in check_small(**changed, wording__en=RULES).faults}
