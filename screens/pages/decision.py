"""The rows of a decision to weigh, for both faces."""

from __future__ import annotations

from collections.abc import Iterator

from screens.pages.rows import PageRow
from screens.words import Words
from tree.page import Page
from tree.walk import Walk

FACTS = 3
"""Most facts that describe the person's situation."""


def decision(shown: Page, walk: Walk, words: Words) -> Iterator[PageRow]:
    """Yield the situation, the decision and its options; nothing if the page has no decision."""
    rows = tuple(weighed(shown, walk, words))
    if rows:
        yield PageRow(words("weigh.title"), "head")
        yield from rows
        yield from (PageRow(), PageRow(words("weigh.back"), pick="back", key="b"))


def weighed(shown: Page, walk: Walk, words: Words) -> Iterator[PageRow]:
    """Yield the same without a title and a way back."""
    weigh = shown.weigh
    if weigh is None:
        return
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


def _last(walk: Walk, words: Words) -> str:
    """Return that no option is right for all, and which values the person named."""
    tree, learned = walk.tree, walk.learned.facts
    said = (tree.facts[fact] for fact in tree.matters if fact in learned)
    values = words("look.join").join(filter(None, said))
    return words("weigh.last", values=values) if values else words("weigh.last_open")
