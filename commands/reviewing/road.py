"""Sections on questions and forks in reading order: what answers teach and where they lead."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from commands.drawing.chart import by_topic, groups, reading_order
from commands.drawing.elements import add
from commands.reviewing.book import Book, anchor, facts, is_plain, items, row, section, table
from tree.model import Fork, Option, Question, Route


def road(main: Element, book: Book) -> None:
    """Add every question and fork, topic by topic."""
    part = section(main, 2, book("questions"), "questions")
    for name, spots in by_topic(reading_order(book.tree)):
        topic = book.tree.topics[name]
        inside = section(part, 3, topic.title)
        if topic.note:
            add(inside, "p", book("topic-note", said=topic.note), class_="note")
        for spot in spots:
            if isinstance(spot, Fork):
                _fork(inside, spot, book)
            else:
                _question(inside, spot, book)


def _fork(parent: Element, fork: Fork, book: Book) -> None:
    part = section(parent, 4, book("fork-title", id=fork.id), anchor(fork), "fork")
    items(part, routes(fork.go, book), ordered=True)


def _question(parent: Element, asked: Question, book: Book) -> None:
    title = book("question-title", n=book.numbers[asked.id], ask=asked.ask)
    part = section(parent, 4, title, anchor(asked), "question")
    add(part, "p", asked.id, class_="id")
    sources = book.sources(asked.id)
    facts(part, [(book("why"), asked.why), (book("before"), asked.note)])
    add(part, "p", book("choose", n=asked.choose) if asked.choose else book("choose-one"))
    shared = groups(asked)
    _answers(part, asked, book, apart=len(shared) > 1)
    if len(shared) == 1:
        add(part, "p", book("whatever"))
        items(part, routes(next(iter(shared)), book), ordered=True)
    facts(part, [(book("sources"), sources)])


def _answers(part: Element, asked: Question, book: Book, apart: bool) -> None:
    """Add the answers; `apart` adds a column for where each one leads."""
    heads = [book("answer"), book("teaches"), *([book("goes")] if apart else [])]
    body = table(part, heads)
    for option in (*asked.options, asked.skip):
        skip = option is asked.skip
        go = asked.go if asked.choose and not skip else option.go
        said = book("skip") if skip else option.say
        marks = [book(mark) for mark in ("alone", "plain") if getattr(option, mark)]
        first = book("marked", said=said, marks=", ".join(marks)) if marks else said
        row(body, first, [taught(option, book)], *([routes(go, book)] if apart else []))


def taught(option: Option, book: Book) -> str:
    """Return what an answer teaches and counts."""
    said = [book.fact(name) for name in option.learn]
    said += [book("counts", n=n, tally=book.tally(tally)) for tally, n in option.count]
    return book.list(said) or book("nothing")


def routes(go: tuple[Route, ...], book: Book) -> list[str]:
    """Return routes as sentences; the first whose condition holds is taken."""
    return list(_routes(go, book))


def _routes(go: tuple[Route, ...], book: Book) -> Iterator[str]:
    for route in go:
        place = book.place(route.to)
        if route.when:
            yield book("route-if", when=book.say.say(route.when), place=place)
        else:
            yield book("route" if is_plain(go) else "route-otherwise", place=place)
