"""From walks to whole sheets of answers, asked or not, and back."""

from __future__ import annotations

from collections.abc import Mapping

from tree.model import Tree
from tree.proving.answers import Answers
from tree.proving.diagram import Set

Legal = Mapping[str, Set]
"""What may be answered at each place."""


def legal(words: Answers) -> dict[str, Set]:
    """Take what a tree allows at each of its places; going on or not is free."""
    questions, every = words.tree.questions, words.diagram.all
    return {p: words.legal(questions[p]) if p in questions else every for p in words.letters}


def sheets(words: Answers, walks: Set, allowed: Legal, ending: str = "") -> Set:
    """Fill in, in every way that is allowed, what a walk did not ask.

    Walks that end at a passing outcome, the `ending`, have stopped there; to the others it was
    never shown, so their sheets may say either.
    """
    stopped = ending if _passes(words.tree, ending) else ""
    for place, letter in words.letters.items():
        if place != stopped:
            unasked = words.diagram.forget(letter.bits, walks & words.blank(place))
            walks = walks & ~words.blank(place) | unasked & allowed[place]
    return walks


def _passes(tree: Tree, outcome: str) -> bool:
    return outcome in tree.outcomes and bool(tree.outcomes[outcome].go_on)


def prefixes(words: Answers, whole: Set) -> Set:
    """Leave out, in every way, what sheets say: every walk that one of them answers is in it."""
    for place, letter in words.letters.items():
        whole = whole | words.diagram.forget(letter.bits, whole) & words.blank(place)
    return whole


def longer(words: Answers, walks: Set) -> Set:
    """Go on from walks in every way, allowed or not: keep of this only what is a walk."""
    for place, letter in words.letters.items():
        walks = walks | words.diagram.forget(letter.bits, walks & words.blank(place))
    return walks
