"""Sections on outcomes by tier: all that each can show and when, decisions, incoming edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.etree.ElementTree import Element

from commands.drawing.chart import ChartNode, DrawnEdge, reading_order, ways
from commands.drawing.elements import add
from commands.reviewing.book import Book
from commands.reviewing.shared import HEARD, seen, shared_numbers
from commands.reviewing.sheet import UNIT, facts, items, section
from commands.reviewing.unit import anchor, other, remarks, ticks, unit, words_row, words_table
from tree.model import Outcome, Room, Route, Say, Weigh
from tree.page import MOST_ALSO_SAID, MOST_HEARD
from tree.proving.sets.shown import sayings


def weighing(part: Element, end: Outcome, book: Book) -> None:
    """Add a decision; nothing if there is none."""
    weigh: Weigh | None = end.weigh
    if weigh is None:
        return
    at = ("outcomes", end.id, "weigh")
    add(part, "h5", book("weigh"))
    for key, said in (("situation", weigh.situation), ("decision", weigh.decision)):
        add(part, "p", said)
        other(part, book, *at, key)
    body = words_table(part, book, book("says"), book("weigh-says"), book("when-shown"))
    for option in weigh.options:
        inside = (*at, "options", option.id)
        told: list[str] = []
        for key in ("good", "hard", "like"):
            told += [book(f"weigh-{key}", said=getattr(option, key)), book.spoken(*inside, key)]
        when = book.condition(option.when) or book("always")
        tags = book.list(book.head.tags[tag] for tag in option.tags)
        words_row(body, book, (*inside, "say"), option.say, told, [when, tags])


def ends(main: Element, book: Book) -> None:
    """Add every outcome, the most urgent first."""
    part = section(main, 2, book("outcomes"), "outcomes")
    add(part, "p", book("outcomes-note"))
    if book.tree.good:
        inside = add(part, "div", class_=UNIT, id="good")
        add(inside, "p", book("good", n=MOST_ALSO_SAID))
        add(inside, "p", book.list(book.fact(name) for name in book.tree.good))
    found = sorted(book.tree.outcomes.values(), key=lambda end: end.tier)
    for tier, outcomes in groupby(found, key=lambda end: end.tier):
        inside = section(part, 3, book("tier", tier=tier))
        for outcome in outcomes:
            _outcome(inside, outcome, book)


def urgent(main: Element, book: Book) -> None:
    """Add the pages of tier 0 and 1 with what is first seen of them."""
    part = section(main, 2, book("urgent"), "urgent")
    add(part, "p", book("urgent-note"))
    found = sorted(book.tree.outcomes.values(), key=lambda end: end.tier)
    for end in (end for end in found if end.urgent):
        inside = _begin(part, end, book)
        first = [s for s in end.steps if s.first] or list(end.steps[: end.room.steps or None])
        _sayings(inside, "first-steps", ("outcomes", end.id, "steps"), first, book)
        facts(inside, [(book("helplines-shown"), ", ".join(end.helplines))])
        remarks(inside, book)


def _begin(parent: Element, end: Outcome, book: Book) -> Element:
    """Add a page with its title, ticks, who comes to it and how it begins."""
    part = unit(
        parent, 4 if parent.get("class") == "level3" else 3, end.title, anchor(end), "outcome"
    )
    other(part, book, "outcomes", end.id, "title")
    ticks(part, book, f"outcomes/{end.id}")
    add(part, "p", book("kind", tier=end.tier, kind=end.kind), class_="note")
    add(part, "h5", book("reached"))
    items(part, list(_reached(end, book)))
    add(part, "h5", book("opening"))
    _openings(part, end, book)
    return part


def _openings(part: Element, end: Outcome, book: Book) -> None:
    items(part, [_opening(say, end, book) for say in end.opening], ordered=True)
    spoken = [book.spoken("outcomes", end.id, "opening", i) for i in range(len(end.opening))]
    if any(spoken):
        inside = add(part, "div", class_="other", lang=book.language)
        items(inside, spoken, ordered=True)


def _outcome(parent: Element, end: Outcome, book: Book) -> None:
    part = _begin(parent, end, book)
    _heard(part, end, book)
    own = len(book.pack.outcomes[end.id].shape.also)
    for key, says in (("steps", end.steps), ("leave", end.leave), ("also", end.also[:own])):
        _sayings(part, key, ("outcomes", end.id, key), says, book)
    for place in ("notes", "answers"):
        numbers = shared_numbers(place, book)
        told = ", ".join(str(numbers[say.id]) for say in seen(place, end, book))
        facts(part, [(book(f"{place}-here"), told)], "proved")
    weighing(part, end, book)
    if end.beside:
        add(part, "h5", book("beside"))
        items(part, [_beside(route, book) for route in end.beside], ordered=True)
    facts(part, _rest(end, book))
    other(part, book, "outcomes", end.id, "revisit")
    remarks(part, book)


def _heard(part: Element, end: Outcome, book: Book) -> None:
    """Add what a page says back; of a long list the first facts, and where the rest stands."""
    if end.heard:
        add(part, "h5", book("heard", n=MOST_HEARD))
        add(part, "p", book.list(book.fact(name) for name in end.heard[:HEARD]))
    if len(end.heard) > HEARD:
        add(add(part, "p"), "a", book("heard-more", n=len(end.heard) - HEARD), href="#heard")


def _beside(route: Route, book: Book) -> str:
    when = book.say.say(route.when) if route.when else book("always")
    return book("beside-if", when=when, place=book.place(route.to))


def _opening(say: Say, end: Outcome, book: Book) -> str:
    if say.when:
        return book("opening-if", when=book.say.say(say.when), said=say.say)
    return book("opening-otherwise", said=say.say) if len(end.opening) > 1 else say.say


def _sayings(
    part: Element, key: str, at: tuple[str, ...], sayings: Iterable[Say], book: Book
) -> None:
    said = list(sayings)
    if not said:
        return
    add(part, "h5", book(key))
    body = words_table(part, book, book("says"), book("when-shown"))
    for say in said:
        tags = [book.head.tags[tag] for tag in say.tags]
        lines = [book("line", name=name) for name in say.helplines]
        when = book.condition(say.when) or book("always")
        also = book.list([*_where(say, book), *tags, *lines])
        words_row(body, book, (*at, say.id), say.say, [when, also])


def _where(say: Say, book: Book) -> Iterator[str]:
    """Yield a note if a text is on top, or is never folded."""
    if say.top:
        yield book("on-top")
    elif say.first:
        yield book("in-sight")


def _room(end: Outcome, book: Book) -> str:
    """Return how much is shown at once; empty if all is."""
    room = end.room
    if room == Room():
        return ""
    return book("room-says", steps=room.steps, leave=room.leave, also=room.also)


def _rest(end: Outcome, book: Book) -> Iterator[tuple[str, str]]:
    yield book("room"), _room(end, book)
    yield book("helplines-shown"), ", ".join(end.helplines)
    yield book("carries"), book.list(book.head.tags[tag] for tag in end.tags)
    yield book("revisit"), end.revisit
    yield book("go-on"), book.place(end.go_on) if end.go_on else book("no-go-on")
    yield book("sources"), book.sources(end.id, *(s for say in sayings(end) for s in say.sources))


def _reached(end: Outcome, book: Book) -> Iterator[str]:
    """Yield each edge into an outcome: its node, answers and condition."""
    spots: list[ChartNode] = [*reading_order(book.tree), *book.tree.outcomes.values()]
    for spot in spots:
        for way in ways(spot):
            if way.to == end.id:
                yield _from(spot, way, book)


def _from(spot: ChartNode, way: DrawnEdge, book: Book) -> str:
    place = book.place(spot.id)
    said = book.any_of(book.option(o) for o in way.options) if way.options else ""
    start = book("from-answer", place=place, said=said) if said else book("from", place=place)
    if way.when:
        return book("from-if", start=start, when=book.say.say(way.when))
    return book("from-otherwise", start=start) if way.last else start
