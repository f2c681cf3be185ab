"""Sections on what several pages share: notes, answers to a person's own question, long lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from xml.etree.ElementTree import Element

from commands.drawing.chart import InnerNode
from commands.drawing.elements import add
from commands.drawing.safety import safety_questions
from commands.reviewing.book import Book
from commands.reviewing.lists import ConditionList, read_lists
from commands.reviewing.sheet import UNIT, items, section
from commands.reviewing.unit import remarks, ticks, unit, words_row, words_table
from tree.model import Outcome, Say, exits
from tree.pack.shapes import AnswerShape, NoteShape

HEARD = 12
"""More facts than this are listed at the end, once for all pages that say the same ones."""


def shared_notes(main: Element, book: Book) -> None:
    """Add the notes that several pages share; nothing if there are none."""
    if not book.pack.notes:
        return
    part = section(main, 2, book("notes"), "notes")
    add(part, "p", book("notes-note"))
    _table(part, "notes", [placed.shape for placed in book.pack.notes], book)
    remarks(part, book)


def shared_answers(main: Element, book: Book) -> None:
    """Add the answers to the question that a person came with; nothing if there are none."""
    if not book.pack.answers:
        return
    part = section(main, 2, book("answers-all"), "answers")
    add(part, "p", book("answers-note"))
    shapes = [placed.shape for placed in book.pack.answers]
    for fact, found in groupby(shapes, key=lambda shape: shape.answer):
        inside = section(part, 3, book("if", when=book.fact(fact)))
        _table(inside, "answers", list(found), book)
    remarks(part, book)


def _table(
    part: Element, place: str, shapes: Iterable[NoteShape | AnswerShape], book: Book
) -> None:
    numbers = shared_numbers(place, book)
    body = words_table(part, book, book("says"), book("when-shown"))
    for shape in shapes:
        said = book("numbered", n=numbers[shape.id], said=shape.say)
        tags = book.list(book.head.tags[tag] for tag in shape.tags)
        lines = [book("line", name=name) for name in shape.helplines]
        cells = [
            book.condition(shape.when) or book("always"),
            book.list(filter(None, (tags, *lines))),
        ]
        found = words_row(body, book, (place, shape.id), said, cells)
        found.set("id", f"{place}-{shape.id}")
        found.set("class", UNIT)
        add(found[-2], "p", _seen_on(place, shape.id, book), class_="proved")


def shared_numbers(place: str, book: Book) -> Mapping[str, int]:
    """Return the number of each shared note or answer."""
    return book.note_numbers if place == "notes" else book.answer_numbers


def _seen_on(place: str, name: str, book: Book) -> str:
    """Return in a sentence on which pages a shared text can be seen."""
    pages = book.tree.outcomes.values()
    ends = [end for end in pages if name in {say.id for say in seen(place, end, book)}]
    if len(ends) == len(book.tree.outcomes):
        return book("seen-all")
    return book("seen-on", pages=", ".join(map(book.title, ends))) if ends else book("seen-none")


def seen(place: str, end: Outcome, book: Book) -> Iterator[Say]:
    """Yield the shared notes or answers of a page that some walk can see on it."""
    own = len(book.pack.outcomes[end.id].shape.also)
    for say in end.also[own:] if place == "notes" else end.answers:
        if book.findings.can_show(end, say):
            yield say


def lists(main: Element, book: Book) -> None:
    """Add the conditions that are too long to say in a sentence."""
    _lists(main, book, book.lists)


def urgent_lists(main: Element, book: Book) -> None:
    """Add of these conditions those that safety questions and urgent pages read."""
    asked = (book.tree.questions[name] for name in safety_questions(book.tree))
    pages = [end for end in book.tree.outcomes.values() if end.urgent]
    whens = [route.when for question in asked for route in exits(question)]
    whens += [say.when for end in pages for say in (*end.opening, *end.steps)]
    places: list[InnerNode] = [*book.tree.questions.values(), *book.tree.forks.values()]
    ends = {end.id for end in pages}
    whens += [route.when for spot in places for route in exits(spot) if route.to in ends]
    names = read_lists(book.lists, [when for when in whens if when])
    _lists(main, book, {name: found for name, found in book.lists.items() if name in names})


def _lists(main: Element, book: Book, shown: Mapping[str, ConditionList]) -> None:
    if not shown:
        return
    part = section(main, 2, book("names"), "names")
    add(part, "p", book("names-note"))
    for name, found in shown.items():
        title = book(f"list-title-{found.kind}", n=found.number)
        inside = unit(part, 3, title, f"list-{name}", "list")
        ticks(inside, book, name)
        items(inside, found.lines(book.say))


def heard_lists(main: Element, book: Book) -> None:
    """Add what pages say back, where it is too much to stand on each of them."""
    found: dict[tuple[str, ...], list[Outcome]] = {}
    for end in book.tree.outcomes.values():
        if len(end.heard) > HEARD:
            found.setdefault(end.heard, []).append(end)
    if not found:
        return
    part = section(main, 2, book("heard-all"), "heard")
    for facts, ends in found.items():
        title = ", ".join(map(book.title, ends))
        inside = unit(part, 3, title, f"heard-{ends[0].id}")
        add(inside, "p", book.list(book.fact(name) for name in facts))
