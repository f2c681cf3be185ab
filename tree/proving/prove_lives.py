"""Prove lives: each is kept if none of its claims is broken by a walk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from tree.model import Tree
from tree.proving.life import Claim, Life, claims, never_shows, possible
from tree.proving.promise import Promise, Proof
from tree.proving.replay import trail
from tree.walk import Answer

IMPOSSIBLE, SHOWS = "life-impossible", "life-shows"

ProveAll = Callable[[tuple[Promise, ...]], tuple[Proof, ...]]
"""Proves promises, in order."""


@dataclass(frozen=True, slots=True)
class LifeProof:
    """The result for one life: kept, broken, or open (`kept` is None).

    A broken one has the claim that fails, and the walk that breaks it, if one does.
    """

    life: str
    kept: bool | None
    claim: Claim | None = None
    walk: tuple[Answer, ...] = ()
    shortest: bool = True


def prove_lives(tree: Tree, lives: Iterable[Life], prove: ProveAll) -> tuple[LifeProof, ...]:
    """Prove all lives; of a broken one, the first claim that fails is told."""
    told = [(life, list(claims(tree, life))) for life in lives]
    proofs = iter(prove(tuple(claim.promise for _, claimed in told for claim in claimed)))
    found = []
    for life, claimed in told:
        proved = _proved(life, list(zip(claimed, proofs, strict=False)))
        found.append(_named(tree, life, proved, prove))
    return tuple(found)


def fails(claim: Claim, proof: Proof) -> bool:
    """Return whether a claim does not hold; one that no walk touches holds, but for the first."""
    return proof.kept is False and (not proof.vacuous or claim.code == IMPOSSIBLE)


def _proved(life: Life, pairs: list[tuple[Claim, Proof]]) -> LifeProof:
    for claim, proof in pairs:
        if fails(claim, proof):
            return LifeProof(life.id, False, claim, proof.walk, proof.shortest)
    is_open = any(proof.kept is None for _, proof in pairs)
    return LifeProof(life.id, None if is_open else True)


def _named(tree: Tree, life: Life, proof: LifeProof, prove: ProveAll) -> LifeProof:
    """Add what a broken life's fault names: the page, the tag, or the answer nobody can give."""
    if proof.claim is None:
        return proof
    if proof.claim.code == IMPOSSIBLE:
        tried = [possible(tree, life, n + 1) for n in range(len(life.answers))]
        return replace(proof, claim=_first(tried, prove))
    if proof.claim.code == SHOWS:
        pairs = [(claim, prove((claim.promise,))[0]) for claim in _each(tree, life)]
        proof = _proved(life, pairs)
    return replace(proof, claim=_ending(tree, proof))


def _each(tree: Tree, life: Life) -> list[Claim]:
    return [never_shows(tree, life, tag) for tag in life.never_shown]


def _first(tried: list[Claim], prove: ProveAll) -> Claim:
    """Return the first of some claims that fails; the last always does."""
    return next((claim for claim in tried if fails(claim, prove((claim.promise,))[0])), tried[-1])


def _ending(tree: Tree, proof: LifeProof) -> Claim | None:
    chosen = {answer.question: answer.options for answer in proof.walk}
    end = {"end": trail(tree, chosen).place}
    return proof.claim and replace(proof.claim, values={**proof.claim.values, **end})
