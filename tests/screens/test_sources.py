"""A page shows the sources of what stands on it, each with what it is; ours are for authors."""

from __future__ import annotations

import re
from io import StringIO

import pytest

from commands.review import page as review_page
from screens.plain.run import take_plain
from screens.setting import Setting
from tests.commands.test_review import book
from tests.reading.test_translations import overlaid
from tests.support import sample
from tests.support.small import FILES, check_small
from tests.support.visit import visit
from tree.checking.checked import Checked
from tree.model import Tree
from tree.pack.ledger import where_it_lives
from tree.page import page
from tree.stored_start import Ready
from tree.walk import Answer, Walk, follow

SOURCES = """\
B1: {says: A guide, address: "https://example.org/guide", read: 2026-11-22, kind: guideline}
B2: {says: Of rest, address: "https://example.org/rest", read: 2026-11-22, kind: study}
B3: {says: Of two, address: "https://example.org/two", read: 2026-11-22}
B4: {says: A remark, address: "https://example.org/remark", read: 2026-11-22, kind: ours}
B5: {says: The way it opens, address: "https://example.org/open", read: 2026-11-22, kind: law}
S1: {says: Advice, address: list, read: 2026-11-22, kind: article, verdict: use}
"""
PAGE = (
    FILES["outcomes/step-back.yaml"]
    .replace("opening: It is a lot.", "opening: [{otherwise: It is a lot., sources: [B5]}]")
    .replace("say: Rest.}", "say: Rest., sources: [B2, B4]}")
    .replace("when: both}", "when: both, sources: [B3]}")
    .replace("sources: [B1]", "sources: [S1, B1, B4]")
)
QUESTIONS = FILES["questions/safety.yaml"].replace("sources: [B1]", "sources: [B1, B4]")


def check(sources: str = SOURCES, page: str = PAGE) -> Checked:
    """Check the small pack with sources of several kinds."""
    files = {"outcomes__step_back": page, "questions__safety": QUESTIONS}
    return check_small(sources=sources, **files)


def tree() -> Tree:
    """Link it."""
    checked = check()
    assert checked.faults == ()
    assert checked.tree
    return checked.tree


def end(matters: str) -> Walk:
    """Walk to the page with sources."""
    said = {"gate": "no", "acts": "followed", "calm": "yes", "matters": matters}
    return follow(tree(), [Answer(asked, (option,)) for asked, option in said.items()])


def test_a_page_has_the_sources_of_what_stands_on_it_and_its_own() -> None:
    assert page(end("both")).sources == ("B5", "B2", "B3", "S1", "B1")
    assert page(end("rest")).sources == ("B5", "B2", "S1", "B1")


def test_ours_are_in_no_tree_and_in_no_translation_but_on_the_page_for_review() -> None:
    linked, checked = tree(), check()
    assert "B4" not in linked.sources
    assert linked.questions["gate"].sources == ("B1",)
    assert checked.pack
    assert {"gate", "step-back/rest", "step-back"} <= set(where_it_lives(checked.pack)["B4"])
    html = review_page(book(checked))
    assert sum("B4" in text for text in re.findall(r">([^<]+)<", html)) == 3
    files = {**FILES, "outcomes/step-back.yaml": PAGE, "sources.yaml": SOURCES}
    written, spoken = overlaid({**files, "questions/safety.yaml": QUESTIONS})
    assert spoken.faults == ()
    assert ("[A guide]" in written, "[A remark]" in written) == (True, False)


@pytest.mark.parametrize(
    ("sources", "written", "code", "file"),
    [
        (SOURCES.replace("kind: study", "kind: studdy"), PAGE, "wrong-value", "sources.yaml"),
        (SOURCES, PAGE.replace("[B5]", "[B9]"), "unknown-source", "outcomes/step-back.yaml"),
    ],
)
def test_a_slip_is_found(sources: str, written: str, code: str, file: str) -> None:
    (fault,) = check(sources, written).faults
    assert (fault.code, fault.where.file) == (code, file)


def test_a_kind_of_source_is_no_kind_of_page() -> None:
    (fault,) = check_small(
        sources=SOURCES.splitlines()[0],
        notes="- {id: shared, for: [guideline], say: Calm helps.}",
    ).faults
    assert fault.code == "unknown-kind"


async def test_the_screen_says_what_a_source_is_its_name_and_its_address() -> None:
    ready, words = Ready(tree(), sample.helplines(), sample.words()), sample.words()

    keys = "1 enter 3 enter 2 enter 1 enter 1 enter enter o"
    async with visit(keys, (80, 100), ready=ready) as run:
        for name in page(end("both")).sources:
            source = ready.tree.sources[name]
            assert source.says in run.text
            assert source.address in run.text
            if source.kind:
                kind = words[f"source.{source.kind}"]
                assert run.text[: run.text.index(source.says)].rstrip(": ").endswith(kind)
        assert "A remark" not in run.text
        assert words["sources.article"] not in run.text


async def test_why_names_no_source_of_ours() -> None:
    ready = Ready(tree(), sample.helplines(), sample.words())

    async with visit("1 enter question_mark", (80, 60), ready=ready) as run:
        assert ("A guide" in run.text, "A remark" in run.text) == (True, False)


def test_line_mode_says_the_same() -> None:
    ready = Ready(tree(), sample.helplines(), sample.words())
    write, read = StringIO(), StringIO("\n3\n2\n1\n2\n\n\no\n")
    assert take_plain(ready, Setting(plain=True, country="GB"), read, write) == 0
    text = write.getvalue()
    shown = [source.says in text for source in ready.tree.sources.values()]
    assert shown == [name in page(end("rest")).sources for name in ready.tree.sources]
    assert sample.words()["source.study"] in text
