"""Numbers to call: graded, sourced, dated, and always somewhere to fall back on."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.pages.helplines import foremost
from screens.words import Words
from tree.checking.everything import read_spoken
from tree.fault import FaultyPackError
from tree.helplines import ELSEWHERE, Helplines
from tree.languages.helpline_files import add_local, read_helplines
from tree.pack.files import gather

FOLDER = Path(__file__).parents[2] / "content" / "helplines"
LINE = """\
  - {id: a, category: emergency, service: Police, phone: "1",
     who: anyone, source: x, read: 2026-11-22, grade: A}
"""
TABLES = {
    "aa.yaml": "country: AA\nname: Aland\nlines:\n" + LINE,
    "elsewhere.yaml": "country: XX\nname: Elsewhere\nlines: []\nsays: Ask a doctor.\n",
    "fallbacks.yaml": "{child: crisis, crisis: emergency}\n",
}


@pytest.fixture(scope="module")
def shipped() -> Helplines:
    """Read the shipped tables."""
    return read_helplines(gather(FOLDER))


def read(**changes: str) -> Helplines:
    """Read the small tables with changes."""
    files = TABLES | {f"{name}.yaml": text for name, text in changes.items()}
    return read_helplines({name: text.encode() for name, text in files.items()})


def codes(**changes: str) -> list[str]:
    """Say the faults of the small tables with changes."""
    with pytest.raises(FaultyPackError) as refused:
        read(**changes)
    return [fault.code for fault in refused.value.faults]


def test_every_country_has_an_emergency_an_abuse_and_a_crisis_line(shipped: Helplines) -> None:
    assert len(shipped.countries) >= 13
    for country in shipped.countries.values():
        if country.id != ELSEWHERE:
            assert all(country.of(name) for name in ("emergency", "domestic_abuse", "crisis"))


@pytest.mark.parametrize("country", ["US", "GB", "XX"])
def test_no_number_stands_twice_on_top_of_an_urgent_page(shipped: Helplines, country: str) -> None:
    every = ["domestic_abuse", "crisis", "own_conduct", "child", "legal"]
    words = Words(read_spoken(FOLDER.parent / "words" / "en"))
    said = [row.text.split("  ")[0] for row in foremost(shipped, country, every, words)]
    assert len(set(said)) == len(said) > 0


def test_every_line_can_be_reached_and_has_a_grade_a_source_and_a_date(shipped: Helplines) -> None:
    ids = [line.id for country in shipped.countries.values() for line in country.lines]
    assert len(ids) == len(set(ids))
    for country in shipped.countries.values():
        for line in country.lines:
            assert line.phone or line.text or line.chat, line.id
            assert line.grade in "ABC", line.id
            assert line.source, line.id
            assert line.read, line.id


def test_another_place_has_no_invented_number(shipped: Helplines) -> None:
    elsewhere = shipped.countries[ELSEWHERE]
    assert elsewhere.says
    assert not any(line.phone or line.text for line in elsewhere.lines)


def test_a_missing_category_falls_back_step_by_step() -> None:
    tables = read()
    assert [line.id for line in tables.find("AA", "child")] == ["a"]
    assert tables.find(ELSEWHERE, "child") == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("aa", "grade: A", "grade: U", "wrong-value"),
        ("aa", "source: x, ", "", "missing"),
        ("aa", "read: 2026-11-22", "read: lately", "not-a-day"),
        ("fallbacks", "crisis: emergency", "crisis: [emergency]", "not-text-value"),
        ("aa", "read: 2026-11-22", "read: 2026-13-45", "not-a-day"),
        ("aa", 'phone: "1",', "", "no-number"),
        ("aa", "category: emergency", "category: crisis", "no-emergency"),
        ("aa", "country: AA", "country: Aland", "country-code"),
        ("aa", "country: AA", "country: BB", "country-file"),
        ("aa", LINE, LINE + LINE.replace("id: a", "id: b"), "same-number"),
        ("elsewhere", "country: XX", "country: AX", "country-file"),
        ("fallbacks", "crisis: emergency", "crisis: child", "fallback-ends"),
        ("fallbacks", "child: crisis, crisis: emergency", "child: emergency", ""),
    ],
)
def test_a_table_that_could_mislead_is_refused(name: str, old: str, new: str, code: str) -> None:
    changed = TABLES[f"{name}.yaml"].replace(old, new)
    assert changed != TABLES[f"{name}.yaml"]
    if code:
        assert code in codes(**{name: changed})
    else:
        assert read(**{name: changed}).fallbacks == {"child": "emergency"}


def test_a_table_for_all_other_places_must_be_there() -> None:
    files = {name: text.encode() for name, text in TABLES.items() if name != "elsewhere.yaml"}
    with pytest.raises(FaultyPackError) as refused:
        read_helplines(files)
    assert [fault.code for fault in refused.value.faults] == ["no-elsewhere"]


def test_a_copied_table_that_kept_its_country_or_its_ids_is_refused() -> None:
    with pytest.raises(FaultyPackError) as refused:
        read(bb=TABLES["aa.yaml"])
    (fault,) = refused.value.faults
    assert (fault.code, fault.where.file) == ("country-file", "bb.yaml")
    assert codes(bb=TABLES["aa.yaml"].replace("AA", "BB")) == ["duplicate-id"]
    other = TABLES["aa.yaml"].replace("AA", "BB").replace("{id: a,", "{id: b,")
    assert set(read(bb=other).countries) == {"AA", "BB", ELSEWHERE}


def test_a_host_adds_and_replaces_lines(tmp_path: Path) -> None:
    local = tmp_path / "local.yaml"
    local.write_text(TABLES["aa.yaml"].replace('"1"', '"2"') + LINE.replace("id: a", "id: b"))
    lines = add_local(read(), local).countries["AA"].lines
    assert [(line.id, line.phone) for line in lines] == [("a", "2"), ("b", "1")]
    local.write_text("country: AA\n")
    with pytest.raises(FaultyPackError):
        add_local(read(), local)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("category: emergency", "category: emergancy", "unknown-category"),
        ('phone: "1",', "", "no-number"),
        ("grade: A", "grade: U", "wrong-value"),
    ],
)
def test_a_host_s_line_that_would_not_help_is_refused(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    local = tmp_path / "local.yaml"
    local.write_text(TABLES["aa.yaml"].replace(old, new))
    with pytest.raises(FaultyPackError) as refused:
        add_local(read(), local)
    assert [fault.code for fault in refused.value.faults] == [code]
