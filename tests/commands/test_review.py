"""The review page: whole, escaped, in one file, and honest about what is proved."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import pytest

from commands.reports.mutation_report import noticed_percent, slip_line
from commands.reports.sentences import command_words
from commands.review import page
from commands.reviewing.book import Book
from commands.reviewing.findings import NOTHING, Findings
from commands.reviewing.parts import WHOLE
from commands.reviewing.promised import in_words
from commands.run import run
from tests.support.small import FILES, check_small, edited, write_small
from tree.checking.checked import Checked, check_pack
from tree.languages.helpline_files import read_helplines
from tree.pack.files import gather
from tree.prepare import Places
from tree.proving.mutation_score import mutate
from tree.proving.promise import Proof
from tree.proving.sat import formula
from tree.proving.sets.diagram import Diagram, TooLargeError
from tree.proving.verdict import Verdict

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"
HOSTILE = "</style><script>alert('x')</script> & <b>bold</b> \"q\""
VOID = {"meta", "br", "hr"}


class Reader(HTMLParser):
    """Reads a page strictly: what is opened is closed, and what is said is kept."""

    def __init__(self, html: str) -> None:
        """Read it all."""
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text: list[str] = []
        self.values: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.tags.append(tag)
        self.values += [(key, value or "") for key, value in attrs]
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened last, and nothing else."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep what is said."""
        if self.open[-1:] != ["style"]:
            self.text.append(data)

    @property
    def said(self) -> str:
        """Give all words of the page."""
        return "\n".join(self.text)


def book(checked: Checked, findings: Findings = NOTHING) -> Book:
    """Open the book of a pack."""
    assert checked.tree, checked.faults
    assert checked.pack
    assert checked.pack.head
    lines = read_helplines(gather(CONTENT / "helplines"))
    head = checked.pack.head.shape
    return Book(checked.tree, checked.pack, head, lines, command_words(CONTENT), findings)


@pytest.fixture(scope="module")
def shipped() -> Book:
    """Open the book of the shipped pack."""
    return book(check_pack(gather(CONTENT / "evenground")))


@pytest.fixture(scope="module")
def read(shipped: Book) -> Reader:
    """Read the page of the shipped pack."""
    return Reader(page(shipped, WHOLE, "p > a { color: red }"))


def test_all_that_can_be_asked_and_said_stands_on_the_page(shipped: Book, read: Reader) -> None:
    tree, said = shipped.tree, read.said
    for asked in tree.questions.values():
        for text in (asked.ask, asked.why, asked.note, *(o.say for o in asked.options)):
            assert text in said
    for end in tree.outcomes.values():
        shown = (*end.opening, *end.steps, *end.leave, *end.also)
        for text in (end.title, end.revisit, *(say.say for say in shown)):
            assert text in said
        assert all(tree.facts[name] in said for name in end.heard)
    for placed in shipped.pack.promises:
        assert placed.shape.says in said
        assert in_words(placed.shape, shipped) in read.text
    for name, source in shipped.pack.sources.items():
        assert {name, source.shape.says, source.shape.address} <= set(read.text)


def test_every_helpline_stands_there_with_its_source_day_and_grade(
    shipped: Book, read: Reader
) -> None:
    for country in shipped.helplines.countries.values():
        for line in country.lines:
            assert line.source in read.text
            for part in (
                line.service,
                line.who,
                line.read,
                f" {line.grade}",
                line.phone,
                line.note,
            ):
                assert part in read.said


def test_the_page_is_one_file_that_fetches_nothing(read: Reader) -> None:
    assert not {"script", "link", "img", "iframe", "object", "form", "input"} & set(read.tags)
    assert all(value.startswith("#") for key, value in read.values if key in ("href", "src"))
    assert not any(key.startswith("on") for key, _ in read.values)
    css = (CONTENT / "review" / "review.css").read_text(encoding="utf-8")
    assert "url(" not in css
    assert "@import" not in css


def test_the_page_can_be_read_aloud(read: Reader) -> None:
    levels = [int(tag[1]) for tag in read.tags if tag in {"h1", "h2", "h3", "h4", "h5"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert ("lang", "en") in read.values
    names = [value for key, value in read.values if key == "id"]
    assert len(names) == len(set(names))
    assert {value[1:] for key, value in read.values if key == "href"} <= set(names)


def test_what_was_declined_is_told_with_its_reason() -> None:
    told = FILES["sources.yaml"] + (
        "B2: {says: Wait for them., address: a, read: 2026-11-22, verdict: decline, why: It keeps.}"
    )
    opened = book(check_small(sources=told))
    read = Reader(page(opened))
    assert ("href", "#declined") in read.values
    assert opened("declined-why", why="It keeps.") in read.text
    assert read.said.count("Wait for them.") == 1
    assert ("id", "declined") not in Reader(page(book(check_small()))).values


def test_any_text_is_escaped() -> None:
    quoted = json.dumps(HOSTILE)
    checked = check_small(
        **edited("questions/after.yaml", "ask: Is it calm?", f"ask: {quoted}"),
        **edited("outcomes/rebuild.yaml", "title: Slowly", f"title: {quoted}"),
        **edited("promises.yaml", "says: Hit leads to danger.", f"says: {quoted}"),
        **edited("pack.yaml", "title: Small", f"title: {quoted}"),
    )
    html = page(book(checked))
    assert "<script" not in html
    assert "<b>" not in html
    assert Reader(html).said.count(HOSTILE) >= 4


def test_every_form_of_a_promise_has_its_own_sentence() -> None:
    forms = [
        "after: hit, never: {tag: together}",
        "never: {tag: together}",
        "after: hit, always: {kind: danger}",
        "always: {tier: [0, 2, 4]}",
        "after: hit, next: {outcome: danger}",
        "after: {answer: {gate: [yes, skip]}}, asked: [acts]",
        "before: {helpline: emergency}, plain: safety",
        "before: {topic: after}, asked: gate",
        "before: {topic: after}, learned: hit",
        "monotone: safety",
        "never_routes: [calm]",
        "at_most: {questions: 9}",
        "at_most: {questions: 2, after: followed}",
    ]
    lines = (f"- {{id: p{i}, says: s, because: [B1], {text}}}\n" for i, text in enumerate(forms))
    opened = book(check_small(promises="".join(lines)))
    said = [in_words(placed.shape, opened) for placed in opened.pack.promises]
    assert all(said)
    assert len(set(said)) == len(forms)


def test_a_promise_is_said_to_be_kept_only_if_it_was_proved() -> None:
    opened = book(check_small())
    told = set()
    for proofs in (
        (),
        (Proof("hit-danger", kept=None),),
        (Proof("hit-danger", kept=True),),
        (Proof("hit-danger", kept=False),),
        (Proof("hit-danger", kept=False, vacuous=True),),
    ):
        html = page(replace(opened, findings=Findings(verdict=Verdict(proofs, ()))))
        assert (opened("proof.kept") in html) == (proofs == (Proof("hit-danger", kept=True),))
        told.add(html)
    assert len(told) == 4


def test_how_many_slips_the_promises_notice_stands_there_tier_by_tier() -> None:
    checked = check_small()
    assert checked.tree
    score = mutate(checked.tree, checked.promises)
    opened = book(checked, Findings(score=score))
    read = Reader(page(opened))
    missed = [slip_line(slip, opened.pack, opened.words) for slip in score.unnoticed()]
    assert len(missed) > 1
    assert set(missed) <= set(read.text)
    assert len({slip.tier for slip in score.worse()}) == len(score.by_tier())
    assert {noticed_percent(slips) + " %" for slips in score.by_tier().values()} <= set(read.text)
    assert opened("strength-open") not in read.said
    assert opened("strength-open") in Reader(page(book(checked))).said


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Write the small pack into a folder, and name where content stands."""
    return Places(write_small(tmp_path), CONTENT / "words", CONTENT / "helplines", tmp_path)


def test_a_pack_that_cannot_be_walked_is_not_for_review(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("oxidd", reason="the prover needs OxiDD")
    (places.pack / "forks.yaml").write_text("- {id: on}\n")
    assert run(["review"], places) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "forks.yaml:1:" in told.err
    assert run(["review", "nowhere"], places) == 2


def test_a_broken_promise_is_on_the_page_and_in_the_exit_status(
    places: Places, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pytest.importorskip("oxidd", reason="the prover needs OxiDD")
    file = places.pack / "promises.yaml"
    file.write_text("- {id: p, says: Wrong., because: [B1], after: calm, never: {tag: together}}\n")
    assert run(["review", "-o", str(tmp_path / "page.html")], places) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    words = command_words(CONTENT)
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert words("review.proof.broken") in html
    assert 'role="alert"' in html


def test_what_could_not_be_proved_is_not_to_be_signed(
    places: Places,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> NoReturn:
        raise TooLargeError

    monkeypatch.setattr(Diagram, "exist", full)
    monkeypatch.setattr(Diagram, "and_exists", full)
    monkeypatch.setattr(formula, "MOST_CLAUSES", 20)
    assert run(["review", "-o", str(tmp_path / "page.html")], places) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    words, html = command_words(CONTENT), (tmp_path / "page.html").read_text(encoding="utf-8")
    assert words("review.proof.kept") not in html
    assert 'role="alert"' in html
