"""The verdict on a pack: all proofs, findings and counts in one value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

from tree.model import Tree
from tree.proving.findings.dead_conditions import dead_parts
from tree.proving.findings.uses import uses
from tree.proving.large import Large
from tree.proving.pages_beside import is_broken, joined, leads_on, opened, worse
from tree.proving.promise import AtMost, Finding, Promise, Proof
from tree.proving.promises.prove import prove
from tree.proving.sat.formula import NoRoomError
from tree.proving.sat.prover import Prover
from tree.proving.sat.prover import prove as prove_by_sat
from tree.proving.sets.diagram import TooLargeError
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.sets.gc_paused import quietly
from tree.proving.sets.model_count import count
from tree.proving.sets.reachable import Reachable
from tree.proving.sets.state_count import count_states

QUESTIONS = 400
"""Questions a tree may have for BDD proofs; larger trees are only proved by a formula."""


def is_countable(tree: Tree) -> bool:
    """Return whether a tree is small enough for BDD proofs and exact counts."""
    return len(tree.questions) <= QUESTIONS


@dataclass(frozen=True, slots=True)
class Verdict:
    """The proof of each promise, the findings, and exact counts where they are known.

    `space` is None for a pack proved by a formula alone. If `whole` is False, the pack was too
    large for some checks, so more may be wrong with it.
    """

    proofs: tuple[Proof, ...]
    findings: tuple[Finding, ...]
    walks: int | None = None
    longest: int | None = None
    whole: bool = True
    space: ExactSpace | None = field(default=None, compare=False, repr=False)


TellProofs = Callable[[tuple[Proof, ...]], None]
"""Takes the proofs of all promises, as soon as they are known and before anything else is."""


def untold(_proofs: tuple[Proof, ...]) -> None:
    """Tell nobody."""


@quietly
def judge(
    tree: Tree, promises: Iterable[Promise], most: int = 0, tell: TellProofs = untold
) -> Verdict:
    """Prove all promises of a tree, that no part of it is unused, and the limit on questions.

    If BDDs run out of room, a formula proves the promises and states count the walks.
    """
    kept = tuple(promises)
    if not is_countable(tree):
        return _judge_large(tree, kept, most, tell)
    with suppress(TooLargeError):
        return _judge(tree, kept, most, tell)
    verdict = _judge_large(tree, kept, most, tell)
    walks, longest = count_states(tree) or (None, None)
    return replace(verdict, walks=walks, longest=longest)


def _judge(tree: Tree, promises: tuple[Promise, ...], most: int, tell: TellProofs) -> Verdict:
    """Prove with BDDs, every walk distinct."""
    space = ExactSpace(tree)
    proofs = _proofs(space, promises)
    tell(proofs)
    judged = Verdict(
        proofs=proofs,
        findings=tuple(_find(space, promises)),
        walks=count(space.encoding, space.walks),
        longest=space.longest,
        space=space,
    )
    return _with_limit(judged, space, most)


def with_limit(judged: Verdict, most: int) -> Verdict | None:
    """Return a verdict with another limit on questions; None where a tree must be judged anew."""
    return _with_limit(judged, judged.space, most) if judged.space else None


def _with_limit(judged: Verdict, space: ExactSpace, most: int) -> Verdict:
    limit = prove_all(space, (_limit(most),))[0] if most else Proof("", kept=True)
    others = (finding for finding in judged.findings if finding.code != "over-limit")
    found = (*others, *_over(limit, most))
    return replace(judged, findings=found, whole=limit.kept is not None)


def _proofs(space: ExactSpace, promises: tuple[Promise, ...]) -> tuple[Proof, ...]:
    """Prove all promises, also for pages that are opened beside others."""
    shown = prove_all(space, promises)
    tree = opened(space.tree)
    if tree is None:
        return shown
    return tuple(_beside(space, tree, promises, shown))


def _beside(
    space: ExactSpace, tree: Tree, promises: tuple[Promise, ...], shown: tuple[Proof, ...]
) -> Iterator[Proof]:
    """Prove again what pages opened beside others may break; reuse the walks if none leads on."""
    other = space.changed(tree) if leads_on(space.tree) else space.beside(tree)
    for promise, proof in zip(promises, shown, strict=True):
        settled = is_broken(proof) or other.is_proved(promise)
        yield proof if settled else worse(proof, prove_all(other, (promise,))[0])


def prove_all(space: ExactSpace, promises: tuple[Promise, ...]) -> tuple[Proof, ...]:
    """Prove all promises by BDDs, and by SAT those that BDDs have no room for."""
    proofs = tuple(_try(space, promise) for promise in promises)
    left = [p for p, proof in zip(promises, proofs, strict=True) if proof.kept is None]
    if not left:
        return proofs
    found = {proof.promise: proof for proof in prove_by_sat(space.tree, left)}
    return tuple(found.get(proof.promise, proof) for proof in proofs)


def _try(space: ExactSpace, promise: Promise) -> Proof:
    try:
        return prove(space, promise)
    except TooLargeError:
        return Proof(promise.id, kept=None)


def _judge_large(tree: Tree, promises: tuple[Promise, ...], most: int, tell: TellProofs) -> Verdict:
    """Prove by a formula of all walks."""
    limit = (_limit(most),) if most else ()
    try:
        prover = Prover(tree, (*promises, *limit))
    except NoRoomError:
        return Verdict(tuple(Proof(p.id, kept=None) for p in promises), (), whole=False)
    shown = tuple(prover.prove(promise) for promise in (*promises, *limit))
    over = shown[-1] if limit else Proof("", kept=True)
    other, findings, whole = opened(tree), tuple[Finding, ...](), over.kept is not None
    proofs = shown[: len(promises)]
    if other:
        proofs = joined(proofs, prove_by_sat(other, promises))
    tell(proofs)
    try:
        findings = Large(prover).findings(lambda reach: _find(reach, promises))
    except NoRoomError:
        whole = False
    prover.close()
    return Verdict(proofs, (*findings, *_over(over, most)), whole=whole)


def _limit(most: int) -> AtMost:
    return AtMost("", most)


def _find(reach: Reachable, promises: Iterable[Promise]) -> Iterator[Finding]:
    yield from uses(reach)
    for promise in promises:
        yield from dead_parts(reach, promise)


def _over(limit: Proof, most: int) -> Iterator[Finding]:
    if limit.kept is False:
        spot, values = ("limits", "questions"), {"limit": str(most)}
        yield Finding("over-limit", spot, values, limit.walk, limit.shortest)
