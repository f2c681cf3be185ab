"""A decision to weigh, as it is said on both faces."""

from __future__ import annotations

from collections.abc import Iterator

from screens.pages.rows import PageRow
from screens.words import Words
from tree.page import Page
from tree.walk import Walk

FACTS = 3
"""The most facts that say how things are."""


def decision(shown: Page, walk: Walk, words: Words) -> Iterator[PageRow]:
    """Say how things are, what is to be decided, and each option; nothing where there is none."""
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
    """Say that none is right for all, and what the person said matters to them."""
    tree, learned = walk.tree, walk.learned.facts
    said = (tree.facts[fact] for fact in tree.matters if fact in learned)
    values = words("look.join").join(filter(None, said))
    return words("weigh.last", values=values) if values else words("weigh.last_open")
