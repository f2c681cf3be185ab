"""What the proving process works out of a revision: faults first, then the proofs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from editor.judging.numbers import number_faults
from editor.judging.unproved import unproved
from editor.judging.untranslated import untranslated
from editor.values import (
    LINES,
    BrokenPromise,
    FileBytes,
    Judgement,
    MovedLine,
    Outlook,
    Standstill,
    WalkStep,
    holds_back,
)
from tree.checking.checked import LANGUAGES, Checked, check_pack
from tree.checking.everything import spoken_words
from tree.checking.proved import Proved, Shown, prove_pack, proved_as, without_words
from tree.checking.signing.reviewed import Standing, standings, unsigned
from tree.fault import Fault, Where
from tree.model import SKIP, Tree
from tree.proving.decisive import last_decisive
from tree.proving.findings.statistics import Statistics
from tree.proving.promise import Monotone
from tree.proving.prove_lives import LifeProof
from tree.proving.replay import Trail, trail
from tree.proving.sets.diagram import TooLargeError
from tree.proving.verdict import Verdict, is_countable
from tree.proving.walks_changed import compare
from tree.walk import Answer

LIVES = "lives/"
BROKEN = "promise-broken"
STALE = "stale-words"


@dataclass(frozen=True, slots=True)
class KnownProof:
    """A verdict, and what it is about: the tree without words, promises, limits and lives."""

    about: tuple[object, ...]
    verdict: Verdict
    numbers: Statistics | None
    lives: tuple[LifeProof, ...]
    decisive: Answer | None = None
    """The answer that matters on the first walk that breaks a promise."""


@dataclass(frozen=True, slots=True)
class ProofMaterial:
    """What judging needs besides the pack: words of screens, the helplines, and the last proof."""

    words: Path
    helplines: FileBytes
    known: KnownProof | None = None


@dataclass(frozen=True, slots=True)
class Judging:
    """One revision, checked: what follows is proved."""

    revision: int
    checked: Checked
    faults: tuple[Fault, ...]

    def quick(self) -> Judgement:
        """Return what is known before anything is proved."""
        state = Standstill.FAULTY if self.faults else Standstill.OPEN
        n, done = len(self.checked.promises), self.checked.tree is None
        return Judgement(
            self.revision,
            state,
            self.faults,
            promises=n,
            proved=done,
            promised=done,
            language=_language(self.checked),
        )

    def early(self, found: Sequence[Shown]) -> Judgement:
        """Return what is known once each promise is proved, and nothing else."""
        faults = tuple(sorted((*self.faults, *(one.fault for one in found)), key=_where))
        walks = tuple(one for one in found if one.walk)
        broken = tuple(_broken(Proved(self.checked, None, faults, walks)))
        kept = Standstill.FAULTY if faults else Standstill.KEPT
        state = Standstill.BROKEN if broken else kept
        return replace(self.quick(), state=state, faults=faults, broken=broken, promised=True)


def _language(checked: Checked) -> str:
    return checked.tree.language if checked.tree else ""


def begin(revision: int, files: FileBytes, material: ProofMaterial) -> Judging:
    """Read and check a revision."""
    checked = check_pack(of_pack(files))
    more = number_faults(files, checked, material.helplines, date.today())
    return Judging(revision, checked, (*checked.faults, *more))


def standings_of(checked: Checked, material: ProofMaterial) -> list[Standing]:
    """List what is signed as one, in each language that can be read."""
    return standings(checked, spoken_words(checked, material.words))


def _units(found: Iterable[Standing]) -> frozenset[tuple[str, str]]:
    return frozenset((one.unit.language, one.unit.name) for one in found)


def of_pack(files: FileBytes) -> dict[str, bytes]:
    """Return the files that belong to the pack itself, without shared helplines."""
    return {name: raw for name, raw in files.items() if not name.startswith(LINES)}


TellJudgement = Callable[[Judgement], None]
"""Takes a judgement that more will follow."""


def finish(
    judging: Judging, material: ProofMaterial, tell: TellJudgement = lambda _: None
) -> tuple[Judgement, KnownProof | None]:
    """Prove a revision, and tell of its promises before all else is proved.

    A proof of the same tree and promises is not made again.
    """
    about = _about(judging.checked)
    known = material.known if material.known and material.known.about == about else None
    proved = (
        proved_as(judging.checked, known.verdict, known.numbers, known.lives)
        if known
        else prove_pack(judging.checked, tell=lambda found: tell(judging.early(found)))
    )
    decisive = known.decisive if known else _decisive(proved)
    judged = _judgement(judging, proved, decisive)
    if known:
        tell(replace(judged, proved=False))
    elif proved.verdict:
        verdict = replace(proved.verdict, space=None)
        known = KnownProof(about, verdict, proved.numbers, proved.lives, decisive)
    open_ = _units(unsigned(standings_of(judging.checked, material)))
    return replace(judged, unsigned=open_), known


def _about(checked: Checked) -> tuple[object, ...]:
    head = checked.pack.head if checked.pack else None
    limits = dict(head.shape.limits) if head else {}
    return without_words(checked), checked.promises, checked.lives, limits, _graph(checked)


def _graph(checked: Checked) -> frozenset[str]:
    """Return the codes of faults that leave findings out of a proof."""
    return frozenset(f.code for f in checked.faults) & {"unreachable", "closed-loop", "dead-end"}


def _judgement(judging: Judging, proved: Proved, decisive: Answer | None) -> Judgement:
    more = judging.faults[len(judging.checked.faults) :]
    faults = (*proved.faults, *more)
    verdict = proved.verdict
    return replace(
        judging.quick(),
        state=_state(proved, faults),
        faults=faults,
        broken=tuple(_broken(proved, decisive)),
        walks=verdict.walks if verdict else None,
        proved=True,
        promised=True,
    )


def _state(proved: Proved, faults: tuple[Fault, ...]) -> Standstill:
    """Return how a pack stands: a broken promise is said before what else is wrong."""
    if any(fault.code.startswith(BROKEN) for fault in faults):
        return Standstill.BROKEN
    verdict = proved.verdict
    whole = verdict is not None and verdict.whole and all(one.kept for one in verdict.proofs)
    if any(not holds_back(fault, _language(proved.checked)) for fault in faults):
        return Standstill.FAULTY
    return (Standstill.FAULTY if faults else Standstill.KEPT) if whole else Standstill.OPEN


def _where(fault: Fault) -> Where:
    return fault.where


def _broken(proved: Proved, decisive: Answer | None = None) -> Iterator[BrokenPromise]:
    """Yield each promise and life that is broken, with its walk in words.

    Of the first alone is told which answer is decisive, where that is known: to find it takes long.
    """
    tree, pack = proved.checked.tree, proved.checked.pack
    if tree is None or pack is None:
        return
    says = {one.shape.id: one.shape.says for one in pack.promises}
    says |= {name: life.shape.story for name, life in pack.lives.items()}
    last = decisive
    for shown in _breaking(proved):
        id_ = shown.fault.values.get("id", "")
        way = trail(tree, {one.question: one.options for one in shown.walk})
        other = trail(tree, {one.question: one.options for one in shown.other})
        walks = (_walk(tree, way, last), _walk(tree, other, None) if shown.other else ())
        told = says.get(id_, "")
        yield BrokenPromise(id_, told, shown.fault, *walks, shown.walk, way.place)
        last = None


def _breaking(proved: Proved) -> Iterator[Shown]:
    """Yield the walks that break a promise or a life."""
    for shown in proved.walks:
        if shown.fault.code.startswith(BROKEN) or shown.fault.where.file.startswith(LIVES):
            yield shown


def _decisive(proved: Proved) -> Answer | None:
    """Return the answer that matters on the first walk that breaks something.

    None if nothing is broken, or by a walk that breaks something only with another.
    """
    shown, tree = next(_breaking(proved), None), proved.checked.tree
    if shown is None or tree is None:
        return None
    id_ = shown.fault.values.get("id", "")
    known = next((one for one in proved.checked.promises if one.id == id_), None)
    promise = shown.promise or (None if isinstance(known, Monotone) else known)
    space = proved.verdict.space if proved.verdict else None
    last = last_decisive(tree, promise, shown.walk, space) if promise else None
    return last.answer if last else None


def _walk(tree: Tree, way: Trail, decisive: Answer | None) -> tuple[WalkStep, ...]:
    return tuple(
        WalkStep(
            step.answer.question,
            *_said(tree, step.answer),
            matters=step.answer == decisive,
        )
        for step in way.steps
    )


def _said(tree: Tree, answer: Answer) -> tuple[str, str]:
    """Return a question and its answer in words; going on from a page has its title alone."""
    asked = tree.questions.get(answer.question)
    if asked is None:
        return tree.outcomes[answer.question].title, ""
    found = [asked.option(name) for name in answer.options if name != SKIP]
    return asked.ask, ", ".join(option.say for option in found if option)


def outlook(revision: int, saved: FileBytes, files: FileBytes, material: ProofMaterial) -> Outlook:
    """Work out what saving would do."""
    old, new = check_pack(of_pack(saved)), check_pack(of_pack(files))
    changed = dict.fromkeys([*saved, *files])
    moved, added = _moved(old.tree, new.tree)
    was = _units(one for one in standings_of(old, material) if one.signed)
    open_ = _units(unsigned(standings_of(new, material)))
    stale = [f for f in new.faults if f.code == STALE and f.where.file.startswith(LANGUAGES)]
    return Outlook(
        revision,
        moved,
        added,
        tuple(sorted(was & open_)),
        tuple((fault.where.file, fault.values["name"]) for fault in stale),
        tuple(name for name in changed if saved.get(name) != files.get(name)),
        tuple(sorted(untranslated(new, files) - untranslated(old, saved))),
        unproved(old.tree, new.tree),
    )


def _moved(old: Tree | None, new: Tree | None) -> tuple[tuple[MovedLine, ...] | None, int]:
    """Return which walks end elsewhere, and how many new ones there are."""
    if not (old and new and is_countable(old) and is_countable(new)):
        return None, 0
    try:
        found = compare(old, new)
    except TooLargeError:
        return None, 0
    lines = (MovedLine(one.old, one.new, one.walks, one.gentler) for one in found.changes)
    return tuple(lines), found.added
