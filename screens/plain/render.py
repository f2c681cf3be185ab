"""Render rows as lines of text, with the keys to type spelled out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from screens.pages.change import Change
from screens.pages.helplines import card, danger, foremost, youth
from screens.pages.outcome import PageView, heard, letter, more, outcome
from screens.pages.question import question
from screens.pages.rows import PageRow
from screens.pages.welcome import LEAVING, TOLD, about, taken, told
from screens.setting import CountryChoice
from screens.words import Words
from tree.helplines import ELSEWHERE, EMERGENCY, Country, Helplines
from tree.model import SKIP, Question

HOW = (
    "numbers", "letters", "back", "skip", "why", "help", "country", "look", "sources",
    "leave", "repeat", "stop",
)  # fmt: skip
DO = (
    "parts", "go-on", "more", "weigh", "beside", "heard", "sources", "take", "look",
    "back", "help", "country", "again", "leave",
)  # fmt: skip
"""Actions on an outcome, in the order of the full screen."""

ALWAYS = {"parts", "take", "back", "help", "country"}

OPENS = {"more", "weigh", "beside"}
"""Rows to choose that are said in their place, with their letter."""

BELOW = {"number", "detail", "dated", "seen"}
"""Roles indented below their service or source."""


def lines(rows: Iterable[PageRow], words: Words) -> Iterator[str]:
    """Yield rows as lines without repeated gaps; rows to choose are listed by letter elsewhere."""
    gap = False
    for row in rows:
        if row.pick and row.pick not in OPENS and row.role == "text":
            continue
        if row.text and gap:
            yield ""
        gap = not row.text
        yield from [_line(row, words)] if row.text else []


def _line(row: PageRow, words: Words) -> str:
    if row.line:
        line = row.line
        return words("line.outcome.line", service=line.service, who=line.who, ways=line.number)
    if row.ticked is not None:
        key = "line.take.step" if row.ticked else "line.option"
        return words(key, n=row.key, say=row.text)
    if row.pick in OPENS:
        return words("line.key", key=row.key, say=row.text)
    return ("  " if row.role in BELOW else row.lead) + row.text


def page(rows: Iterable[PageRow], words: Words) -> Iterator[str]:
    """Yield rows as lines below a gap."""
    yield from ("", *lines(rows, words))


def end(view: PageView) -> Iterator[str]:
    """Yield a whole outcome and its actions; an urgent one ends with the numbers of its top."""
    yield from whole(view)
    yield from doings(view)
    yield from last_calls(view)


def whole(view: PageView) -> Iterator[str]:
    """Yield all of an outcome; an urgent one begins with how to leave."""
    yield from _way_out(view)
    yield from lines(map(_unnumbered, outcome(view)), view.words)


def _unnumbered(row: PageRow) -> PageRow:
    """Return a step without its number: on a whole page numbers open chapters."""
    return row if row.ticked is None else replace(row, pick="", key="", ticked=None)


def front(view: PageView) -> Iterator[str]:
    """Yield the first screen of an outcome, and its chapters by number."""
    yield from _way_out(view)
    shown = letter(view)
    yield from lines(shown.top, view.words)
    yield ""
    for n, chapter in enumerate(shown.chapters, 1):
        yield view.words("line.option", n=n, say=chapter.title)


def _way_out(view: PageView) -> Iterator[str]:
    yield ""
    yield from [view.words("line.outcome.leave")] if view.urgent else ()


def doings(view: PageView) -> Iterator[str]:
    """Yield what the letters do at an outcome."""
    able = {row.pick for row in outcome(view)} | ALWAYS
    yield from ("", view.words("line.do.title"))
    yield from (view.words(f"line.do.{key}") for key in DO if key in able)


def last_calls(view: PageView) -> Iterator[str]:
    """Yield the numbers to call first once more, at the end of an urgent page.

    Whoever listens hears the last lines, and the top of the page has scrolled away by then.
    """
    if view.urgent:
        first = foremost(view.helplines, view.country, view.page.helplines, view.words)
        yield from page((row for row in first if row.line), view.words)


def danger_again(view: PageView) -> Iterator[str]:
    """Yield the number for danger, at the end of a chapter of an urgent page."""
    if view.urgent and view.place.of(EMERGENCY):
        yield from ("", danger(view.place, view.words))


def said_back(view: PageView) -> Iterator[str]:
    """Yield what was heard, or that nothing was."""
    yield from (
        page(heard(view), view.words) if view.said else ["", view.words("line.outcome.heard-none")]
    )


def said_more(view: PageView) -> Iterator[str]:
    """Yield the rest of the page, or that there is none."""
    waits = bool(view.page.more.all)
    yield from page(more(view), view.words) if waits else ["", view.words("line.outcome.more-none")]


def weighed(view: PageView) -> Iterator[str]:
    """Yield the decision of this page, or that there is none."""
    if view.weighed:
        yield from page((PageRow(view.words("weigh.title"), "head"), *view.weighed), view.words)
    else:
        yield from ("", view.words("line.outcome.weigh-none"))


def numbers(words: Words, helplines: Helplines, place: Country) -> Iterator[str]:
    """Yield the safety card, which every prompt opens with one letter."""
    yield from page(card(place, helplines, words), words)
    yield from ("", danger(place, words)) if place.of(EMERGENCY) else ()
    yield from ("", words("line.place.change"))


def welcome(
    words: Words, choice: CountryChoice, country: Country, other: str = "", stays: str = "all"
) -> Iterator[str]:
    """Yield the welcome and how to answer; the emergency number comes first.

    `other` names another language in its own words; it stands near the top, for people who read
    only that one. `stays` is what remains visible afterwards: all, above or nothing.
    """
    yield from first(words, country)
    yield from [words("line.how.language", name=other)] if other else ()
    yield from page(about(words, but=LEAVING), words)
    for name in TOLD:
        yield from page(told(name, words), words)
    yield from ("", words(f"line.stays.{stays}"))
    yield from letters(words)
    yield from page([taken(country, choice.how, words)], words)


def letters(words: Words) -> Iterator[str]:
    """Yield how to answer, and what the letters do."""
    yield from ("", *(words(f"line.how.{key}") for key in HOW))


def first(words: Words, country: Country) -> Iterator[str]:
    """Yield the emergency number, and the helpline for young people."""
    yield danger(country, words)
    yield from lines(youth(country, words), words)


def ask_country(words: Words, places: Iterable[Country], now: Country) -> Iterator[str]:
    """Yield the question for the country, and what Enter alone means."""
    yield from ("", words("country.title"), words("line.place.note"))
    for n, country in enumerate(places, 1):
        yield words("line.place.item", n=n, name=country.name)
    known = now.id != ELSEWHERE
    yield words("line.place.keep", country=now.name) if known else words("line.place.none")


def opened(changed: Change, words: Words) -> Iterator[str]:
    """Yield that a change has opened questions, which come now."""
    least, most = changed.opens
    if most:
        yield words.count("line.opens", most) if least == most else words("line.opens.some")


def ask(words: Words, asked: Question, meta: str) -> Iterator[str]:
    """Yield a question: its note, its words, `meta`, and its options by number."""
    yield from ("", *filter(None, [asked.note]), asked.ask, *filter(None, [meta]))
    yield from options(words, asked)


def options(words: Words, asked: Question) -> Iterator[str]:
    """Yield how many options may be chosen, and each with its number."""
    rows = tuple(question(asked, words, "", ()))
    for row in rows:
        if row.role == "limit":
            yield words(f"line.choose.{row.key}", most=asked.choose)
    listed = [row for row in rows if row.role == "option"]
    for n, row in enumerate(listed, 1):
        skip = row.pick == SKIP
        yield words("line.skip", say=row.text) if skip else words("line.option", n=n, say=row.text)
