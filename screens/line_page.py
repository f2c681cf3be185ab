"""What line mode says at an outcome, and the numbers to call, as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from screens.words import Words
from tree.helplines import Country, Helplines, Line
from tree.model import Outcome, Say, Tree
from tree.page import Page

URGENT = 1
CARD = ("emergency", "domestic_abuse", "crisis")
DETAILS = ("phone", "text", "chat", "who", "hours", "languages", "read")
LETTERS = ("go-on", "heard", "look", "back", "help", "sources", "again", "leave")


def outcome(
    words: Words, page: Page, tree: Tree, place: Country, lines: tuple[Line, ...]
) -> Iterator[str]:
    """Say an outcome: numbers to call first where it is urgent, else what was heard first."""
    urgent = page.outcome.tier <= URGENT
    yield from ("", words("outcome.neutral") if urgent else page.outcome.title)
    if urgent:
        yield from (words("line.outcome.leave"), *filter(None, [place.says]))
        yield from (_short(words, line) for line in lines)
    elif any(tree.facts[fact] for fact in page.heard):
        yield from heard(words, page, tree)
    yield from ("", page.opening)
    yield from _listed(words, "steps_urgent" if urgent else "steps", page.steps)
    yield from _listed(words, "also", page.also)
    yield from _listed(words, "leave", page.leave)
    yield from ("", words("outcome.who"), *numbers(words, place, lines))
    yield from ("", words("outcome.cannot"), words("outcome.cannot_says"))
    if page.outcome.revisit:
        yield from ("", words("outcome.revisit"), page.outcome.revisit)


def heard(words: Words, page: Page, tree: Tree) -> Iterator[str]:
    """Say back, in the words of the pack, the facts on which the page rests."""
    facts = [tree.facts[fact] for fact in page.heard if tree.facts[fact]]
    yield from ("", words("outcome.heard") if facts else words("line.outcome.heard-none"))
    yield from (words("outcome.heard_item", fact=fact) for fact in facts)


def letters(words: Words, place: Outcome) -> Iterator[str]:
    """List what can be done at an outcome."""
    yield from ("", words("line.do.title"))
    keys = LETTERS if place.go_on else LETTERS[1:]
    yield from (words(f"line.do.{key}") for key in keys)


def _listed(words: Words, heading: str, sayings: tuple[Say, ...]) -> Iterator[str]:
    if sayings:
        yield from ("", words(f"outcome.{heading}"))
        yield from (words("outcome.item", say=saying.say) for saying in sayings)


def known(helplines: Helplines, place: Country, categories: Iterable[str]) -> tuple[Line, ...]:
    """Find the lines of some categories, each once; all of a place that has none of them."""
    found = {line.id: line for c in categories for line in helplines.find(place.id, c)}
    return tuple(found.values()) or place.lines


def card(words: Words, helplines: Helplines, place: Country) -> Iterator[str]:
    """Say the numbers to call that are one letter away everywhere."""
    yield from ("", words("card.title"), words("card.place", country=place.name))
    yield from numbers(words, place, known(helplines, place, CARD))
    yield words("line.place.change")


def numbers(words: Words, place: Country, lines: Iterable[Line]) -> Iterator[str]:
    """Say all that is known of some lines, each on lines of its own."""
    yield from filter(None, [place.says])
    for line in lines:
        yield line.service
        for name in DETAILS:
            if value := getattr(line, name):
                yield "  " + words(f"help.{name}", **{name: value})
        yield from ("  " + words("line.outcome.seen", seen=line.seen),) if line.seen else ()
        yield from (f"  {line.note}",) if line.note else ()


def _short(words: Words, line: Line) -> str:
    return words("line.outcome.line", service=line.service, who=line.who, ways=ways(words, line))


def ways(words: Words, line: Line) -> str:
    """Say the first way to reach a line: its phone, or else its text or web address."""
    if line.phone:
        return line.phone
    return words("help.text", text=line.text) if line.text else words("help.chat", chat=line.chat)


def sources(words: Words, tree: Tree, named: Iterable[str]) -> Iterator[str]:
    """Say where a page comes from."""
    found = [tree.sources[name] for name in named if name in tree.sources]
    yield from ("", words("sources.title") if found else words("sources.none"))
    for source in found:
        read = words("sources.read", read=source.read)
        yield from (source.says, f"  {source.address}", f"  {read}")
