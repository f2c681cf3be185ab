"""An outcome is a letter with chapters: all that the page says stands in it, whole and in order."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from screens.pages.decision import decision
from screens.pages.outcome import letter, more, outcome
from screens.pages.rows import PageRow
from tests.support import letters
from tests.support.folded import end, folded
from tests.support.letters import seen
from tests.support.sample import helplines, words
from tests.support.sheets import shipped
from tree.helplines import EMERGENCY
from tree.page import page
from tree.stored_start import Ready
from tree.walk import Walk

ENDS = letters.ends()
ORDER = ["heard", "steps", "also", "leave", "weigh", "beside", "who", "cannot"]
EVERY = pytest.mark.parametrize("walk", ENDS.values(), ids=ENDS)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """Make ready what a person's start needs."""
    return letters.ready(tmp_path_factory.mktemp("stored"))


def texts(rows: tuple[PageRow, ...]) -> Counter[str]:
    """Count what is said, gaps aside."""
    return Counter(row.text for row in rows if row.text)


def test_every_outcome_of_the_pack_is_looked_at() -> None:
    assert set(ENDS) == set(shipped().outcomes)


@EVERY
@pytest.mark.parametrize("country", ["GB", "XX"])
def test_the_parts_of_a_letter_are_the_whole_page(made: Ready, walk: Walk, country: str) -> None:
    for heard in (False, True):
        shown = replace(seen(made, walk, country), heard=heard, unfolded=heard)
        parts = letter(shown)
        said = texts((*parts.calls, parts.title, *parts.opening, *parts.ways))
        for chapter in parts.chapters:
            said[chapter.head] += 1
            said += texts(() if chapter.key else chapter.rows)
        assert said == texts(tuple(outcome(shown)))
        assert [c.id for c in parts.chapters] == [
            name for name in ORDER if name in {c.id for c in parts.chapters}
        ]


@EVERY
def test_every_chapter_says_something_and_begins_and_ends_with_it(made: Ready, walk: Walk) -> None:
    for chapter in letter(seen(made, walk)).chapters:
        assert chapter.title
        if chapter.id != "beside":
            assert chapter.rows[0].text
            assert chapter.rows[-1].text


@EVERY
def test_where_it_is_urgent_numbers_and_the_first_thing_to_do_stand_above_all(
    made: Ready, walk: Walk
) -> None:
    shown = seen(made, walk)
    parts = letter(shown)
    if shown.urgent:
        emergency = shown.place.of(EMERGENCY)[0]
        assert parts.top[0].line == emergency
        assert shown.page.steps[0].say in [row.text for row in parts.top]
        above = parts.top[: parts.top.index(parts.title)]
        assert shown.page.steps[0].say in [row.text for row in above]
        assert shown.page.steps[0].say in [
            row.text for chapter in parts.chapters if chapter.id == "steps" for row in chapter.rows
        ]
    assert {note.say for note in shown.page.top} <= {row.text for row in parts.top}


@EVERY
def test_the_chapter_of_a_decision_says_all_of_it(made: Ready, walk: Walk) -> None:
    shown = seen(made, walk)
    rows = {row for row in decision(shown.page, walk, shown.words) if not row.pick}
    said = [
        row for chapter in letter(shown).chapters if chapter.id == "weigh" for row in chapter.rows
    ]
    assert {row for row in rows if row.role != "head"} == set(said)


def test_what_is_folded_is_unfolded_in_the_chapter_of_its_list() -> None:
    walk = end(folded())
    made = Ready(walk.tree, helplines(), words())
    parts = [letter(replace(seen(made, walk), unfolded=is_)) for is_ in (False, True)]
    late = page(walk).more
    for name, says in (("steps", late.steps), ("also", late.also), ("leave", late.leave)):
        before, after = (
            {row.text for c in part.chapters if c.id == name for row in c.rows} for part in parts
        )
        assert says
        assert before.isdisjoint(say.say for say in says)
        assert after >= {say.say for say in says}
    assert {row.text for row in more(seen(made, walk))} >= {say.say for say in late.all}
