"""Prove the lives of a checked pack, and report broken ones as faults with their places."""

from __future__ import annotations

from collections.abc import Iterator

from tree.checking.checked import Checked
from tree.fault import Fault, FaultyPackError
from tree.model import Tree
from tree.pack.pack import Pack
from tree.proving.life import Life
from tree.proving.promise import Promise, Proof
from tree.proving.prove_lives import LifeProof, ProveAll, prove_lives
from tree.proving.sat.prover import prove as prove_by_sat
from tree.proving.sets.diagram import TooLargeError
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.verdict import is_countable, prove_all
from tree.stored_start import LIVES


def live(tree: Tree, lives: tuple[Life, ...], space: ExactSpace | None) -> tuple[LifeProof, ...]:
    """Prove lives by diagrams, or by SAT where there is no space for them."""
    return prove_lives(tree, lives, _by_diagrams(space) if space else by_formula(tree))


def _by_diagrams(space: ExactSpace) -> ProveAll:
    return lambda promises: prove_all(space, promises)


def by_formula(tree: Tree) -> ProveAll:
    """Return a function that proves promises of a tree by SAT."""

    def prove(promises: tuple[Promise, ...]) -> tuple[Proof, ...]:
        return prove_by_sat(tree, promises)

    return prove


def fault_of(pack: Pack, proof: LifeProof) -> Fault | None:
    """Return the fault of a life that is not kept; None for one that is kept or open."""
    if proof.claim is None:
        return None
    values = {"id": proof.life, **proof.claim.values}
    return pack.lives[proof.life].fault(proof.claim.code, *proof.claim.path, **values)


def refuse_broken_lives(checked: Checked) -> None:
    """Prove the lives of a pack; raises FaultyPackError if one is faulty, broken or open."""
    if faults := tuple(f for f in checked.faults if f.where.file.startswith(f"{LIVES}/")):
        raise FaultyPackError(faults)
    if checked.tree and checked.pack and checked.lives:
        proofs = live(checked.tree, checked.lives, _space(checked.tree))
        if faults := tuple(_unkept(checked.pack, proofs)):
            raise FaultyPackError(faults)


def _space(tree: Tree) -> ExactSpace | None:
    try:
        return ExactSpace(tree) if is_countable(tree) else None
    except TooLargeError:
        return None


def _unkept(pack: Pack, proofs: tuple[LifeProof, ...]) -> Iterator[Fault]:
    for proof in proofs:
        if proof.kept is None:
            yield pack.lives[proof.life].fault("life-unproved", id=proof.life)
        elif fault := fault_of(pack, proof):
            yield fault
