"""Rows, lines, windows and ticks: plain functions, tried with anything."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.content import Content

from screens.full.question import toggle
from screens.full.view import View, fold, lay
from screens.pages.rows import PageRow
from tests.support import sample

WORDS = st.text(alphabet="abc 漢é\n-", max_size=120)
ROWS = st.lists(
    st.builds(
        PageRow,
        text=WORDS,
        role=st.sampled_from(["text", "call"]),
        pick=st.sampled_from(["", "x"]),
        ticked=st.sampled_from([None, True]),
    )
).map(
    lambda rows: tuple(
        PageRow(r.text, r.role, r.pick and f"{r.pick}{n}", "", r.ticked) for n, r in enumerate(rows)
    )
)
KEYS = st.lists(st.sampled_from(["step", "page", "edge"]).flatmap(
    lambda key: st.tuples(st.just(key), st.sampled_from([1, -1]))
))  # fmt: skip


@given(ROWS, st.integers(16, 200))
def test_no_line_is_wider_than_asked_and_no_word_is_lost(
    rows: tuple[PageRow, ...], width: int
) -> None:
    lines = lay(rows, width)
    assert all(Content(line.text).cell_length <= width for line in lines)
    for n, row in enumerate(rows):
        said = "".join(line.text for line in lines if line.row == n)
        assert "".join(row.text.split()) in "".join(said.split())


def test_the_second_line_of_a_number_stands_further_in() -> None:
    first, second = lay([PageRow("0800 1  Line of somewhere", "call")], 16)
    assert not first.text.startswith(" ")
    assert second.text.startswith("  ")


@settings(deadline=None)
@given(ROWS, st.integers(16, 80), st.integers(1, 30), KEYS)
def test_what_is_marked_is_in_sight_whatever_is_pressed(
    rows: tuple[PageRow, ...], width: int, height: int, keys: list[tuple[str, int]]
) -> None:
    view = View(rows, width, height)
    for key, way in keys:
        view = getattr(view, key)(way)
        assert len(view.window) <= height
        assert view.at is None or (view.rows[view.at].pick and view.first(view.at) in view.window)


@settings(deadline=None)
@given(ROWS, st.integers(16, 80), st.integers(2, 30))
def test_stepping_down_comes_to_every_row_and_to_the_end(
    rows: tuple[PageRow, ...], width: int, height: int
) -> None:
    view = View(rows, width, height)
    seen, marked = set(view.window), {view.at}
    for _ in range(2 * len(view.lines) + len(rows)):
        view = view.step(1)
        seen.update(view.window)
        marked.add(view.at)
    assert seen == set(range(len(view.lines)))
    assert {n for n, row in enumerate(rows) if row.pick} <= marked
    for _ in range(2 * len(view.lines) + len(rows)):
        view = view.step(-1)
    assert view.top == 0


@settings(deadline=None)
@given(ROWS, st.integers(16, 80), st.integers(1, 30), KEYS)
def test_a_row_to_choose_is_in_sight_whole_or_not_at_all(
    rows: tuple[PageRow, ...], width: int, height: int, keys: list[tuple[str, int]]
) -> None:
    view = View(rows, width, height)
    for key, way in keys:
        view = getattr(view, key)(way)
        for n, row in enumerate(rows):
            lines = {at for at, line in enumerate(view.lines) if line.row == n}
            if row.pick and len(lines) <= view.room:
                assert len(lines & set(view.window)) in {0, len(lines)}


@settings(deadline=None)
@given(ROWS, st.integers(16, 80), st.integers(2, 30))
def test_paging_shows_every_line_and_comes_back(
    rows: tuple[PageRow, ...], width: int, height: int
) -> None:
    view = View(rows, width, height)
    for way in (1, -1):
        seen = set(view.window)
        for _ in view.lines:
            view = view.page(way)
            seen.update(view.window)
        assert seen == set(range(len(view.lines)))
    assert view.top == 0


@given(st.lists(st.text(alphabet="ab ", min_size=1, max_size=12)), st.integers(12, 60))
def test_hints_break_only_between_hints(pieces: list[str], width: int) -> None:
    lines = fold(pieces, width).split("\n")
    assert all(len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(pieces).replace(" ", "")


@given(st.lists(st.sampled_from([o.id for o in sample.ACTS.options])))
def test_ticks_always_make_an_answer_that_fits(options: list[str]) -> None:
    ticks: frozenset[str] = frozenset()
    for option in options:
        ticks = toggle(sample.ACTS, ticks, option) or ticks
        alone = ticks & {"unsure", "none"}
        assert len(ticks) <= sample.ACTS.choose
        assert not alone or len(ticks) == 1
