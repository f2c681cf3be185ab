"""Review pages for people who sign: boxes, both languages, what can be seen, marks and feet."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from commands.reports.sentences import command_words
from commands.review import page
from commands.reviewing.book import Book
from commands.reviewing.findings import NOTHING, Findings
from commands.reviewing.parts import SHORT, WHOLE
from commands.reviewing.shared import HEARD
from commands.reviewing.sheet import ALL, NUMBER, UNIT, foot
from commands.reviewing.unit import anchor
from tests.support.small import FILES, check_small, edited
from tree.checking.checked import Checked, check_pack
from tree.checking.everything import name_of
from tree.checking.signing.pack_mark import pack_mark
from tree.languages.helpline_files import read_helplines
from tree.languages.overlay import in_language
from tree.languages.wording import texts
from tree.pack.files import gather
from tree.proving.promise import Proof
from tree.proving.verdict import Verdict, judge

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"


def book(checked: Checked, findings: Findings = NOTHING, language: str = "") -> Book:
    """Open the book of a pack."""
    assert checked.tree
    assert checked.pack
    assert checked.pack.head
    lines = read_helplines(gather(CONTENT / "helplines"))
    other = {}
    if language:
        other = texts(in_language(checked.tree, checked.pack, language), checked.pack)
    words, head = command_words(CONTENT), checked.pack.head.shape
    named = name_of(CONTENT / "words", language) if language else ""
    return Book(checked.tree, checked.pack, head, lines, words, findings, language, named, other)


@pytest.fixture(scope="module")
def shipped() -> Checked:
    """Check the shipped pack."""
    return check_pack(gather(CONTENT / "evenground"))


def parsed(html: str) -> Element:
    """Parse a page as XML."""
    text = re.sub(r"<(meta|br|hr)([^>]*)>", r"<\1\2/>", html.partition("\n")[2])
    return ElementTree.fromstring(text)  # noqa: S314  (our own page)


def classed(root: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a class."""
    return (part for part in root.iter() if name in part.get("class", "").split())


def said(part: Element) -> str:
    """Give all words of an element."""
    return " ".join(part.itertext())


def test_whatever_is_signed_has_a_box_and_the_name_that_sign_takes(shipped: Checked) -> None:
    root = parsed(page(book(shipped)))
    units = {part.get("id"): part for part in classed(root, UNIT)}
    assert shipped.tree
    for asked in shipped.tree.questions.values():
        part = units[f"place-{asked.id}"]
        rows = list(part.findall(".//tbody/tr"))
        assert len(rows) == len(asked.options) + 1
        assert all(list(classed(row, "box")) for row in rows)
        assert f"{asked.topic}/{asked.id}" in said(part)
        assert list(classed(part, "remarks"))
    for end in shipped.tree.outcomes.values():
        assert f"outcomes/{end.id}" in said(units[f"place-{end.id}"])


def test_the_second_language_stands_beside_the_first(shipped: Checked) -> None:
    opened = book(shipped, language="es")
    root = parsed(page(opened))
    spoken = {said(part).strip() for part in root.iter() if part.get("lang") == "es"}
    assert shipped.tree
    heads = [said(part) for table in classed(root, "two") for part in table.findall(".//th")]
    assert any(opened.spoken_name in head for head in heads)
    assert opened.spoken_name != "es"
    for asked in shipped.tree.questions.values():
        assert opened.spoken("questions", asked.id, "ask") in spoken
        for option in asked.options:
            assert opened.spoken("questions", asked.id, "options", option.id) in spoken
    for path, text in opened.other.items():
        if path[0] == "outcomes" and "weigh" not in path and "opening" not in path:
            assert text in spoken, path
    alone = parsed(page(book(shipped)))
    assert not [*classed(alone, "other"), *classed(alone, "two")]


def test_names_of_facts_conditions_and_places_are_said_in_words(shipped: Checked) -> None:
    opened = book(shipped)
    root = parsed(page(opened, [part for part in WHOLE if part.id in ("questions", "outcomes")]))
    for part in list(classed(root, "ticks")):
        part.clear()
    told = said(root)
    names = [name for name in (*opened.head.conditions, *opened.tree.forks) if "-" in name]
    silent = [name for name, text in opened.tree.facts.items() if not text and "-" in name]
    assert names
    assert not [
        name for name in (*names, *silent) if re.search(rf"(?<![\w-]){name}(?![\w-])", told)
    ]


def test_an_answer_teaches_a_fact_without_words_too() -> None:
    quiet = edited("pack.yaml", "low: you feel low", 'low: ""')
    files = {
        **quiet,
        "outcomes__crisis": FILES["outcomes/crisis.yaml"].replace("heard: [low]\n", ""),
    }
    files["outcomes__danger"] = FILES["outcomes/danger.yaml"].replace(", low]", "]")
    opened = book(check_small(**files))
    root = parsed(page(opened))
    (asked,) = (part for part in classed(root, UNIT) if part.get("id") == anchor("gate"))
    first = next(iter(asked.findall(".//tbody/tr")))
    assert opened("unsaid", name="low") in said(first)


def test_a_short_page_does_not_tell_of_verdicts_that_it_leaves_out(shipped: Checked) -> None:
    opened = book(shipped)
    short = said(parsed(page(opened, SHORT)))
    assert opened("promises-note") not in short
    assert opened("promises-note-short") in short


def test_the_example_of_a_list_is_no_other_list(shipped: Checked) -> None:
    opened = book(shipped)
    examples = [opened.example(found) for found in opened.lists.values()]
    assert examples
    numbered = [opened.fact(name) for name in opened.lists]
    assert not [one for one in examples if any(other in one for other in numbered)]
    assert all(said.count(example) for said, example in zip(numbered, examples, strict=True))


def test_a_long_list_of_what_is_said_back_stands_once_at_the_end() -> None:
    checked = check_pack(gather(CONTENT / "evenground"))
    opened = book(checked)
    root = parsed(page(opened))
    parts = {part.get("id"): part for part in root.iter("section")}
    for end in opened.tree.outcomes.values():
        facts = [opened.tree.facts[name] for name in end.heard]
        if len(facts) > HEARD:
            told = said(parts["heard"])
            assert all(fact in told for fact in facts)


def test_a_shared_note_that_nobody_can_see_on_a_page_is_not_listed_there() -> None:
    note = "- {id: hurt, for: all, when: hit, say: You told us that they hit you.}\n"
    checked = check_small(notes=note)
    assert checked.tree, checked.faults
    proved = Findings(verdict=judge(checked.tree, checked.promises))
    assert _with_notes(book(checked)) == set(checked.tree.outcomes)
    seen = _with_notes(book(checked, proved))
    assert "danger" in seen
    assert seen < set(checked.tree.outcomes)


def _with_notes(opened: Book) -> set[str]:
    """Name the pages that list a shared note."""
    parts = parsed(page(opened)).iter("section")
    found = {part.get("id", "") for part in parts if part.find("dl[@class='proved']") is not None}
    return {name for name in opened.tree.outcomes if anchor(name) in found}


def test_the_mark_changes_with_any_word_route_or_promise_and_with_nothing_else() -> None:
    marks = [
        pack_mark(check_small()),
        pack_mark(check_small(**edited("questions/after.yaml", "ask: Is it calm?", "ask: Calm?"))),
        pack_mark(check_small(**edited("promises.yaml", "says: Hit leads", "says: A hit leads"))),
        pack_mark(check_small(**edited("forks.yaml", "to: danger", "to: step-back"))),
    ]
    assert all(marks)
    assert len(set(marks)) == len(marks)
    assert pack_mark(check_small(forks="# a comment\n" + FILES["forks.yaml"])) == marks[0]


def test_no_title_can_end_the_style_of_the_foot() -> None:
    css = foot('</style><script>"; } \\', f"Page {NUMBER} of {ALL}", "letter")
    assert "<" not in css
    assert css.count("{") == css.count("}")
    assert "size: letter" in css
    assert "counter(page)" in css
    assert "counter(pages)" in css


def test_a_short_page_has_what_is_urgent_and_a_place_to_sign(shipped: Checked) -> None:
    opened = book(shipped, Findings(verdict=Verdict((), ())))
    root = parsed(page(opened, SHORT))
    names = {part.get("id", "") for part in classed(root, UNIT)}
    ends = [end.id for end in opened.tree.outcomes.values() if end.urgent]
    gentle = [end.id for end in opened.tree.outcomes.values() if not end.urgent]
    assert {f"place-{name}" for name in (*ends, "afraid", "force", "own-life")} <= names
    assert not {f"place-{name}" for name in (*gentle, "values", "effort")} & names
    assert {f"promise-{placed.shape.id}" for placed in opened.pack.promises} <= names
    assert any(part.get("id") == "sign" for part in root.iter("section"))


def test_the_short_pages_are_twenty_sheets_at_most_with_a_number_each(
    shipped: Checked, tmp_path: Path
) -> None:
    browser = shutil.which("chromium")
    if browser is None:
        pytest.skip("printing needs Chromium")
    proofs = tuple(Proof(promise.id, kept=True) for promise in shipped.promises)
    opened = book(shipped, Findings(mark=pack_mark(shipped), verdict=Verdict(proofs, ())))
    css = (CONTENT / "review" / "review.css").read_text(encoding="utf-8")
    html = page(opened, SHORT, css + foot("x", f"{NUMBER} {ALL}", "a4"), kind="short")
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    home = f"--user-data-dir={tmp_path / 'home'}"
    printed = tmp_path / "page.pdf"
    subprocess.run(
        [browser, *flags, home, f"--print-to-pdf={printed}", str(tmp_path / "page.html")],
        check=True,
        capture_output=True,
        timeout=240,
    )
    sheets = re.findall(rb"/Type\s*/Page\b", printed.read_bytes())
    assert 10 < len(sheets) <= 20
