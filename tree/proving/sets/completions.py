"""From walks to whole sheets of answers, asked or not, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tree.model import Tree
from tree.proving.sets.diagram import Set
from tree.proving.sets.encoding import ExactEncoding

Legal = Mapping[str, Set]
"""What may be answered at each place."""


def legal(encoding: ExactEncoding) -> dict[str, Set]:
    """Take what a tree allows at each of its places; going on or not is free."""
    questions, every = encoding.tree.questions, encoding.diagram.all
    return {p: encoding.legal(questions[p]) if p in questions else every for p in encoding.letters}


def sheets(encoding: ExactEncoding, walks: Set, allowed: Legal, stopped: str = "") -> Set:
    """Fill in, in every way that is allowed, what a walk did not ask.

    Walks that end at a passing outcome have `stopped` there; to the others it was never shown,
    so their sheets may say either.
    """
    for place, letter in encoding.letters.items():
        if place != stopped:
            unasked = encoding.diagram.exist(letter.bits, walks & encoding.blank(place))
            walks = walks & ~encoding.blank(place) | unasked & allowed[place]
    return walks


def prefixes(encoding: ExactEncoding, whole: Set, stopped: str = "") -> Set:
    """Leave out, in every way, what sheets say: every walk that one of them answers is in it."""
    for place, letter in encoding.letters.items():
        if place != stopped:
            whole = whole | encoding.diagram.exist(letter.bits, whole) & encoding.blank(place)
    return whole


def by_stop(tree: Tree, ends: Mapping[str, Set]) -> Iterator[tuple[str, list[str]]]:
    """Group outcomes by where their walks have stopped: nowhere, or each at itself."""
    yield "", [name for name in ends if not tree.outcomes[name].go_on]
    yield from ((name, [name]) for name in ends if tree.outcomes[name].go_on)


def longer(encoding: ExactEncoding, walks: Set) -> Set:
    """Go on from walks in every way, allowed or not: keep of this only what is a walk."""
    for place, letter in encoding.letters.items():
        walks = walks | encoding.diagram.exist(letter.bits, walks & encoding.blank(place))
    return walks
