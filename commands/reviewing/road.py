"""Sections on questions: answers, what they teach and where they lead, forks in between."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from commands.drawing.chart import InnerNode, by_topic, groups, reading_order
from commands.drawing.elements import add
from commands.drawing.safety import safety_questions
from commands.reviewing.book import Book, is_plain
from commands.reviewing.sheet import UNIT, facts, items, section
from commands.reviewing.unit import anchor, other, remarks, ticks, unit, words_row, words_table
from tree.model import Fork, Option, Question, Route


def road(main: Element, book: Book) -> None:
    """Add every question and fork, topic by topic."""
    part = section(main, 2, book("questions"), "questions")
    _along(part, reading_order(book.tree), book)


def safety(main: Element, book: Book) -> None:
    """Add the questions whose answers can decide for an urgent page."""
    part = section(main, 2, book("safety"), "safety")
    add(part, "p", book("safety-note"))
    found = safety_questions(book.tree)
    _along(part, tuple(q for q in book.tree.questions.values() if q.id in found), book)


def _along(part: Element, spots: tuple[InnerNode, ...], book: Book) -> None:
    for name, inside in by_topic(spots):
        group = section(part, 3, book.tree.topics[name].title) if name else part
        _topic(group, name, book)
        for spot in inside:
            if isinstance(spot, Fork):
                _fork(group, spot, book)
            else:
                _question(group, spot, book)


def _topic(group: Element, name: str, book: Book) -> None:
    """Add what is said once on a topic, and its words in the second language."""
    topic = book.tree.topics.get(name)
    if topic is None:
        return
    head = add(group, "div", class_=UNIT, id=f"topic-{name}")
    other(head, book, "topics", name, "title")
    if topic.note:
        add(head, "p", book("topic-note", said=topic.note), class_="note")
        other(head, book, "topics", name, "note")


def _fork(parent: Element, fork: Fork, book: Book) -> None:
    title = book("fork-title", letter=book.turns[fork.id])
    part = unit(parent, 4, title, anchor(fork), "fork")
    ticks(part, book, fork.id)
    items(part, routes(fork.go, book), ordered=True)


def _question(parent: Element, asked: Question, book: Book) -> None:
    title = book("question-title", n=book.numbers[asked.id], ask=asked.ask)
    part = unit(parent, 4, title, anchor(asked), "question")
    at = ("questions", asked.id)
    other(part, book, *at, "ask")
    ticks(part, book, f"{asked.topic}/{asked.id}")
    for key, name, said in (("why", "why", asked.why), ("before", "note", asked.note)):
        facts(part, [(book(key), said)])
        other(part, book, *at, name)
    add(part, "p", book("choose", n=asked.choose) if asked.choose else book("choose-one"))
    shared = groups(asked)
    _answers(part, asked, book, apart=len(shared) > 1)
    if len(shared) == 1:
        add(part, "p", book("whatever"))
        items(part, routes(next(iter(shared)), book), ordered=True)
    facts(part, [(book("sources"), book.sources(asked.id))])
    remarks(part, book)


def _answers(part: Element, asked: Question, book: Book, apart: bool) -> None:
    """Add the answers; `apart` adds a column for where each one leads."""
    heads = [book("teaches"), *([book("goes")] if apart else [])]
    body = words_table(part, book, book("answer"), *heads)
    for option in (*asked.options, asked.skip):
        skip = option is asked.skip
        go = asked.go if asked.choose and not skip else option.go
        said = book("skip") if skip else option.say
        marks = [book(mark) for mark in ("alone", "plain") if getattr(option, mark)]
        first = book("marked", said=said, marks=", ".join(marks)) if marks else said
        path = ("questions", asked.id, "options", option.id)
        cells = ([taught(option, book)], *([routes(go, book)] if apart else []))
        words_row(body, book, path, first, *cells)


def taught(option: Option, book: Book) -> str:
    """Return what an answer teaches and counts; a fact without words is called by its id."""
    said = [_fact(name, book) for name in option.learn]
    said += [book("counts", n=n, tally=book.tally(tally)) for tally, n in option.count]
    return book.list(said) or book("nothing")


def _fact(name: str, book: Book) -> str:
    return book.tree.facts[name] or book("unsaid", name=name.replace("-", " "))


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
