"""What line mode says at an outcome, and the numbers to call, as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from screens.pages.decision import weighed
from screens.pages.helplines import FOREMOST, check, gaps, left_out, loud
from screens.pages.sources import found, named
from screens.words import Words
from tree.helplines import CARD, EMERGENCY, Country, Helplines
from tree.model import Say, Tree
from tree.page import Page, Waiting
from tree.walk import Walk

DETAILS = ("phone", "text", "chat", "who", "hours", "languages", "read")


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page, in which words, and for which place."""

    page: Page
    tree: Tree
    helplines: Helplines
    country: Country
    words: Words

    @property
    def urgent(self) -> bool:
        """Say whether numbers come before all else, and what was heard only when asked for."""
        return self.page.outcome.urgent


def outcome(told: PlainPage) -> Iterator[str]:
    """Say an outcome: numbers to call first where it is urgent, else what was heard first."""
    yield from _top(told)
    yield from ("", told.page.opening)
    for note in told.page.top:
        yield from ("", note.say)
    if told.page.answer:
        yield from ("", told.words("outcome.question"), told.page.answer.say)
    yield from _lists(told, told.page)
    if told.page.beside:
        yield from ("", told.words("outcome.beside", title=told.page.beside.title))
    if told.page.helplines:
        yield from ("", told.words("outcome.who"))
        yield from filter(None, [told.country.says] if not told.urgent else [])
        below = loud if told.urgent else gaps
        yield from below(told.country, told.page.helplines, told.words)
        yield from numbers(told.words, told.helplines, told.country, told.page.helplines)
        if told.country.lacks_counsel(told.page.helplines):
            yield told.words("help.register")
    yield from ("", told.words("outcome.cannot"), told.words("outcome.cannot_says"))
    if told.page.outcome.revisit:
        yield from ("", told.words("outcome.revisit"), told.page.outcome.revisit)
    if told.urgent and told.country.of(EMERGENCY):
        yield from ("", *danger(told.words, told.country))
    yield from _letters(told)


def _top(told: PlainPage) -> Iterator[str]:
    words = told.words
    yield from ("", told.page.outcome.title)
    if not told.urgent:
        yield from _first(told, told.page.kept_lines) if told.page.kept_lines else ()
        yield from heard(told) if _said(told) else ()
        return
    yield words("line.outcome.leave")
    yield from _first(told, told.page.helplines)
    yield from left_out(told.country, told.page.helplines, words)


def _first(told: PlainPage, categories: tuple[str, ...]) -> Iterator[str]:
    """Name numbers before all else."""
    yield from filter(None, [told.country.says])
    for line in told.helplines.foremost(told.country.id, categories)[:FOREMOST]:
        ways = line.number
        yield told.words("line.outcome.line", service=line.service, who=line.who, ways=ways)


def heard(told: PlainPage) -> Iterator[str]:
    """Say back, in the words of the pack, what led here and some of what is good."""
    page = told.page
    if not _said(told):
        yield from ("", told.words("line.outcome.heard-none"))
    for key, facts in (("outcome.heard", page.heard), ("outcome.also_said", page.also_said)):
        if facts:
            yield from ("", told.words(key))
            yield from (told.words("line.item", say=told.tree.facts[fact]) for fact in facts)


def _said(told: PlainPage) -> bool:
    return bool(told.page.heard or told.page.also_said)


def _letters(told: PlainPage) -> Iterator[str]:
    """List what can be done at an outcome."""
    outcome = told.page.outcome
    able = {
        "go-on": bool(outcome.go_on),
        "more": bool(told.page.more.all),
        "weigh": told.page.weigh is not None,
        "beside": told.page.beside is not None,
        "heard": told.urgent and _said(told),
        "look": True,
        "back": True,
        "help": True,
        "sources": bool(told.page.sources),
        "again": True,
        "leave": True,
    }
    yield from ("", told.words("line.do.title"))
    yield from (told.words(f"line.do.{key}") for key in able if able[key])


def more(told: PlainPage) -> Iterator[str]:
    """Say what the page has no room for at once."""
    if not told.page.more.all:
        yield told.words("line.outcome.more-none")
    yield from _lists(told, told.page.more)


def weigh(told: PlainPage, walk: Walk) -> Iterator[str]:
    """Say what can be weighed here."""
    yield from ("", told.words("weigh.title" if told.page.weigh else "line.outcome.weigh-none"))
    for look, says in weighed(told.page, walk, told.words):
        yield told.words("line.item", say=says) if look == "item" else says


def _lists(told: PlainPage, says: Page | Waiting) -> Iterator[str]:
    yield from _listed(told, "steps_urgent" if told.urgent else "steps", says.steps)
    yield from _listed(told, "also", says.also)
    yield from _listed(told, "leave", says.leave)


def _listed(told: PlainPage, heading: str, sayings: tuple[Say, ...]) -> Iterator[str]:
    if sayings:
        yield from ("", told.words(f"outcome.{heading}"))
        yield from (told.words("line.item", say=saying.say) for saying in sayings)


def card(words: Words, helplines: Helplines, place: Country) -> Iterator[str]:
    """Say the numbers to call that are one letter away everywhere."""
    yield from ("", words("card.title"), words("card.place", country=place.name))
    yield from gaps(place, CARD, words)
    yield from numbers(words, helplines, place, CARD)
    yield from ("", *danger(words, place), words("line.place.change"))


def danger(words: Words, place: Country) -> Iterator[str]:
    """Say the emergency number of a place, or what to do where none is known."""
    for line in place.of(EMERGENCY)[:1]:
        yield words("welcome.danger", phone=line.number)
    if not place.of(EMERGENCY):
        yield place.says or words("welcome.danger_unknown")


def numbers(
    words: Words, helplines: Helplines, place: Country, categories: Iterable[str]
) -> Iterator[str]:
    """Say all that is known of the lines of some categories, each detail on a line of its own."""
    for line in helplines.gather(place.id, categories):
        yield line.service
        details = ((name, getattr(line, name)) for name in DETAILS)
        yield from ("  " + words(f"help.{name}", **{name: says}) for name, says in details if says)
        if line.doubtful:
            yield "  " + check(line, words, helplines.instead(place.id, line))
        elif line.seen:
            yield "  " + words("line.outcome.seen", seen=line.seen)
        yield from (f"  {note}" for note in filter(None, [line.note]))


def sources(told: PlainPage) -> Iterator[str]:
    """Say where a page comes from."""
    words, tree = told.words, told.tree
    shown = [tree.sources[name] for name in told.page.sources]
    yield from ("", words("sources.title" if shown else "sources.none"))
    for source in shown:
        yield named(source, words)
        read = words("sources.read", read=source.read)
        yield from (f"  {line}" for line in (*found(source, words), read))
