"""Prove a pack by the second prover as well, and report where the two disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tree.checking.lived import by_formula
from tree.checking.proved import Proved, disagreement
from tree.checking.structure import GRAPH
from tree.fault import Fault, UnusableError
from tree.model import Tree
from tree.pack.pack import Pack
from tree.proving.pages_beside import joined, opened
from tree.proving.promise import Promise, Proof
from tree.proving.prove_lives import LifeProof, prove_lives
from tree.proving.sat.prover import UnconfirmedError, prove

BACK = GRAPH | {"asked-twice", "fork-circle"}
"""Faults by which walks loop; proofs over looping walks are not worth comparing."""


def prove_twice(proved: Proved) -> Proved:
    """Ask the second prover as well, and compare the results.

    A pack with loops is returned as it is. Raises UnusableError for a pack that only the second
    prover can prove, or if that prover is not installed.
    """
    tree, pack = proved.checked.tree, proved.checked.pack
    if tree is None or pack is None or proved.verdict is None:
        return proved
    if BACK & {fault.code for fault in proved.faults}:
        return proved
    if proved.verdict.space is None:
        raise UnusableError("too-large", name=tree.id)
    try:
        again = by_sat(tree, proved.checked.promises)
        lives = prove_lives(tree, proved.checked.lives, by_formula(tree))
    except UnconfirmedError as error:
        return _with(proved, [disagreement(pack, str(error))])
    pairs = list(zip(proved.verdict.proofs, again, strict=True))
    proofs = tuple(other if other.kept is None else one for one, other in pairs)
    wrong = [*_disagreements(pack, pairs), *_unlike(pack, proved.lives, lives)]
    verdict = replace(proved.verdict, proofs=proofs)
    return _with(replace(proved, verdict=verdict, twice=not wrong), wrong)


def by_sat(tree: Tree, promises: tuple[Promise, ...]) -> tuple[Proof, ...]:
    """Prove promises by SAT, also for pages that are opened beside others."""
    shown, other = prove(tree, promises), opened(tree)
    return joined(shown, prove(other, promises)) if other else shown


def _disagreements(pack: Pack, pairs: Iterable[tuple[Proof, Proof]]) -> Iterator[Fault]:
    for one, other in pairs:
        is_open = one.kept is None or other.kept is None
        if not is_open and _said(one, other) != _said(other, one):
            yield disagreement(pack, one.promise)


def _unlike(pack: Pack, lives: Iterable[LifeProof], again: Iterable[LifeProof]) -> Iterator[Fault]:
    for one, other in zip(lives, again, strict=True):
        if None not in (one.kept, other.kept) and _claimed(one) != _claimed(other):
            yield disagreement(pack, one.life)


def _claimed(proof: LifeProof) -> tuple[object, ...]:
    return proof.kept, proof.claim and (proof.claim.code, proof.claim.path)


def _said(proof: Proof, other: Proof) -> tuple[object, ...]:
    """Return what two proofs must agree in, with the length of the walks if both are shortest."""
    length = len(proof.walk) if proof.shortest and other.shortest else 0
    return proof.kept, proof.vacuous, proof.beside, length


def _with(proved: Proved, more: Iterable[Fault]) -> Proved:
    faults = (*proved.faults, *more)
    return replace(proved, faults=tuple(sorted(faults, key=lambda fault: fault.where)))
