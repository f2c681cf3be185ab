"""The words of an outcome in their order, as rows of a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from screens.full.helpline_rows import counsel, foremost, full
from screens.full.rows import Row
from screens.pages.helplines import gaps, left_out, loud
from screens.words import Words
from tree.helplines import Country, Helplines
from tree.model import Say
from tree.page import Page


@dataclass(frozen=True, slots=True)
class PageView:
    """A page, in which words, for which country, and whether what was heard or waits is shown.

    One that was `opened` beside another leads back there.
    """

    page: Page
    facts: dict[str, str]
    helplines: Helplines
    country: str
    words: Words
    heard: bool
    unfolded: bool = False
    opened: bool = False

    @property
    def urgent(self) -> bool:
        """Say whether numbers come before all else."""
        return self.page.outcome.urgent

    @property
    def waits(self) -> bool:
        """Say whether something was heard that waits behind a key."""
        return self.urgent and bool(self.page.heard or self.page.also_said)


def rows(told: PageView) -> tuple[Row, ...]:
    """Put the whole page into rows, ending with what can be done next."""
    parts = (_top, _heard, _opening, _steps, _leave, _more, _weigh, _beside, _who, _cannot, _ways)
    return tuple(row for part in parts for row in part(told))


def _top(told: PageView) -> Iterator[Row]:
    if told.urgent:
        yield from foremost(told.helplines, told.country, told.page.helplines, told.words)
        yield from (Row(says) for says in left_out(*_shown(told)))
        yield Row()
    elif told.page.kept_lines:
        yield from foremost(told.helplines, told.country, told.page.kept_lines, told.words)
        yield Row()
    yield Row(told.page.outcome.title, "heading")


def _shown(told: PageView) -> tuple[Country, tuple[str, ...], Words]:
    """Name the place, the kinds of lines on the page, and the words."""
    return told.helplines.countries[told.country], told.page.helplines, told.words


def _heard(told: PageView) -> Iterator[Row]:
    if told.urgent and not told.heard:
        return
    yield from _said(told, "outcome.heard", told.page.heard)
    yield from _said(told, "outcome.also_said", told.page.also_said)


def _said(told: PageView, title: str, facts: tuple[str, ...]) -> Iterator[Row]:
    """Say facts back."""
    if facts:
        yield from (Row(), Row(told.words(title), "quiet"))
        yield from (Row(told.facts[fact], lead=told.words("outcome.lead")) for fact in facts)


def _opening(told: PageView) -> Iterator[Row]:
    yield Row()
    yield Row(told.page.opening)
    for note in told.page.top:
        yield from (Row(), Row(note.say))
    if told.page.answer:
        yield from (Row(), Row(told.words("outcome.question"), "heading"))
        yield Row(told.page.answer.say)


def _steps(told: PageView) -> Iterator[Row]:
    yield from _list(told, _steps_title(told), told.page.steps)
    yield from _list(told, "outcome.also", told.page.also)


def _steps_title(told: PageView) -> str:
    return "outcome.steps_urgent" if told.urgent else "outcome.steps"


def _leave(told: PageView) -> Iterator[Row]:
    yield from _list(told, "outcome.leave", told.page.leave)


def _more(told: PageView) -> Iterator[Row]:
    """Offer what the page has no room for, and show it below that line when it was asked for."""
    more = told.page.more
    if not more.all:
        return
    say = told.words("outcome.fewer" if told.unfolded else "outcome.more")
    yield from (Row(), Row(say, "text", "more", "e"))
    if told.unfolded:
        yield from _list(told, _steps_title(told), more.steps)
        yield from _list(told, "outcome.also", more.also)
        yield from _list(told, "outcome.leave", more.leave)


def _list(told: PageView, title: str, says: Iterable[Say]) -> Iterator[Row]:
    for n, item in enumerate(says):
        if n == 0:
            yield from (Row(), Row(told.words(title), "heading"))
        yield Row(item.say, lead=told.words("outcome.lead"))


def _weigh(told: PageView) -> Iterator[Row]:
    """Offer to weigh a decision."""
    if told.page.weigh:
        yield from (Row(), Row(told.words("weigh.title"), "text", "weigh", "w"))


def _beside(told: PageView) -> Iterator[Row]:
    """Offer another page that may fit."""
    if told.page.beside:
        say = told.words("outcome.beside", title=told.page.beside.title)
        yield from (Row(), Row(say, "text", "beside", "p"))


def _who(told: PageView) -> Iterator[Row]:
    lines = told.helplines.gather(told.country, told.page.helplines)
    if lines and told.page.helplines:
        yield from (Row(), Row(told.words("outcome.who"), "heading"))
        below = loud if told.urgent else gaps
        yield from (Row(says) for says in below(*_shown(told)))
        for line in lines:
            yield from full(line, told.words, told.helplines.instead(told.country, line))
        place = told.helplines.countries[told.country]
        yield from counsel(place, told.page.helplines, told.words)


def _cannot(told: PageView) -> Iterator[Row]:
    yield Row(told.words("outcome.cannot"), "heading")
    yield Row(told.words("outcome.cannot_says"))
    if told.page.outcome.revisit:
        yield from (Row(), Row(told.words("outcome.revisit"), "heading"))
        yield Row(told.page.outcome.revisit)
    yield Row()


def _ways(told: PageView) -> Iterator[Row]:
    outcome, say = told.page.outcome, told.words
    passing = bool(outcome.go_on)
    if told.opened:
        yield Row(say("outcome.beside_back"), "text", "back", "b")
    if passing:
        yield Row(say("outcome.go_on"), "text", "go-on")
        yield Row(say("outcome.stop"), "text", "leave", "q")
    if told.waits:
        key = "outcome.hide_heard" if told.heard else "outcome.see_heard"
        yield Row(say(key), "text", "heard", "m")
    if told.page.sources:
        yield Row(say("outcome.see_sources"), "text", "sources", "o")
    yield Row(say("outcome.change"), "text", "look", "l")
    yield Row(say("outcome.again"), "text", "again")
    if not passing:
        yield Row(say("outcome.leave_line"), "text", "leave", "q")
