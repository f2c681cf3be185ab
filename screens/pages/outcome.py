"""The rows of an outcome and of its decision, in order, for both faces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from screens.pages.helplines import counsel, details, foremost, gaps, left_out, loud, own_words
from screens.pages.rows import PageRow
from screens.words import Words
from tree.helplines import Country, Helplines
from tree.model import Say
from tree.page import Page, Waiting
from tree.walk import Walk

FACTS = 3
"""Most facts that describe the person's situation."""


def decision(shown: Page, walk: Walk, words: Words) -> Iterator[PageRow]:
    """Yield the situation, the decision and its options; nothing if the page has no decision."""
    weigh = shown.weigh
    if weigh is None:
        return
    yield PageRow(words("weigh.title"), "head")
    yield PageRow(words("weigh.situation"), "heading")
    yield PageRow(weigh.situation)
    lead = words("outcome.lead")
    yield from (PageRow(walk.tree.facts[f], "item", lead=lead) for f in shown.heard[:FACTS])
    yield from (PageRow(), PageRow(weigh.decision, "heading"))
    for option in weigh.options:
        yield from (PageRow(), PageRow(option.say, "bold"))
        for key in ("good", "hard", "like"):
            yield PageRow(words(f"weigh.{key}", say=getattr(option, key)))
    yield from (PageRow(), PageRow(_last(walk, words)))
    yield from (PageRow(), PageRow(words("weigh.back"), pick="back", key="b"))


def _last(walk: Walk, words: Words) -> str:
    """Return that no option is right for all, and which values the person named."""
    tree, learned = walk.tree, walk.learned.facts
    said = (tree.facts[fact] for fact in tree.matters if fact in learned)
    values = words("look.join").join(filter(None, said))
    return words("weigh.last", values=values) if values else words("weigh.last_open")


@dataclass(frozen=True, slots=True)
class PageView:
    """A page with its country and words, and which optional parts are unfolded.

    `opened` marks a page beside another; it leads back there.
    """

    page: Page
    facts: dict[str, str]
    helplines: Helplines
    country: str
    words: Words
    heard: bool = False
    unfolded: bool = False
    opened: bool = False

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


def outcome(view: PageView) -> Iterator[PageRow]:
    """Yield the whole page, ending with the actions."""
    parts = (_top, _heard, _opening, _lists, _more, _weigh, _beside, _who, _cannot, _ways)
    for part in parts:
        yield from part(view)


def heard(view: PageView) -> Iterator[PageRow]:
    """Yield which answers led here and some of what is good, in the words of the pack."""
    page = view.page
    for key, facts in (("outcome.heard", page.heard), ("outcome.also_said", page.also_said)):
        if facts:
            yield from (PageRow(), PageRow(view.words(key), "quiet"))
            yield from (_item(view, view.facts[fact]) for fact in facts)


def more(view: PageView) -> Iterator[PageRow]:
    """Yield the rows that do not fit at first."""
    yield from _says(view, view.page.more)


def _top(view: PageView) -> Iterator[PageRow]:
    page = view.page
    if view.numbers_first:
        lines = page.helplines if view.urgent else page.kept_lines
        yield from foremost(view.helplines, view.country, lines, view.words)
    if view.urgent:
        yield from map(PageRow, left_out(view.place, page.helplines, view.words))
    yield from [PageRow()] if view.numbers_first else []
    yield PageRow(page.outcome.title, "heading")


def _heard(view: PageView) -> Iterator[PageRow]:
    yield from heard(view) if view.heard or not view.urgent else ()


def _opening(view: PageView) -> Iterator[PageRow]:
    yield from (PageRow(), PageRow(view.page.opening))
    for note in view.page.top:
        yield from (PageRow(), PageRow(note.say))
    if view.page.answer:
        yield from (PageRow(), PageRow(view.words("outcome.question"), "heading"))
        yield PageRow(view.page.answer.say)


def _lists(view: PageView) -> Iterator[PageRow]:
    yield from _says(view, view.page)


def _says(view: PageView, says: Page | Waiting) -> Iterator[PageRow]:
    yield from _list(view, "steps_urgent" if view.urgent else "steps", says.steps)
    yield from _list(view, "also", says.also)
    yield from _list(view, "leave", says.leave)


def _list(view: PageView, title: str, says: Iterable[Say]) -> Iterator[PageRow]:
    for n, item in enumerate(says):
        if n == 0:
            yield from (PageRow(), PageRow(view.words(f"outcome.{title}"), "heading"))
        yield _item(view, item.say)


def _item(view: PageView, says: str) -> PageRow:
    return PageRow(says, "item", lead=view.words("outcome.lead"))


def _more(view: PageView) -> Iterator[PageRow]:
    """Yield a row to unfold the rest of the page, and the rest if it is unfolded."""
    if view.page.more.all:
        says = view.words("outcome.fewer" if view.unfolded else "outcome.more")
        yield from (PageRow(), PageRow(says, pick="more", key="e"))
        yield from more(view) if view.unfolded else ()


def _weigh(view: PageView) -> Iterator[PageRow]:
    """Yield a row that opens the decision."""
    if view.page.weigh:
        yield from (PageRow(), PageRow(view.words("weigh.title"), pick="weigh", key="w"))


def _beside(view: PageView) -> Iterator[PageRow]:
    """Yield a row that opens the page beside this one."""
    if view.page.beside:
        says = view.words("outcome.beside", title=view.page.beside.title)
        yield from (PageRow(), PageRow(says, pick="beside", key="p"))


def _who(view: PageView) -> Iterator[PageRow]:
    page, place, words = view.page, view.place, view.words
    if not page.helplines:
        return
    yield from (PageRow(), PageRow(words("outcome.who"), "heading"))
    yield from () if view.numbers_first else own_words(place, words, "text")
    below = loud if view.urgent else gaps
    yield from map(PageRow, below(place, page.helplines, words))
    lines = view.helplines.gather(view.country, page.helplines)
    for line in lines:
        yield from details(line, words, view.helplines.instead(view.country, line))
    yield from () if lines else [PageRow()]
    yield from counsel(place, page.helplines, words)


def _cannot(view: PageView) -> Iterator[PageRow]:
    yield PageRow(view.words("outcome.cannot"), "heading")
    yield PageRow(view.words("outcome.cannot_says"))
    if view.page.outcome.revisit:
        yield from (PageRow(), PageRow(view.words("outcome.revisit"), "heading"))
        yield PageRow(view.page.outcome.revisit)
    yield PageRow()


def _ways(view: PageView) -> Iterator[PageRow]:
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
    yield PageRow(say("outcome.change"), pick="look", key="l")
    yield PageRow(say("outcome.again"), pick="again")
    if not passing:
        yield PageRow(say("outcome.leave_line"), pick="leave", key="q")
