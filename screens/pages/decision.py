"""What can be weighed on a page, in the words of both the full screen and line mode."""

from __future__ import annotations

from collections.abc import Iterator

from screens.words import Words
from tree.page import Page
from tree.walk import Walk

FACTS = 3
"""So many facts say how things are."""

Part = tuple[str, str]
"""How a line looks (heading, text, item or blank), and what it says."""


def weighed(shown: Page, walk: Walk, words: Words) -> Iterator[Part]:
    """Say how things are, what is to be decided, and each option; nothing where there is none."""
    weigh = shown.weigh
    if weigh is None:
        return
    yield "heading", words("weigh.situation")
    yield "text", weigh.situation
    yield from (("item", walk.tree.facts[fact]) for fact in shown.heard[:FACTS])
    yield from (("blank", ""), ("heading", weigh.decision))
    for option in weigh.options:
        yield from (("blank", ""), ("bold", option.say))
        for key in ("good", "hard", "like"):
            yield "text", words(f"weigh.{key}", say=getattr(option, key))
    yield from (("blank", ""), ("text", _last(walk, words)))


def _last(walk: Walk, words: Words) -> str:
    """Say that none is right for all, and what the person said matters to them."""
    tree, learned = walk.tree, walk.learned.facts
    said = (tree.facts[fact] for fact in tree.matters if fact in learned)
    values = words("look.join").join(filter(None, said))
    return words("weigh.last", values=values) if values else words("weigh.last_open")
