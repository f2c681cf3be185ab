"""One walk to each outcome of the shipped pack, and its page to look at."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from screens.pages.decision import weighed
from screens.pages.outcome import PageView
from screens.words import Words
from tests.content.test_lives import LIVES, ROOT, life
from tests.support.sheets import shipped
from tree.model import GO_ON, Outcome
from tree.page import page
from tree.prepare import Places, prepare
from tree.stored_start import Ready
from tree.walk import Walk, begin

TO_CRISIS = ("yes", "no", "yes", GO_ON, "yes")
TO_OTHERS = ("yes", "no", "no", "yes", GO_ON, "yes")
"""Answers that lead to the two pages at which no life ends."""


@cache
def ready(stored: Path, language: str = "en") -> Ready:
    """Make ready what a person's start needs."""
    content = ROOT / "content"
    pack, said, lines = (content / name for name in ("evenground", "words", "helplines"))
    return prepare(Places(pack, said, lines, stored), language)


def ends() -> dict[str, Walk]:
    """Return one walk for each outcome, by its id."""
    return {walk.place.id: walk for walk in _on_the_way() if isinstance(walk.place, Outcome)}


def _on_the_way() -> Iterator[Walk]:
    for options in (TO_CRISIS, TO_OTHERS, ("yes", "unsure")):
        walk = begin(shipped())
        for option in options:
            walk = walk.answer(option)
        yield walk
    yield from map(life, LIVES)


def seen(ready: Ready, walk: Walk, country: str = "GB") -> PageView:
    """Look at the page where a walk ends."""
    said, shown = Words(ready.words), page(walk)
    rows = tuple(weighed(shown, walk, said))
    return PageView(shown, walk.tree.facts, ready.helplines, country, said, weighed=rows)
