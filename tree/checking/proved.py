"""Prove a pack, and report findings as faults with their places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from tree.checking.checked import Checked
from tree.checking.limits import LIMIT_OF, ceilings, held
from tree.checking.lived import fault_of, live
from tree.checking.structure import GRAPH
from tree.fault import Fault, FaultyPackError
from tree.languages.wording import wordless
from tree.linking.link import locate
from tree.model import Tree
from tree.pack.pack import Pack
from tree.proving.findings.statistics import Statistics, beyond, statistics
from tree.proving.promise import OfOneWalk, Proof
from tree.proving.prove_lives import LifeProof
from tree.proving.sat.prover import UnconfirmedError
from tree.proving.sets.diagram import TooLargeError
from tree.proving.verdict import TellProofs, Verdict, judge, untold, with_limit
from tree.walk import Answer


@dataclass(frozen=True, slots=True)
class Shown:
    """A fault, and the walk that shows it; a second walk if it takes two.

    `promise` is what the walk breaks, if it breaks something by itself.
    """

    fault: Fault
    walk: tuple[Answer, ...] = ()
    other: tuple[Answer, ...] = ()
    shortest: bool = True
    promise: OfOneWalk | None = None


@dataclass(frozen=True, slots=True)
class Proved:
    """A checked pack, its verdict, all faults of both kinds, and walks for some of them.

    `twice` is True if the second prover was asked and agreed.
    """

    checked: Checked
    verdict: Verdict | None
    faults: tuple[Fault, ...]
    walks: tuple[Shown, ...] = ()
    numbers: Statistics | None = None
    twice: bool = False
    lives: tuple[LifeProof, ...] = ()
    judged: Verdict | None = field(default=None, compare=False, repr=False)
    """The verdict before the limits of the pack were looked at."""

    @property
    def kept(self) -> bool | None:
        """Whether all is proved without faults; None if only some proofs are open."""
        if self.faults:
            return False
        told = self.verdict is not None and self.verdict.whole
        open_ = any(not proof.kept for proof in self.proofs) or any(not o.kept for o in self.lives)
        return True if told and not open_ else None

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """The proof of each promise."""
        return self.verdict.proofs if self.verdict else ()


TellShown = Callable[[tuple[Shown, ...]], None]
"""Takes the faults of broken promises, each with its walk, before all else is proved."""


def prove_pack(
    checked: Checked, before: Proved | None = None, tell: TellShown | None = None
) -> Proved:
    """Prove a pack; if its graph is broken, only its promises.

    Proofs are reused from `before` if only texts and limits have changed since. What `tell` is
    given holds; a broken graph leaves it untold.
    """
    if checked.tree is None or checked.pack is None:
        return Proved(checked, None, checked.faults)
    same = before and before.judged and _is_same_but_words(checked, before.checked)
    known = before if same else None
    try:
        judged = _judged(checked, checked.tree, known, _early(checked, checked.pack, tell))
        lives = _lived(checked, checked.tree, judged, known)
    except UnconfirmedError as error:
        return Proved(checked, None, (*checked.faults, disagreement(checked.pack, str(error))))
    numbers = known.numbers if known else _numbers(judged)
    verdict, numbers = _told_of(checked, judged, numbers)
    whole = proved_as(checked, verdict, numbers, lives)
    return replace(whole, judged=judged)


def proved_as(
    checked: Checked,
    verdict: Verdict,
    numbers: Statistics | None,
    lives: tuple[LifeProof, ...] = (),
) -> Proved:
    """Return a pack with a verdict on the same tree, limits and lives; words may be others."""
    if checked.pack is None:
        return Proved(checked, None, checked.faults)
    broken, lost = _broken(checked, checked.pack, verdict), _lost(checked.pack, lives)
    found = (*broken, *_found(checked.pack, verdict, numbers), *lost)
    faults = (*checked.faults, *(shown.fault for shown in found))
    ordered = tuple(sorted(faults, key=lambda fault: fault.where))
    walks = tuple(shown for shown in found if shown.walk)
    return Proved(checked, verdict, ordered, walks, numbers, lives=lives)


def _lived(
    checked: Checked, tree: Tree, judged: Verdict, known: Proved | None
) -> tuple[LifeProof, ...]:
    """Prove the lives of a pack, or reuse their proofs; a broken graph leaves them unproved."""
    if _is_graph_broken(checked):
        return ()
    if known and known.checked.lives == checked.lives:
        return known.lives
    return live(tree, checked.lives, judged.space)


def _lost(pack: Pack, lives: Iterable[LifeProof]) -> Iterator[Shown]:
    for proof in lives:
        if fault := fault_of(pack, proof):
            promise = proof.claim.promise if proof.claim else None
            yield Shown(fault, proof.walk, shortest=proof.shortest, promise=promise)


def _early(checked: Checked, pack: Pack, tell: TellShown | None) -> TellProofs:
    """Return what tells of proofs as faults."""
    if tell is None or _is_graph_broken(checked):
        return untold
    return lambda proofs: tell(tuple(_broken(checked, pack, Verdict(proofs, ()))))


def _is_graph_broken(checked: Checked) -> bool:
    return not GRAPH.isdisjoint(fault.code for fault in checked.faults)


def _judged(checked: Checked, tree: Tree, known: Proved | None, tell: TellProofs) -> Verdict:
    """Judge a tree, or reuse what is known of the same tree; raises UnconfirmedError."""
    most = _limits(checked).get("questions", 0)
    if known and known.judged is not None:
        same = most == _limits(known.checked).get("questions", 0)
        again = known.judged if same else with_limit(known.judged, most)
        if again:
            return again
    return judge(tree, checked.promises, most, tell)


def _told_of(
    checked: Checked, judged: Verdict, numbers: Statistics | None
) -> tuple[Verdict, Statistics | None]:
    """Add what exceeds the limits of a pack; if its graph is broken, leave only broken promises."""
    if _is_graph_broken(checked):
        proofs = tuple(_told(proof) for proof in judged.proofs)
        return replace(judged, proofs=proofs, findings=()), None
    if judged.space and numbers:
        more = beyond(judged.space, numbers, _limits(checked))
        return replace(judged, findings=(*judged.findings, *more)), numbers
    return judged, numbers


def _limits(checked: Checked) -> dict[str, int]:
    head = checked.pack.head if checked.pack else None
    return {str(name): most for name, most in head.shape.limits.items()} if head else {}


def _is_same_but_words(now: Checked, before: Checked) -> bool:
    """Return whether two packs differ only in limits and in texts, which no proof reads."""
    same = now.promises == before.promises
    return same and without_words(now) == without_words(before)


def without_words(checked: Checked) -> Tree | None:
    """Return the tree with all texts empty, except names and translations."""
    if checked.tree is None or checked.pack is None:
        return None
    return wordless(checked.tree, checked.pack)


def _numbers(verdict: Verdict) -> Statistics | None:
    """Return the statistics, or None if they take too much memory."""
    try:
        return statistics(verdict.space)
    except TooLargeError:
        return None


def refuse_unproved(checked: Checked) -> Proved:
    """Return the proof of a pack; raises FaultyPackError if it has faults or open proofs."""
    proved = prove_pack(checked)
    faults = [fault for fault in proved.faults if fault not in checked.faults]
    if checked.pack and proved.verdict:
        faults += _unproved(checked.pack, proved.verdict)
    if faults:
        raise FaultyPackError(tuple(faults))
    return proved


def _unproved(pack: Pack, verdict: Verdict) -> Iterator[Fault]:
    for proof in verdict.proofs:
        if proof.kept is None:
            where = locate(pack, ("promises", proof.promise))
            yield Fault("promise-unproved", where, {"id": proof.promise})
    if not verdict.whole:
        yield Fault("pack-unproved", locate(pack, ("limits",)))


def _told(proof: Proof) -> Proof:
    """Leave a vacuous promise open, as a fault of the graph may be the reason."""
    return Proof(proof.promise, kept=None) if proof.vacuous else proof


def _broken(checked: Checked, pack: Pack, verdict: Verdict) -> Iterator[Shown]:
    counting = ceilings(checked.promises)
    for proof in verdict.proofs:
        if proof.kept is False:
            where, values = locate(pack, ("promises", proof.promise)), {"id": proof.promise}
            code = "promise-vacuous" if proof.vacuous else "promise-broken"
            if proof.beside:
                code = "promise-broken-beside"
            elif limit := counting.get(proof.promise):
                code = "over-count"
                values |= held(limit.id, str(limit.most), verdict, None)
            yield Shown(Fault(code, where, values), proof.walk, proof.other, proof.shortest)


def _found(pack: Pack, verdict: Verdict, numbers: Statistics | None) -> Iterator[Shown]:
    for finding in verdict.findings:
        values = {**finding.values, "walk": in_short(finding.walk)}
        if limit := LIMIT_OF.get(finding.code):
            values |= held(limit, values["limit"], verdict, numbers)
        fault = Fault(finding.code, locate(pack, finding.spot), values)
        yield Shown(fault, finding.walk, shortest=finding.shortest)


def in_short(walk: tuple[Answer, ...]) -> str:
    """Return a walk in one line, by ids."""
    return ", ".join(f"{answer.question} {'+'.join(answer.options)}" for answer in walk)


def disagreement(pack: Pack, name: str) -> Fault:
    """Return the fault that two provers disagree about a promise or a life."""
    kind = "lives" if name in pack.lives else "promises"
    return Fault("provers-disagree", locate(pack, (kind, name)), {"id": name})
