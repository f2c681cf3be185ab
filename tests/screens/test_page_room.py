"""A page shows few things at once, in an order by what matters; the others wait behind a key."""

from __future__ import annotations

from io import StringIO

import pytest

from screens.full.choices import Choices
from screens.full.outcome import OutcomePage
from screens.plain.run import take_plain
from screens.setting import Setting
from tests.support import sample
from tests.support.folded import PACK, PAGE, check_folded, end, folded
from tests.support.small import FILES, check_small
from tests.support.visit import visit
from tree.condition import All, Fact
from tree.model import Room, Say
from tree.page import page
from tree.proving.promise import Always, Never, Promise, Target
from tree.proving.promises.prove import prove
from tree.proving.sets.exact_space import ExactSpace
from tree.stored_start import Ready, load, save

TALL = (80, 120)
KEYS = "1 enter 3 enter 2 enter 1 enter 1 enter enter"
"""From the welcome to the page that is folded."""


def ids(says: tuple[Say, ...]) -> list[str]:
    """Name what is said."""
    return [say.id for say in says]


def test_first_comes_first_then_two_of_the_core_then_one_for_each_choice() -> None:
    shown = page(end(folded()))
    assert ids(shown.steps) == ["tell", "rest", "eat", "both"]
    assert ids(shown.more.steps) == ["both-later", "walk", "write"]


def test_what_is_first_is_in_sight_beyond_the_room_there_is() -> None:
    crowded = PAGE
    for name in ("both", "both-later", "walk"):
        crowded = crowded.replace(f"id: {name},", f"id: {name}, first: true,")
    for name in ("rest", "write"):
        crowded = crowded.replace(f"id: {name},", f"id: {name}, first: true, when: followed,")
    tree = check_folded(crowded).tree
    assert tree
    shown = page(end(tree))
    assert set(ids(shown.steps)) == {"both", "both-later", "rest", "walk", "write", "tell"}
    assert ids(shown.more.steps) == ["eat"]


def test_notes_on_top_stand_apart_and_take_no_room() -> None:
    shown = page(end(folded()))
    assert ids(shown.top) == ["stay"]
    assert (ids(shown.also), ids(shown.leave)) == (["sleep"], ["hurry"])
    assert (ids(shown.more.leave), ids(shown.more.also)) == (["blame"], ["shared"])


def test_helplines_and_tags_are_also_those_of_what_waits() -> None:
    shown = page(end(folded()))
    assert "write" in ids(shown.more.steps)
    assert "domestic_abuse" in shown.helplines
    assert {"call", "line:domestic_abuse", "together"} <= set(shown.tags)


def test_a_pack_without_these_limits_shows_all() -> None:
    tree = check_folded(pack=FILES["pack.yaml"]).tree
    assert tree
    assert {outcome.room for outcome in tree.outcomes.values()} == {Room()}
    assert page(end(tree)).more.all == ()


def test_where_one_limit_is_named_the_usual_ones_stand_for_the_others() -> None:
    only = PACK.replace("steps: 4, notes: 1, leaves: 1", "urgent_steps: 3")
    tree = check_folded(pack=only).tree
    assert tree
    assert tree.outcomes["step-back"].room == Room(steps=5, leave=3, also=3)
    assert tree.outcomes["danger"].room == Room(steps=3, leave=2, also=2)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("id: rest, say", "id: rest, first: maybe, say", "not-true-or-false", 10),
        ("id: rest, say", "id: rest, top: true, say", "unknown-key", 10),
        ("id: hurry, say", "id: hurry, top: true, say", "unknown-key", 16),
        ("id: stay, top: true", "id: stay, top: 3", "not-true-or-false", 21),
    ],
)
def test_slips_in_these_keys_are_found_in_their_place(
    old: str, new: str, code: str, line: int
) -> None:
    assert PAGE.count(old) == 1
    faults = check_folded(PAGE.replace(old, new)).faults
    assert [(f.where.file, f.where.line, f.code) for f in faults] == [
        ("outcomes/step-back.yaml", line, code)
    ]


def test_more_that_is_first_for_everyone_than_there_is_room_for_is_a_fault() -> None:
    two = PAGE.replace("id: hurry,", "id: hurry, first: true,")
    assert check_folded(two).faults == ()
    three = two.replace("id: blame,", "id: blame, first: true,")
    (fault,) = check_folded(three).faults
    assert (fault.code, fault.where.line) == ("too-many-first", 17)
    some = three.replace("id: blame,", "id: blame, when: followed,")
    assert [fault.code for fault in check_folded(some).faults] == []


def test_shared_notes_count_on_each_page_that_shows_them() -> None:
    note = "- {id: NAME, for: all, first: true, say: Remember.}\n"
    notes = note.replace("NAME", "one") + note.replace("NAME", "two")
    small = check_folded(notes=notes).faults
    assert {fault.code for fault in small} == {"too-many-first"}
    assert "outcomes/step-back.yaml" in {fault.where.file for fault in small}
    top = notes.replace("first: true", "top: true")
    assert check_folded(notes=top).faults == ()


def kept(promise: Promise, page_: str = PAGE) -> bool | None:
    """Prove a promise about the folded page."""
    tree = check_folded(page_).tree
    assert tree
    return prove(ExactSpace(tree), promise).kept


@pytest.mark.parametrize("tag", ["call", "line:domestic_abuse", "together"])
def test_never_is_about_what_waits_too(tag: str) -> None:
    never = Never("p", Target(tags=frozenset({tag})))
    assert kept(never) is False


def test_always_counts_only_what_is_in_sight() -> None:
    after = All((Fact("calm"), Fact("followed")))

    def always(tag: str) -> Promise:
        return Always("p", Target(tags=frozenset({tag})), after)

    assert kept(always("call")) is False
    assert kept(always("call"), PAGE.replace("id: write,", "id: write, first: true,")) is True
    assert kept(always("together")) is True
    assert kept(always("line:domestic_abuse")) is True


def test_what_is_stored_is_folded_as_well(tmp_path_factory: pytest.TempPathFactory) -> None:
    ready, file = Ready(folded(), sample.helplines(), sample.words()), "made.json"
    path = tmp_path_factory.mktemp("stored") / file
    assert save(path, ready)
    assert load(path) == ready


async def test_one_key_shows_what_waits_in_place_and_hides_it_again() -> None:
    tree = folded()
    late = [say.say for say in page(end(tree)).more.all]

    async with visit(KEYS, TALL, ready=Ready(tree, sample.helplines(), sample.words())) as run:
        assert isinstance(run.app.screen, OutcomePage)
        assert not any(say in run.text for say in late)
        await run.press("e")
        assert all(say in run.text for say in late)
        assert run.app.screen.query_one(Choices).at == "more"
        await run.press("enter")
        assert not any(say in run.text for say in late)


async def test_words_on_top_stand_before_the_steps() -> None:
    tree = folded()

    async with visit(KEYS, TALL, ready=Ready(tree, sample.helplines(), sample.words())) as run:
        shown = page(end(tree))
        assert run.text.index(shown.top[0].say) < run.text.index(shown.steps[0].say)


async def test_a_page_with_room_for_all_has_no_such_line() -> None:
    tree = check_small().tree
    assert tree

    async with visit(KEYS, TALL, ready=Ready(tree, sample.helplines(), sample.words())) as run:
        before = run.text
        await run.press("e")
        assert run.text == before
        assert "more" not in {row.pick for row in run.app.screen.query_one(Choices).rows}


def lines(*typed: str) -> str:
    """Type these lines, and take all that line mode says."""
    ready = Ready(folded(), sample.helplines(), sample.words())
    write = StringIO()
    read = StringIO("".join(f"{line}\n" for line in typed))
    assert take_plain(ready, Setting(plain=True, country="GB"), read, write) == 0
    return " ".join(write.getvalue().split())


def test_line_mode_says_what_waits_for_a_letter() -> None:
    shown = page(end(folded()))
    typed = ("", "3", "2", "1", "1", "", "")
    before, after = lines(*typed), lines(*typed, "e")
    assert all(say.say in before for say in (*shown.top, *shown.steps, *shown.leave, *shown.also))
    for say in shown.more.all:
        assert say.say not in before
        assert say.say in after
    assert " ".join(sample.words()["line.do.more"].split()) in before
