"""Lines fit the person: whom to call first, whom they leave out, and what else to try."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from screens.pages.helplines import check, gaps
from screens.pages.outcome import PageView, outcome
from screens.plain.render import end, numbers
from screens.words import Words
from tests.reading.test_helplines import LINE, codes, read
from tests.support.sample import helplines, line, tree, words
from tree.helplines import ABUSE, CARD, Country, Helplines, Line
from tree.page import Page, Waiting

AA = "  - {id: a, category: emergency,"
FALLBACKS = {ABUSE: "emergency", "crisis": "emergency", "sexual_violence": ABUSE}
SAYS = Words(words())


def known(*lines: Line) -> Helplines:
    """Know one country with an emergency number and these lines."""
    emergency = line("e", "emergency", "Police", "112", text="Send a text to 112")
    return Helplines({"AA": Country("AA", "Aland", (emergency, *lines))}, FALLBACKS)


def abuse(name: str, serves: str, **more: str) -> Line:
    """Make an abuse line for some people, with a number of its own."""
    return line(name, ABUSE, name, f"0{name}", (), serves=serves, **more)


def ids(lines: Iterable[Line]) -> list[str]:
    """Name some lines."""
    return [one.id for one in lines]


def page(*categories: str, tier: int = 0) -> Page:
    """Show some kinds of lines at an outcome, an urgent one or not."""
    end = next(one for one in tree().outcomes.values() if one.tier == tier)
    nothing = dict.fromkeys(("heard", "also_said", "top", "steps", "leave", "also"), ())
    return Page(
        end, "", None, **nothing, more=Waiting(), beside=None, weigh=None,
        helplines=categories, tags=(), sources=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("serves", "first"),
    [
        (("women", "men", "anyone"), ["2"]),
        (("women", "anyone", "men"), ["1"]),
        (("men", "lgbt", "women", "women"), ["2", "0"]),
        (("lgbt", "women"), ["1", "0"]),
        (("lgbt", "elder"), ["0"]),
    ],
)
def test_a_line_for_anyone_is_called_first_else_one_for_women_and_one_for_men(
    serves: tuple[str, ...], first: list[str]
) -> None:
    tables = known(*(abuse(str(n), whom) for n, whom in enumerate(serves)))
    found = ids(tables.foremost("AA", [ABUSE]))
    assert found[: len(first) + 1] == ["e", *first]


def test_a_part_of_the_country_comes_after_the_whole_of_it() -> None:
    north = abuse("n", "anyone", only_in="North")
    tables = known(north, abuse("w", "women"), abuse("m", "men", only_in="North"))
    assert ids(tables.foremost("AA", [ABUSE])) == ["e", "w", "m", "n"]
    tables = known(north, abuse("x", "anyone"), abuse("w", "women"))
    assert ids(tables.foremost("AA", [ABUSE, "crisis"])) == ["e", "x", "w", "n"]


def test_a_line_of_several_categories_is_found_in_each_and_shown_once() -> None:
    shared = line("s", ABUSE, "Both", "1", also=("sexual_violence",))
    tables = known(shared, line("v", "sexual_violence", "One", "2"))
    assert ids(tables.find("AA", "sexual_violence")) == ["v", "s"]
    assert ids(tables.gather("AA", [ABUSE, "sexual_violence"])) == ["s", "v"]
    again = line("t", "crisis", "The same number", "1")
    assert ids(known(shared, again).gather("AA", [ABUSE, "crisis"])) == ["s"]


@pytest.mark.parametrize(
    ("serves", "left_out"),
    [
        (("women",), ("women",)),
        (("women", "lgbt"), ("women", "lgbt")),
        (("men",), ("men",)),
        (("women", "men"), ()),
        (("women", "anyone"), ()),
        ((), ()),
    ],
)
def test_whom_the_abuse_lines_leave_out_is_known(
    serves: tuple[str, ...], left_out: tuple[str, ...]
) -> None:
    place = known(*(abuse(str(n), whom) for n, whom in enumerate(serves))).countries["AA"]
    assert place.only_for([ABUSE]) == left_out
    assert place.only_for(["crisis"]) == ()


@pytest.mark.parametrize(
    ("parts", "left_out"),
    [((), ("women",)), (("anyone",), ("women",)), (("men",), ()), (("anyone", "men"), ())],
)
def test_a_line_in_a_part_of_a_country_leaves_out_the_rest(
    parts: tuple[str, ...], left_out: tuple[str, ...]
) -> None:
    here = [abuse(f"p{n}", whom, only_in="North") for n, whom in enumerate(parts)]
    place = known(abuse("w", "women"), *here).countries["AA"]
    assert place.only_for([ABUSE]) == left_out
    assert place.in_parts is ("anyone" in parts)


def test_what_needs_a_voice_is_known() -> None:
    spoken, written = line("c", "crisis", "C", "1"), abuse("w", "anyone", chat="w.org")
    place = known(spoken, written).countries["AA"]
    assert place.without_silent([*CARD, "sexual_violence"]) == ("crisis",)


@pytest.mark.parametrize("tier", [0, 3])
def test_what_a_page_cannot_offer_is_said_once_on_both_faces(tier: int) -> None:
    tables = known(abuse("w", "women"), line("c", "crisis", "C", "1"))
    shown = page(ABUSE, "crisis", tier=tier)
    told = list(outcome(PageView(shown, {}, tables, "AA", SAYS)))
    plain = list(end(PageView(shown, {}, tables, "AA", SAYS)))
    sentences = list(gaps(tables.countries["AA"], shown.helplines, SAYS))
    assert len(sentences) == 2
    for sentence in sentences:
        assert [row.text for row in told].count(sentence) == 1
        assert plain.count(sentence) == 1
    assert all(
        sentence in list(numbers(SAYS, tables, tables.countries["AA"])) for sentence in sentences
    )


@pytest.mark.parametrize("tier", [0, 3])
def test_another_place_says_its_sentence_once(tier: int) -> None:
    tables = helplines()
    place = tables.countries["XX"]
    shown = page("crisis", "emergency", ABUSE, tier=tier)
    plain = list(end(PageView(shown, {}, tables, "XX", SAYS)))
    assert plain.count(place.says) == 1
    told = [row.text for row in outcome(PageView(shown, {}, tables, "XX", SAYS))]
    assert told.count(place.says) == 1
    assert told.count(place.lines[0].service) <= 1


OLD = "2016"


@pytest.mark.parametrize(
    ("others", "instead"),
    [
        ([abuse("2", "women"), abuse("3", "anyone")], "2"),
        ([abuse("2", "men"), abuse("3", "anyone")], "3"),
        ([abuse("2", "men"), abuse("3", "women", seen=OLD)], "3"),
        ([abuse("2", "women", seen=OLD), abuse("3", "anyone")], "3"),
        ([abuse("2", "men")], "e"),
        ([abuse("2", "women", only_in="North"), line("c", "crisis", "C", "9")], "e"),
        ([line("2", ABUSE, "Same", "01", serves="women")], "e"),
    ],
)
def test_a_doubtful_line_names_what_to_try_instead(others: list[Line], instead: str) -> None:
    old = abuse("1", "women", seen=OLD)
    tables = known(old, *others)
    found = tables.instead("AA", old)
    assert found
    assert found.id == instead
    assert found.number in check(old, SAYS, found)
    shown = page(ABUSE, tier=3)
    told = [row.text for row in outcome(PageView(shown, {}, tables, "AA", SAYS))]
    plain = list(end(PageView(shown, {}, tables, "AA", SAYS)))
    assert check(old, SAYS, found) in told
    assert f"  {check(old, SAYS, found)}" in plain


def test_the_last_line_of_a_category_goes_back_to_the_one_before_it() -> None:
    before, old = abuse("1", "anyone"), abuse("2", "women", seen=OLD)
    assert known(before, old).instead("AA", old) == before


def test_where_nothing_else_is_known_a_doubtful_line_says_so_alone() -> None:
    old = line("d", "directory", "Old", "1", seen=OLD)
    tables = Helplines({"XX": Country("XX", "Elsewhere", (old,))}, {})
    assert tables.instead("XX", old) is None
    assert check(old, SAYS, None)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (AA, f"{AA} serves: man,", "wrong-value"),
        (AA, f"{AA} also: [shelter],", "no-fallback"),
        (AA, f'{AA} also: [""],', "empty"),
        (AA, f"{AA} also: [crisis], serves: women, only_in: North,", ""),
    ],
)
def test_a_line_says_whom_it_serves_and_where_in_known_words(old: str, new: str, code: str) -> None:
    table = "country: AA\nname: Aland\nlines:\n" + LINE
    if code:
        assert codes(aa=table.replace(old, new)) == [code]
        return
    (found,) = read(aa=table.replace(old, new)).countries["AA"].lines
    assert (found.also, found.serves, found.only_in) == (("crisis",), "women", "North")


def test_an_old_table_reads_as_before() -> None:
    (found,) = read().countries["AA"].lines
    assert (found.also, found.serves, found.only_in) == ((), "anyone", "")
