"""Chapters on the full screen: each a page or few, cut between items, with the numbers in sight."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from screens.full.app import Evenground
from screens.full.outcome import BRIEF, OutcomePage
from screens.full.paging.leaves import PLAIN
from screens.full.paging.paged import PagedView, begins
from screens.pages.chapters import OF_CHAPTER, chapter_page, front, readable
from screens.pages.outcome import letter
from screens.setting import Setting
from tests.support import letters
from tests.support.settled import settled
from tests.support.visit import SMALL, WIDE, Visit
from tree.helplines import EMERGENCY
from tree.stored_start import Ready
from tree.walk import Walk

ENDS = letters.ends()
BIG = (160, 45)
SIZES = pytest.mark.parametrize("size", [WIDE, SMALL, BIG], ids=str)
EVERY = pytest.mark.parametrize("walk", ENDS.values(), ids=ENDS)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """Make ready what a person's start needs."""
    return letters.ready(tmp_path_factory.mktemp("stored"))


@asynccontextmanager
async def ended(made: Ready, walk: Walk, size: tuple[int, int]) -> AsyncIterator[Visit]:
    """Stand at the end of a walk."""
    app = Evenground(made, Setting(country="GB", term="xterm-256color"), lambda: 0.0)
    with settled():
        async with app.run_test(size=size) as pilot:
            run = Visit(app, pilot)
            await pilot.pause()
            app.walk = walk
            app.resume()
            await pilot.pause()
            yield run


def here(run: Visit) -> OutcomePage:
    """Return the page in front."""
    assert isinstance(run.app.screen, OutcomePage)
    return run.app.screen


def pages(run: Visit) -> PagedView:
    """Return the pages in front, seen at one of them."""
    return here(run).leaves.pages


def cut(view: PagedView) -> list[int]:
    """List the lines at which a page ends within what belongs together and would fit on one."""
    firsts = [view.first(row) for row in begins(view.rows)]
    room = view.height - 1 - len(view.kept)
    ends = zip(firsts, [*firsts[1:], len(view.lines)], strict=True)
    return [s for s in view.starts for first, end in ends if first < s < end <= first + room]


def turned(view: PagedView) -> Iterator[PagedView]:
    """Yield a view on each of its pages."""
    yield view
    while (after := view.page(1)) is not view:
        yield (view := after)


def in_sight(view: PagedView) -> Counter[str]:
    """Count the lines of a page, gaps aside."""
    return Counter(view.lines[n].text for n in view.window if view.lines[n].text)


ROOMS = pytest.mark.parametrize(("wide", "height"), [(66, 20), (38, 11), (66, 40)])


@ROOMS
@EVERY
@pytest.mark.parametrize("country", ["GB", "XX"])
def test_every_page_of_a_chapter_holds_whole_items_and_none_is_lost(
    made: Ready, walk: Walk, country: str, wide: int, height: int
) -> None:
    shown = letters.seen(made, walk, country)
    parts = letter(replace(shown, heard=True, unfolded=True))
    for chapter in readable(parts):
        rows = tuple(chapter_page(parts, chapter, shown.words))
        view = replace(BRIEF, rows=rows, short=rows, wide=wide, height=height)
        assert cut(view) == []
        seen: set[str] = set()
        for page in turned(view):
            assert len(page.window) <= (height - 1 if view.tall else height)
            assert set(view.kept) <= set(page.window)
            seen |= set(in_sight(page))
        below = [line.text for line in view.lines if line.row >= len(parts.calls) and line.text]
        assert set(below) <= seen


@ROOMS
@EVERY
@pytest.mark.parametrize("country", ["GB", "XX"])
def test_the_first_screen_begins_with_what_must_not_be_missed(
    made: Ready, walk: Walk, country: str, wide: int, height: int
) -> None:
    shown = letters.seen(made, walk, country)
    parts = letter(shown)
    rows, tight = (tuple(front(parts, tight=is_)) for is_ in (False, True))
    how = replace(PLAIN, tight=tight if shown.urgent else (), wide=wide, height=height)
    first, *others = turned(how.anew(rows))
    texts = {first.rows[first.lines[n].row].text for n in first.window}
    assert texts >= {row.text for row in (*parts.calls[:1], *parts.first)}
    if wide > SMALL[0]:
        assert texts >= {row.text for row in (*parts.calls, parts.title)}
    if height > SMALL[1] and not shown.urgent:
        assert texts >= {chapter.title for chapter in parts.chapters}
        assert texts >= {row.text for row in parts.ways}
    said = sum(map(in_sight, (first, *others)), Counter[str]())
    assert {row.text for row in parts.top} <= {row.text for row in first.rows}
    assert {line.text for line in first.lines if line.text} == set(said)


@SIZES
async def test_numbers_stay_in_sight_on_every_page_of_an_urgent_outcome(
    made: Ready, size: tuple[int, int]
) -> None:
    async with ended(made, ENDS["danger"], size) as run:
        number = run.app.ready.helplines.countries["GB"].of(EMERGENCY)[0].number
        for _ in range(6):
            for _ in range(3):
                assert number in run.text
                await run.press("pagedown")
            await run.press("n")


async def passed(run: Visit, key: str) -> list[str]:
    """Press a key until no page turns any more; return the chapters that were seen."""
    seen, before = list[str](), None
    while before != (now := (here(run).chapter, here(run).leaves.pages.number)):
        before = now
        seen += [] if seen and seen[-1] == now[0] else [now[0]]
        await run.press(key)
    return seen


@SIZES
async def test_digits_enter_and_letters_turn_chapters(made: Ready, size: tuple[int, int]) -> None:
    async with ended(made, ENDS["give-space"], size) as run:
        ids = [chapter.id for chapter in readable(letter(here(run).view))]
        await run.press("2")
        assert (here(run).chapter, here(run).choices.at) == ("", OF_CHAPTER + ids[1])
        await run.press("enter")
        assert here(run).chapter == ids[1]
        assert await passed(run, "p") == [ids[1], ids[0], ""]
        assert await passed(run, "n") == ["", *ids]
        await run.press("b")
        assert (here(run).chapter, here(run).choices.at) == ("", OF_CHAPTER + ids[-1])


async def test_escape_closes_a_chapter_and_b_goes_back_a_question(made: Ready) -> None:
    async with ended(made, ENDS["give-space"], WIDE) as run:
        await run.press("n escape")
        assert here(run).chapter == ""
        await run.press("b")
        assert run.top == "Ask"


async def test_enter_reads_a_gentle_letter_through(made: Ready) -> None:
    async with ended(made, ENDS["give-space"], SMALL) as run:
        walk, parts = run.app.walk, readable(letter(here(run).view))
        read = [here(run).chapter]
        for _ in range(60):
            await run.press("enter")
            read += [here(run).chapter] if read[-1] != here(run).chapter else []
        assert read == ["", *(chapter.id for chapter in parts)]
        assert run.app.walk is walk


async def test_enter_reads_the_chapters_of_an_urgent_page(made: Ready) -> None:
    async with ended(made, ENDS["danger"], SMALL) as run:
        walk, ids = run.app.walk, [c.id for c in readable(letter(here(run).view))]
        here(run).read(ids[0])
        await run.press("pageup")
        assert await passed(run, "enter") == ids
        assert run.app.walk is walk


@SIZES
@pytest.mark.parametrize("name", ["crisis", "not-here"])
async def test_enter_never_runs_through_an_urgent_page(
    made: Ready, name: str, size: tuple[int, int]
) -> None:
    async with ended(made, ENDS[name], size) as run:
        walk = run.app.walk
        for _ in range(12):
            await run.press("enter")
            assert (here(run).chapter, here(run).choices.at) == ("", "")
        assert run.app.walk is walk
        assert pages(run).top == pages(run).starts[-1]


@SIZES
async def test_what_was_heard_is_shown_by_its_key_and_hidden_again(
    made: Ready, size: tuple[int, int]
) -> None:
    async with ended(made, ENDS["danger"], size) as run:
        facts = [run.app.walk.tree.facts[name] for name in here(run).page.heard]
        assert not any(fact in run.text for fact in facts)
        await run.press("m")
        assert facts[0] in run.text
        await run.press("m")
        assert (facts[0] in run.text, here(run).chapter) == (False, "")


@SIZES
async def test_starting_again_asks_on_its_own_row(made: Ready, size: tuple[int, int]) -> None:
    async with ended(made, ENDS["give-space"], size) as run:
        while here(run).choices.at != "again":
            await run.press("down")
        await run.press("enter")
        assert here(run).choices.at == "again"
        view = pages(run)
        sure = [view.rows[view.lines[n].row].text for n in view.window]
        assert run.app.words("look.surely") in sure
        await run.press("b")
        assert (run.app.words("look.surely") in run.text, run.top) == (False, "OutcomePage")
        await run.press("enter enter")
        assert (run.top, run.app.walk.answers) == ("Welcome", ())


async def test_where_all_fits_all_of_it_stands_there_at_once(made: Ready) -> None:
    async with ended(made, ENDS["not-here"], (120, 90)) as run:
        parts = letter(here(run).view)
        for chapter in parts.chapters:
            assert all(row.text in run.text for row in here(run).listed(chapter.rows))
        await run.pilot.resize_terminal(80, 24)
        await run.pilot.pause()
        assert OF_CHAPTER + "cannot" in {row.pick for row in here(run).choices.rows}
        await run.pilot.resize_terminal(120, 90)
        await run.pilot.pause()
        assert OF_CHAPTER + "cannot" not in {row.pick for row in here(run).choices.rows}


@SIZES
async def test_page_keys_and_end_mark_no_way_out(made: Ready, size: tuple[int, int]) -> None:
    async with ended(made, ENDS["crisis"], size) as run:
        for key in ("pagedown", "pagedown", "pagedown", "end", "pageup", "home"):
            await run.press(key)
            assert here(run).choices.at == ""
