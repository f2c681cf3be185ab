"""Sections on outcomes by tier: all that each can show and when, decisions, incoming edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.etree.ElementTree import Element

from commands.drawing.chart import ChartNode, DrawnEdge, reading_order, ways
from commands.drawing.elements import add
from commands.reviewing.book import Book, anchor, facts, items, row, section, table
from tree.model import Outcome, Room, Route, Say, Weigh
from tree.page import MOST_ALSO_SAID, MOST_HEARD
from tree.proving.sets.shown import sayings

HEADS = ("says", "weigh-says", "when-shown", "carries")


def weighing(part: Element, weigh: Weigh | None, book: Book) -> None:
    """Add a decision; nothing if there is none."""
    if weigh is None:
        return
    add(part, "h5", book("weigh"))
    add(part, "p", weigh.situation)
    add(part, "p", weigh.decision)
    body = table(part, [book(head) for head in HEADS], "words")
    for option in weigh.options:
        said = [book(f"weigh-{key}", said=getattr(option, key)) for key in ("good", "hard", "like")]
        when = book.condition(option.when) or book("always")
        tags = book.list(book.head.tags[tag] for tag in option.tags)
        row(body, option.say, said, [when], [tags])


def ends(main: Element, book: Book) -> None:
    """Add every outcome, the most urgent first."""
    part = section(main, 2, book("outcomes"), "outcomes")
    add(part, "p", book("outcomes-note"))
    if book.tree.good:
        add(part, "p", book("good", n=MOST_ALSO_SAID))
        add(part, "p", book.list(book.fact(name) for name in book.tree.good))
    found = sorted(book.tree.outcomes.values(), key=lambda end: end.tier)
    for tier, outcomes in groupby(found, key=lambda end: end.tier):
        inside = section(part, 3, book("tier", tier=tier))
        for outcome in outcomes:
            _outcome(inside, outcome, book)


def _outcome(parent: Element, end: Outcome, book: Book) -> None:
    part = section(parent, 4, end.title, anchor(end), "outcome")
    add(part, "p", book("kind", id=end.id, kind=end.kind), class_="id")
    add(part, "h5", book("reached"))
    items(part, list(_reached(end, book)))
    add(part, "h5", book("opening"))
    items(part, [_opening(say, end, book) for say in end.opening], ordered=True)
    if end.heard:
        add(part, "h5", book("heard", n=MOST_HEARD))
        add(part, "p", book.list(book.fact(name) for name in end.heard))
    _sayings(part, "answers", end.answers, book)
    for key, says in (("steps", end.steps), ("leave", end.leave), ("also", end.also)):
        _sayings(part, key, says, book)
    weighing(part, end.weigh, book)
    if end.beside:
        add(part, "h5", book("beside"))
        items(part, [_beside(route, book) for route in end.beside], ordered=True)
    facts(part, _rest(end, book))


def _beside(route: Route, book: Book) -> str:
    when = book.say.say(route.when) if route.when else book("always")
    return book("beside-if", when=when, place=book.place(route.to))


def _opening(say: Say, end: Outcome, book: Book) -> str:
    if say.when:
        return book("opening-if", when=book.say.say(say.when), said=say.say)
    return book("opening-otherwise", said=say.say) if len(end.opening) > 1 else say.say


def _sayings(part: Element, key: str, sayings: Iterable[Say], book: Book) -> None:
    said = list(sayings)
    if not said:
        return
    add(part, "h5", book(key))
    body = table(part, [book("says"), book("when-shown"), book("carries")], "words")
    for say in said:
        tags = [book.head.tags[tag] for tag in say.tags]
        lines = [book("line", name=name) for name in say.helplines]
        row(
            body,
            say.say,
            [book.condition(say.when) or book("always"), *_where(say, book)],
            [book.list([*tags, *lines])],
        )


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
