"""All that is proved of a pack, in one value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tree.model import Tree
from tree.proving.count import count
from tree.proving.finding import Finding
from tree.proving.parts import dead_parts
from tree.proving.promise import Promise, Proof
from tree.proving.prove import prove
from tree.proving.space import Space
from tree.proving.uses import uses


@dataclass(frozen=True, slots=True)
class Verdict:
    """The proof of each promise, what else was found, and exact numbers where they are known."""

    proofs: tuple[Proof, ...]
    findings: tuple[Finding, ...]
    walks: int | None = None
    longest: int | None = None


def judge(tree: Tree, promises: Iterable[Promise], most: int = 0) -> Verdict:
    """Prove all promises of a tree, that all of it is used, and that no walk is over its limit."""
    space, promises = Space(tree), tuple(promises)
    return Verdict(
        proofs=tuple(prove(space, promise) for promise in promises),
        findings=tuple(_find(space, promises, most)),
        walks=count(space.words, space.walks),
        longest=space.longest,
    )


def _find(space: Space, promises: Iterable[Promise], most: int) -> Iterator[Finding]:
    yield from uses(space)
    for promise in promises:
        yield from dead_parts(space, promise)
    limit = prove(space, Promise("", "at_most", most=most)) if most else None
    if limit and not limit.kept:
        values = {"limit": str(most)}
        yield Finding("over-limit", ("limits", "questions"), values, limit.walk)
