"""An outcome as a letter: what must not be missed, chapters, and the actions, for both faces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from screens.pages.helplines import (
    counsel,
    details,
    foremost,
    gaps,
    left_out,
    loud,
    own_words,
    unplaced,
)
from screens.pages.rows import PageRow, sign
from screens.pages.take_along import Marks
from screens.words import Words
from tree.helplines import Country, Helplines
from tree.model import Say
from tree.page import Page, Waiting

STEPS = "steps"
"""Id of the chapter of steps."""

BESIDE = "beside"
"""Id of the chapter that has no rows: it opens a page of its own."""

OF_STEP = "step:"
"""Prefix of the picks of steps, which can be marked."""


@dataclass(frozen=True, slots=True, repr=False)
class PageView:
    """A page with its country and words, and which optional parts are unfolded.

    `opened` marks a page beside another; it leads back there. `sure` asks once more before all
    answers are forgotten. `marks` are the steps that could be done. `weighed` are the rows of the
    decision, which need the walk (see `screens/pages/decision.py`).
    """

    page: Page
    facts: dict[str, str]
    helplines: Helplines
    country: str
    words: Words
    heard: bool = False
    unfolded: bool = False
    opened: bool = False
    weighed: tuple[PageRow, ...] = ()
    sure: bool = False
    marks: Marks = frozenset()

    @property
    def place(self) -> Country:
        """The country's record."""
        return self.helplines.countries[self.country]

    @property
    def urgent(self) -> bool:
        """Whether numbers come before all else."""
        return self.page.outcome.urgent

    @property
    def numbers_first(self) -> bool:
        """Whether some numbers stand on top."""
        return self.urgent or bool(self.page.kept_lines)

    @property
    def waits(self) -> bool:
        """Whether what was heard waits behind a key."""
        return self.urgent and self.said

    @property
    def said(self) -> bool:
        """Whether anything was heard that can be said back."""
        return bool(self.page.heard or self.page.also_said)


@dataclass(frozen=True, slots=True, repr=False)
class Chapter:
    """A part of an outcome.

    Args:
        id: heard, steps, also, leave, weigh, beside, who or cannot.
        title: what the list of chapters says, with a count where its things can be counted.
        rows: what it says, without its title and without a gap before or after.
        head: its title on a page that holds all chapters.
        key: the letter that opens it, if it stands as one row even there.
    """

    id: str
    title: str
    rows: tuple[PageRow, ...]
    head: str
    key: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Letter:
    """An outcome: the numbers to call first, the opening, the chapters, and the actions.

    `first` is the first thing to do where it is urgent; it stands in its chapter, too.
    """

    calls: tuple[PageRow, ...]
    first: tuple[PageRow, ...]
    title: PageRow
    opening: tuple[PageRow, ...]
    chapters: tuple[Chapter, ...]
    ways: tuple[PageRow, ...]

    @property
    def top(self) -> tuple[PageRow, ...]:
        """What stands above the list of chapters; where it is urgent, close together."""
        return self._below(self.calls + self.first)

    @property
    def tight_top(self) -> tuple[PageRow, ...]:
        """The same with the first thing to do right after the first number, for a small window."""
        return self._below(self.calls[:1] + self.first + self.calls[1:])

    def _below(self, numbers: tuple[PageRow, ...]) -> tuple[PageRow, ...]:
        if self.first:
            return tuple(joined(numbers, (self.title, *self.opening)))
        return tuple(joined(numbers, (self.title,), self.opening))


def letter(view: PageView) -> Letter:
    """Return the page in its parts; chapters with nothing to say are left out."""
    return Letter(
        calls=tuple(_calls(view)),
        first=tuple(_first(view)),
        title=PageRow(view.page.outcome.title, "heading"),
        opening=tuple(_opening(view)),
        chapters=tuple(filter(_says_something, _chapters(view))),
        ways=tuple(ways(view)),
    )


def outcome(view: PageView) -> Iterator[PageRow]:
    """Yield the whole page in order, ending with the actions."""
    parts = letter(view)
    chapters = (_whole(chapter) for chapter in parts.chapters)
    yield from joined(parts.calls, (parts.title,), parts.opening, *chapters, parts.ways)


def heard(view: PageView) -> Iterator[PageRow]:
    """Yield which answers led here and some of what is good, in the words of the pack."""
    for chapter in _heard(view):
        yield from (PageRow(), *_whole(chapter))


def more(view: PageView) -> Iterator[PageRow]:
    """Yield the rows that do not fit at first."""
    for name, says in _lists(view, view.page.more):
        yield from (PageRow(), PageRow(view.words(f"outcome.{name}"), "heading"))
        yield from (_item(view, item.say) for item in says)


def _says_something(chapter: Chapter) -> bool:
    """Return whether there is anything to read, or a page of its own to open."""
    return chapter.id == BESIDE or any(row.text for row in chapter.rows)


def _whole(chapter: Chapter) -> tuple[PageRow, ...]:
    """Return a chapter below its title, or the row that opens it."""
    if chapter.key:
        return (PageRow(chapter.head, pick=chapter.id, key=chapter.key),)
    return (PageRow(chapter.head, "heading"), *chapter.rows)


def joined(*parts: tuple[PageRow, ...]) -> Iterator[PageRow]:
    """Yield the rows of all parts, with a gap between any two."""
    for n, part in enumerate(part for part in parts if part):
        yield from [PageRow()] if n else []
        yield from part


def _calls(view: PageView) -> Iterator[PageRow]:
    page = view.page
    if view.numbers_first:
        lines = page.helplines if view.urgent else page.kept_lines
        yield from foremost(view.helplines, view.country, lines, view.words)
    if view.urgent:
        yield from map(PageRow, left_out(view.place, page.helplines, view.words))
    if view.numbers_first:
        yield from unplaced(view.place, view.words)


def _first(view: PageView) -> Iterator[PageRow]:
    if view.urgent:
        yield from (PageRow(step.say, "bold") for step in view.page.steps[:1])


def _opening(view: PageView) -> Iterator[PageRow]:
    yield PageRow(view.page.opening)
    for note in view.page.top:
        yield from (PageRow(), PageRow(note.say))
    if view.page.answer:
        yield from (PageRow(), PageRow(view.words("outcome.question"), "heading"))
        yield PageRow(view.page.answer.say)


def _chapters(view: PageView) -> Iterator[Chapter]:
    """Yield the chapters; on an urgent page what was heard waits until it is asked for."""
    yield from _heard(view) if view.heard or not view.urgent else ()
    more = dict(_lists(view, view.page.more))
    for name, says in _lists(view, view.page):
        yield _list(view, name, says, more.get(name, ()))
    yield from _weigh(view)
    yield from _beside(view)
    yield from _who(view)
    yield _cannot(view)


def _heard(view: PageView) -> Iterator[Chapter]:
    said = [("heard", view.page.heard), ("also_said", view.page.also_said)]
    said = [(name, facts) for name, facts in said if facts]
    if not said:
        return
    rows: list[PageRow] = []
    for n, (name, facts) in enumerate(said):
        rows += (PageRow(), PageRow(view.words(f"outcome.{name}"), "heading")) if n else ()
        rows += (_item(view, view.facts[fact]) for fact in facts)
    count = sum(len(facts) for _, facts in said)
    yield _counted(view, "heard", view.words(f"outcome.{said[0][0]}"), count, rows)


def _lists(view: PageView, says: Page | Waiting) -> Iterator[tuple[str, tuple[Say, ...]]]:
    """Yield the lists that say something, by name."""
    steps = "steps_urgent" if view.urgent else "steps"
    named = ((steps, says.steps), ("also", says.also), ("leave", says.leave))
    yield from ((name, list_) for name, list_ in named if list_)


def _list(view: PageView, name: str, says: Iterable[Say], more: Iterable[Say]) -> Chapter:
    """Return a list as a chapter, with a row to unfold the rest of it."""
    listed, folded = tuple(says), tuple(more)
    rows = list(_items(view, name, listed))
    count, title = len(rows), view.words(f"outcome.{name}")
    if folded:
        key = "outcome.fewer" if view.unfolded else "outcome.more"
        rows.append(PageRow(view.words(key, n=len(folded)), pick="more", key="e"))
    if view.unfolded:
        rows += _items(view, name, folded, count)
    return _counted(view, name.removesuffix("_urgent"), title, count, rows)


def _counted(view: PageView, name: str, head: str, count: int, rows: Iterable[PageRow]) -> Chapter:
    title = view.words("outcome.counted", title=head, n=count)
    return Chapter(name, title, tuple(rows), head)


def _items(view: PageView, name: str, says: Iterable[Say], before: int = 0) -> Iterator[PageRow]:
    """Yield the things of a list; steps can be marked, by the number after those `before`."""
    for n, item in enumerate(says, before + 1):
        row = _item(view, item.say)
        if not name.startswith(STEPS):
            yield row
            continue
        ticked = (view.page.outcome.id, item.id) in view.marks
        yield replace(row, pick=OF_STEP + item.id, key=sign(n), ticked=ticked)


def _item(view: PageView, says: str) -> PageRow:
    return PageRow(says, "item", lead=view.words("outcome.lead"))


def _weigh(view: PageView) -> Iterator[Chapter]:
    """Yield the decision."""
    if view.page.weigh:
        title = view.words("weigh.title")
        yield Chapter("weigh", title, view.weighed, title, "w")


def _beside(view: PageView) -> Iterator[Chapter]:
    """Yield the page beside this one, as a title alone: it is a page of its own."""
    if view.page.beside:
        title = view.words("outcome.beside", title=view.page.beside.title)
        yield Chapter(BESIDE, title, (), title, "f")


def _who(view: PageView) -> Iterator[Chapter]:
    page, title = view.page, view.words("outcome.who")
    if page.helplines:
        count = len(view.helplines.gather(view.country, page.helplines))
        rows = _trimmed(_services(view))
        yield (
            _counted(view, "who", title, count, rows)
            if count
            else Chapter("who", title, rows, title)
        )


def _services(view: PageView) -> Iterator[PageRow]:
    page, place, words = view.page, view.place, view.words
    yield from () if view.numbers_first else own_words(place, words, "text")
    below = loud if view.urgent else gaps
    yield from map(PageRow, below(place, page.helplines, words))
    for line in view.helplines.gather(view.country, page.helplines):
        yield from details(line, words, view.helplines.instead(view.country, line))
    yield from counsel(place, page.helplines, words)


def _trimmed(rows: Iterable[PageRow]) -> tuple[PageRow, ...]:
    """Return rows without a gap at the end."""
    kept = list(rows)
    while kept and not kept[-1].text:
        kept.pop()
    return tuple(kept)


def _cannot(view: PageView) -> Chapter:
    words, revisit = view.words, view.page.outcome.revisit
    head = words("outcome.cannot")
    rows = [PageRow(words("outcome.cannot_says"))]
    if revisit:
        rows += (PageRow(), PageRow(words("outcome.revisit"), "heading"), PageRow(revisit))
    title = words("outcome.cannot_revisit") if revisit else head
    return Chapter("cannot", title, tuple(rows), head)


def ways(view: PageView) -> Iterator[PageRow]:
    """Yield the actions."""
    say, passing = view.words, bool(view.page.outcome.go_on)
    if view.opened:
        yield PageRow(say("outcome.beside_back"), pick="back", key="b")
    if passing:
        yield PageRow(say("outcome.go_on"), pick="go-on")
        yield PageRow(say("outcome.stop"), pick="leave", key="q")
    if view.waits:
        key = "outcome.hide_heard" if view.heard else "outcome.see_heard"
        yield PageRow(say(key), pick="heard", key="m")
    if view.page.sources:
        yield PageRow(say("outcome.see_sources"), pick="sources", key="o")
    yield PageRow(say("outcome.take"), pick="take", key="t")
    yield PageRow(say("outcome.change"), pick="look", key="l")
    yield PageRow(say("look.surely" if view.sure else "outcome.again"), pick="again")
    if not passing:
        yield PageRow(say("outcome.leave_line"), pick="leave", key="q")
