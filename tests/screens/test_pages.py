"""The words that keep people safe are said on both faces: each once, where it helps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import StringIO

import pytest

from screens.full.base_screen import UNSAID
from screens.full.choices import Choices
from screens.full.column import PINNED
from screens.full.outcome import OutcomePage
from screens.pages.helplines import card, check
from screens.pages.outcome import PageView, letter, outcome
from screens.pages.question import question
from screens.pages.rows import PageRow
from screens.pages.welcome import welcome
from screens.plain.answer_list import told
from screens.plain.render import ask, end, first, numbers
from screens.plain.run import take_plain
from screens.setting import Setting
from tests.content.test_fitting_lines import SAYS, known, page
from tests.support import sample
from tests.support.visit import visit
from tree.helplines import EMERGENCY, Country, Helplines, Line
from tree.model import Say
from tree.page import Page
from tree.walk import Answer

CRISIS = sample.line("c", "crisis", "Listening", "116")
POLICE = sample.line("e", EMERGENCY, "Police", "112")
OWN = "Aland has its own way."
KEPT = Say("kept", "Stay near somebody.", helplines=("crisis",))

Face = Callable[[PageView], list[str]]


def on_screen(view: PageView) -> list[str]:
    """List what the full screen shows of an outcome."""
    return [row.text for row in outcome(view) if row.role != UNSAID]


def by_line(view: PageView) -> list[str]:
    """List what line mode says at an outcome, without the margin below a service."""
    return [line.strip() for line in end(view)]


def card_on_screen(view: PageView) -> list[str]:
    """List what the full screen shows on the card."""
    return [row.text for row in card(view.place, view.helplines, view.words)]


def card_by_line(view: PageView) -> list[str]:
    """List what line mode says on the card."""
    return [line.strip() for line in numbers(view.words, view.helplines, view.place)]


OUTCOMES = pytest.mark.parametrize("face", [on_screen, by_line])
ALL = pytest.mark.parametrize("face", [on_screen, by_line, card_on_screen, card_by_line])
SHOWN = pytest.mark.parametrize(
    "shown", [page("crisis", tier=0), page("crisis", tier=3),
              replace(page("crisis", tier=3), top=(KEPT,))],
    ids=["urgent", "later", "after-a-crisis"],
)  # fmt: skip


def view(shown: Page, *lines: Line, says: str = "") -> PageView:
    """Show a page in a country that has these lines alone."""
    return PageView(
        shown, {}, Helplines({"AA": Country("AA", "Aland", lines, says)}, {}), "AA", SAYS
    )


def calls(face: Face, shown: PageView) -> list[str]:
    """List what is said before the title, gaps and the way out left aside."""
    said = face(shown)
    above = said[: said.index(shown.page.outcome.title)]
    return [text for text in above if text and text != SAYS("line.outcome.leave")]


@OUTCOMES
@pytest.mark.parametrize("tier", [0, 3])
def test_where_no_help_with_a_relationship_is_known_another_way_is_said_once(
    face: Face, tier: int
) -> None:
    shown, way = page("relationship", tier=tier), SAYS("help.register")
    assert face(view(shown, POLICE)).count(way) == 1
    assert face(view(shown, POLICE, sample.line("r", "relationship", "Talks", "7"))).count(way) == 0
    assert face(view(page("crisis", tier=tier), POLICE)).count(way) == 0


@ALL
def test_a_number_that_may_be_old_is_said_to_be(face: Face) -> None:
    old = replace(CRISIS, seen="2016")
    shown = view(page("crisis"), old, POLICE)
    instead = shown.helplines.instead("AA", old)
    assert instead == POLICE
    assert face(shown).count(check(old, SAYS, instead)) == 1
    assert face(view(page("crisis"), old)).count(check(old, SAYS, None)) == 1
    assert face(view(page("crisis"), CRISIS)).count(check(old, SAYS, None)) == 0


@ALL
@SHOWN
def test_where_no_emergency_number_is_known_that_is_said_once(face: Face, shown: Page) -> None:
    says = SAYS("card.none")
    assert face(view(shown, CRISIS)).count(says) == 1
    assert face(view(shown)).count(says) == 1
    assert face(view(shown, CRISIS, POLICE)).count(says) == 0


@ALL
@SHOWN
@pytest.mark.parametrize("lines", [(), (CRISIS,), (CRISIS, POLICE)])
def test_a_countrys_own_words_are_said_once(
    face: Face, shown: Page, lines: tuple[Line, ...]
) -> None:
    said = face(view(shown, *lines, says=OWN))
    assert said.count(OWN) == 1
    assert SAYS("card.none") not in said


@OUTCOMES
def test_six_numbers_stand_before_all_else_where_it_is_urgent(face: Face) -> None:
    kinds = [f"kind{n}" for n in range(9)]
    lines = [sample.line(kind, kind, f"Service {kind}", f"0{kind}") for kind in kinds]
    above = calls(face, PageView(page(*kinds), {}, known(*lines), "AA", SAYS))
    assert len(above) == 6
    assert "112" in above[0]
    assert [kind for kind in kinds if any(f"0{kind}" in text for text in above)] == kinds[:5]


@OUTCOMES
def test_a_number_that_serves_two_needs_stands_once_on_top(face: Face) -> None:
    again = replace(CRISIS, id="d", category="domestic_abuse")
    shown = view(page("crisis", "domestic_abuse"), POLICE, CRISIS, again)
    assert sum(CRISIS.number in text for text in calls(face, shown)) == 1


@OUTCOMES
def test_after_a_crisis_its_numbers_are_kept_on_top_of_the_next_page(face: Face) -> None:
    later = page("crisis", tier=3)
    above = calls(face, view(replace(later, top=(KEPT,)), POLICE, CRISIS))
    assert [number for number in ("112", "116") if any(number in text for text in above)] == [
        "112",
        "116",
    ]
    assert calls(face, view(later, POLICE, CRISIS)) == []


@pytest.mark.parametrize("place", ["GB", "FR", "XX"])
async def test_the_first_words_of_both_faces_are_those_for_danger(place: str) -> None:
    country = sample.helplines().countries[place]
    number = next((line.number for line in country.of(EMERGENCY)), "")
    write, setting = StringIO(), Setting(plain=True, country=place)
    take_plain(sample.ready(), setting, StringIO(), write)
    assert number in write.getvalue().splitlines()[0]

    async def top() -> PageRow:
        async with visit(setting=Setting(country=place, term="xterm-256color")) as run:
            return run.app.screen.query_one(Choices).rows[0]

    row = await top()
    assert row.role == "strong"
    assert row.text == " ".join(write.getvalue().splitlines()[:1])
    assert bool(number) is (row.text != SAYS("welcome.danger_unknown"))


@pytest.mark.parametrize("keys", ["1 enter 1 enter", "1 enter 3 enter 1 enter"])
async def test_both_faces_show_every_row_of_a_page(keys: str) -> None:
    """Only what line mode alone says is left out, and how each face lets one choose."""

    async def rows() -> tuple[set[str], PageView]:
        async with visit(keys, (80, 40)) as run:
            screen = run.app.screen
            assert isinstance(screen, OutcomePage)
            seen = {row.text for row in screen.choices.rows}
            for _ in letter(screen.view).chapters:
                await run.press("n")
                seen |= {row.text for row in screen.choices.rows}
            seen |= {chapter.head for chapter in letter(screen.view).chapters}
            return seen | {run.pinned(name) for name in PINNED}, screen.view

    seen, shown = await rows()
    said = "\n".join(end(shown))
    for row in outcome(shown):
        assert row.text in seen
        if row.line:
            assert row.line.service in said
            assert row.line.number in said
        elif not row.pick:
            assert row.text in said
    assert sum(row.role == "call" for row in outcome(shown)) > 1


def test_both_faces_offer_every_option_by_its_key() -> None:
    rows = [row for row in question(sample.ACTS, SAYS, "", ()) if row.role == "option"]
    assert [row.key for row in rows] == ["1", "2", "3", "4", "5", "6", "s"]
    said = list(ask(SAYS, sample.ACTS, ""))[-len(rows) :]
    assert all(
        line.startswith(row.key) and line.endswith(row.text)
        for row, line in zip(rows, said, strict=True)
    )


@pytest.mark.parametrize("form", ["chose", "before"])
@pytest.mark.parametrize("says", ["Was it my doing?", "I do not know.", 'They asked "Why?"', "Yes"])
def test_an_answer_is_said_back_as_it_is_written_with_no_stop_after_it(
    form: str, says: str
) -> None:
    asked = sample.single("a/a", "What do you ask yourself?", {"x": says, "y": "Other"}, "b")
    sentence = told(SAYS, form, asked, Answer("a", ("x",)))
    assert sentence.endswith(says)


def test_in_line_mode_the_way_out_comes_first_and_the_numbers_first_and_last() -> None:
    """What was said first has scrolled away by then."""
    danger, leave = SAYS("welcome.danger", phone="112"), SAYS("line.outcome.leave")
    urgent, later = (by_line(view(page("crisis", tier=tier), POLICE, CRISIS)) for tier in (0, 3))
    assert next(filter(None, urgent)) == leave
    assert [POLICE.number in text for text in urgent[-2:]] == [True, False]
    assert CRISIS.number in urgent[-1]
    assert leave not in later
    said = card_by_line(view(page("crisis"), POLICE, CRISIS))
    assert said.index(danger) > said.index(CRISIS.service)


def test_the_line_for_the_young_is_named_on_both_faces() -> None:
    place = sample.helplines().countries["GB"]
    (young,) = place.of("youth")
    says = SAYS("welcome.youth", service=young.service, number=young.number)
    assert says in [row.text for row in welcome(place, "given", SAYS)]
    assert says in list(first(SAYS, place))
