"""Every promise proved a second time, by SAT: where the two proofs disagree, neither counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tree.checking.proved import GRAPH, Proved
from tree.fault import Fault, UnusableError
from tree.linking.locate import locate
from tree.model import Tree
from tree.pack.pack import Pack
from tree.proving.beside import joined, opened
from tree.proving.promise import Promise, Proof
from tree.proving.sat.prover import UnconfirmedError, prove

BACK = GRAPH | {"asked-twice", "fork-circle"}
"""Faults by which walks come back or never end: what holds on those is not worth holding."""


def prove_twice(proved: Proved) -> Proved:
    """Ask the second prover about all that the first has said, and hold one against the other.

    Where walks come back, that is to be mended first.
    Raises UnusableError for a pack that only the second can prove, or where that one is missing.
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
    except UnconfirmedError as error:
        return _with(proved, [_fault(pack, str(error))])
    pairs = list(zip(proved.verdict.proofs, again, strict=True))
    proofs = tuple(other if other.kept is None else one for one, other in pairs)
    wrong = list(_disagreements(pack, pairs))
    verdict = replace(proved.verdict, proofs=proofs)
    return _with(replace(proved, verdict=verdict, twice=not wrong), wrong)


def by_sat(tree: Tree, promises: tuple[Promise, ...]) -> tuple[Proof, ...]:
    """Prove promises by SAT, for pages that are opened beside others as well."""
    shown, other = prove(tree, promises), opened(tree)
    return joined(shown, prove(other, promises)) if other else shown


def _disagreements(pack: Pack, pairs: Iterable[tuple[Proof, Proof]]) -> Iterator[Fault]:
    for one, other in pairs:
        is_open = one.kept is None or other.kept is None
        if not is_open and _said(one, other) != _said(other, one):
            yield _fault(pack, one.promise)


def _said(proof: Proof, other: Proof) -> tuple[object, ...]:
    """List what two proofs must agree in; where both walks are the shortest, how long they are."""
    length = len(proof.walk) if proof.shortest and other.shortest else 0
    return proof.kept, proof.vacuous, proof.beside, length


def _with(proved: Proved, more: Iterable[Fault]) -> Proved:
    faults = (*proved.faults, *more)
    return replace(proved, faults=tuple(sorted(faults, key=lambda fault: fault.where)))


def _fault(pack: Pack, promise: str) -> Fault:
    return Fault("provers-disagree", locate(pack, ("promises", promise)), {"id": promise})
