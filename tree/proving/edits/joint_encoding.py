"""Two trees in one alphabet, so that the walks of both can be held against each other."""

from __future__ import annotations

from collections.abc import Iterable

from tree.model import Tree
from tree.proving.sets.answer_bits import AnswerBits, letters
from tree.proving.sets.diagram import Diagram, Set
from tree.proving.sets.encoding import ExactEncoding
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.sets.order import asking_order


def spaces(old: Tree, new: Tree) -> tuple[ExactSpace, ExactSpace]:
    """Find all walks of two trees, written with the same letters."""
    written = joint_letters(old, new)
    diagram = Diagram(bit for letter in written for bit in letter.bits)
    first, second = (ExactSpace(tree, ExactEncoding(tree, written, diagram)) for tree in (old, new))
    return first, second


def joint_letters(old: Tree, new: Tree) -> tuple[AnswerBits, ...]:
    """Write every answer of both; what only the old tree asks stands after what came before it."""
    known = {w.place: w for w in letters(old, asking_order(old))}
    own = {w.place: w for w in letters(new, asking_order(new))}
    order, before = list(own), -1
    for place in known:
        if place not in own:
            order.insert(before + 1, place)
        before = order.index(place)
    return tuple(_join([w for w in (known.get(p), own.get(p)) if w]) for p in order)


def _join(both: Iterable[AnswerBits]) -> AnswerBits:
    one, *more = both
    names = dict.fromkeys([*one.names, *(name for other in more for name in other.names)])
    return AnswerBits(one.place, tuple(names), one.many or any(other.many for other in more))


def allowed(old: ExactSpace, new: ExactSpace) -> dict[str, Set]:
    """Take what either tree allows at each place; going on or not is free."""
    return {place: _allowed(place, (old, new)) for place in old.encoding.letters}


def _allowed(place: str, both: tuple[ExactSpace, ExactSpace]) -> Set:
    asked = [space for space in both if place in space.tree.questions]
    diagram = both[0].diagram
    if len(asked) < sum(place in {**s.tree.questions, **s.tree.outcomes} for s in both):
        return diagram.all
    return diagram.union(s.encoding.legal(s.tree.questions[place]) for s in asked)
