"""A space and a promise in, a proof out: kept, or the shortest walk that breaks it."""

from __future__ import annotations

from collections.abc import Iterator

from tree.proving.promise import Promise, Proof
from tree.proving.promises.broken import find
from tree.proving.promises.forms import is_empty
from tree.proving.promises.monotone import AnswerPair, pairs, walks_of
from tree.proving.replay import Trail, trail
from tree.proving.sets.diagram import Set
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.sets.model_count import Best
from tree.proving.sets.order import road
from tree.walk import Answer

Chosen = dict[str, tuple[str, ...]]


def prove(space: ExactSpace, promise: Promise) -> Proof:
    """Prove a promise over every walk."""
    if promise.form == "monotone":
        return _compare(space, promise)
    if _is_short(space, promise):
        return Proof(promise.id, kept=True)
    found = find(space, promise)
    broken = space.diagram.union(found.broken.values())
    if broken != space.diagram.none:
        return Proof(promise.id, kept=False, walk=shortest(space, broken).walk)
    return Proof(promise.id, kept=found.touched, vacuous=not found.touched)


def is_kept(space: ExactSpace, promise: Promise) -> bool:
    """Say whether a promise is kept and touched, without a walk that breaks it."""
    if promise.form == "monotone":
        return next(pairs(space, promise), None) is None
    if _is_short(space, promise):
        return True
    found = find(space, promise)
    return found.touched and is_empty(space, found.broken)


def shortest(space: ExactSpace, walks: Set) -> Trail:
    """Find a walk of a set with as few answers as any."""
    return trail(space.tree, Best(space.encoding, walks).answers())


def _is_short(space: ExactSpace, promise: Promise) -> bool:
    """Say whether no walk at all is longer than is promised."""
    if promise.form != "at_most" or promise.after:
        return False
    return road(space.tree) <= promise.most or space.longest <= promise.most


def _compare(space: ExactSpace, promise: Promise) -> Proof:
    """Prove a promise about two walks; of those that break it, the worse answer's is shortest."""
    broken = list(_weighed(space, pairs(space, promise)))
    if broken:
        _, best, pair = min(broken, key=lambda found: found[0])
        walk, other = _both(space, best.answers(), pair)
        return Proof(promise.id, kept=False, walk=walk, other=other)
    vacuous = all(space.at[name] == space.diagram.none for name in promise.names)
    return Proof(promise.id, kept=not vacuous, vacuous=vacuous)


def _weighed(
    space: ExactSpace, found: Iterator[AnswerPair]
) -> Iterator[tuple[int, Best, AnswerPair]]:
    for pair in found:
        best = Best(space.encoding, walks_of(space, pair))
        yield best.weight or 0, best, pair


def _both(
    space: ExactSpace, chosen: Chosen, pair: AnswerPair
) -> tuple[tuple[Answer, ...], tuple[Answer, ...]]:
    """Walk a sheet that breaks a promise, and the same sheet with the better answer."""
    letter = space.encoding.letters[pair.question]
    said = space.diagram.all
    for name, options in chosen.items():
        said = said & space.diagram.cube(space.encoding.letters[name].write(options))
    whole = Best(space.encoding, pair.broken & said).answers()
    better = letter.read({**letter.write(whole[pair.question]), **pair.better})
    other = {**whole, pair.question: better}
    return trail(space.tree, whole).walk, trail(space.tree, other).walk
