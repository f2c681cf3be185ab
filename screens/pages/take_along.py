"""The page to take along: steps and numbers, in large spacing, to copy by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from screens.pages.helplines import check, own_words
from screens.pages.rows import PageRow, sign
from screens.pages.scan_link import CHAT, PHONE, scan_link
from screens.words import Words
from tree.general_advice import StepId
from tree.helplines import ANYONE, CARD, EMERGENCY, Country, Helplines, Line, once
from tree.model import GO_ON, Outcome, Say
from tree.page import Page, page, page_beside
from tree.walk import Walk, follow

UNMARKED = 3
"""Most steps on the page while none is marked."""

Marks = frozenset[StepId]
Block = tuple[PageRow, ...]
"""Rows that stay together: a window cuts between blocks only."""


def toggled(marks: Marks, step: StepId) -> Marks:
    """Return the marks with this step marked, or no longer marked."""
    return marks ^ {step}


def still_shown(marks: Marks, walk: Walk) -> Marks:
    """Return the marks of steps that this walk shows; between pages, all of them."""
    if not marks or not isinstance(walk.place, Outcome):
        return marks
    return marks & {name for name, _ in _shown(walk)}


def _shown(walk: Walk) -> Iterator[tuple[StepId, Say]]:
    """Yield every step that this walk shows, page by page."""
    for seen in _pages(walk):
        for step in (*seen.steps, *seen.more.steps):
            yield (seen.outcome.id, step.id), step


def _pages(walk: Walk) -> Iterator[Page]:
    """Yield the pages that this walk went on from, the one where it stands and the one beside."""
    for n, answer in enumerate(walk.answers):
        if answer.options == (GO_ON,):
            yield page(follow(walk.tree, walk.answers[:n]))
    if isinstance(walk.place, Outcome):
        yield (here := page(walk))
        yield from [page_beside(walk)] if here.beside else []


@dataclass(frozen=True, slots=True, repr=False)
class TakeAlong:
    """What can be taken along: steps by their ids, and helplines of a country."""

    steps: tuple[tuple[StepId, Say], ...]
    place: Country
    lines: tuple[Line, ...]
    numbers_first: bool = False
    card: tuple[str, ...] = CARD

    def for_a_file(self, general: Set[StepId]) -> TakeAlong:
        """Return what others may find: general steps, and the numbers that everyone is shown."""
        steps = tuple((name, step) for name, step in self.steps if name in general)
        return TakeAlong(steps, self.place, _everyones(self.place, self.card))


def taken_along(
    shown: Page, walk: Walk, marks: Marks, helplines: Helplines, country: str
) -> TakeAlong:
    """Return the marked steps, or the first ones of this page, and the numbers of the page."""
    marked = tuple((name, step) for name, step in _shown(walk) if name in marks)
    first = tuple(((shown.outcome.id, step.id), step) for step in shown.steps[:UNMARKED])
    place = helplines.countries[country]
    lines = once((*place.of(EMERGENCY), *helplines.gather(country, shown.helplines)))
    return TakeAlong(marked or first, place, lines, shown.outcome.urgent, helplines.card)


def _everyones(place: Country, card: Iterable[str]) -> tuple[Line, ...]:
    """Return the lines of the safety card, which are the same whatever was answered."""
    return once(line for category in card for line in place.of(category))


def take_along(taken: TakeAlong, words: Words, *, save: bool) -> Iterator[PageRow]:
    """Yield the whole page: how to use it, its blocks with room between them, the actions."""
    yield PageRow(words("take.title"), "head")
    yield PageRow(words("take.how"), "quiet")
    for block in (*blocks(taken, words), _actions(words, save)):
        yield from (PageRow(), *block)


def blocks(taken: TakeAlong, words: Words) -> tuple[Block, ...]:
    """Return the steps and the numbers, on an urgent page the numbers first."""
    steps = tuple((PageRow(step.say, "item"),) for _, step in taken.steps)
    numbers = (*_own_words(taken.place, words), *_numbers(taken.lines, words))
    return (*numbers, *steps) if taken.numbers_first else (*steps, *numbers)


def _own_words(place: Country, words: Words) -> Iterator[Block]:
    """Yield what to do where no emergency number is known."""
    yield from [tuple(own_words(place, words))] if not place.of(EMERGENCY) else []


def _numbers(lines: Iterable[Line], words: Words) -> Iterator[Block]:
    """Yield a block for each line; what a phone can open has a key."""
    n = 0
    for line in lines:
        block = [PageRow(line.service, "service")]
        for row in _ways(line, words):
            n += bool(row.pick)
            block.append(row if not row.pick else _keyed(row, n))
        yield (*block, *_whom(line, words))


def _keyed(row: PageRow, n: int) -> PageRow:
    return PageRow(row.text, row.role, row.pick, sign(n))


def _ways(line: Line, words: Words) -> Iterator[PageRow]:
    for way in (PHONE, "text", CHAT):
        if known := getattr(line, way):
            link = scan_link(line, way) if way != "text" else ""
            pick = f"{way}:{line.id}" if link else ""
            yield PageRow(words(f"help.{way}", **{way: known}), "number", pick)


def _whom(line: Line, words: Words) -> Iterator[PageRow]:
    """Yield whom a line is for if not for anyone, and that it may have changed."""
    if line.serves != ANYONE or line.only_in:
        yield PageRow(words("help.who", who=line.who), "detail")
    if line.doubtful:
        yield PageRow(check(line, words, None), "detail")


def _actions(words: Words, save: bool) -> Block:
    """Return the way back, and before it the way to a file if one was named."""
    ways = [PageRow(words("take.save"), pick="save", key="k")] if save else []
    return (*ways, PageRow(words("take.back"), pick="back", key="b"))


def link_of(pick: str, lines: Iterable[Line]) -> tuple[Line, str]:
    """Return the line of a row, and the address for a code; raises StopIteration."""
    way, _, name = pick.partition(":")
    line = next(line for line in lines if line.id == name)
    return line, scan_link(line, way)


def as_text(taken: TakeAlong, words: Words) -> str:
    """Return the page as plain text, with a line between its blocks."""
    parts = ("\n".join(row.text for row in block) for block in blocks(taken, words))
    return "\n\n".join(parts) + "\n"
