"""What `check` says of many faults at once: how many, what they share, and one walk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from commands.reports.causes import Cause, deciding, find_cause
from commands.reports.life_report import story
from commands.reports.proof_report import opened_beside, promised
from commands.reports.sentences import fault_line, sentence
from commands.reports.short_walks import short, side_by_side
from commands.reports.transcript import Teller
from screens.words import Words
from tree.checking.proved import Proved, Shown
from tree.checking.structure import CAUSES, GRAPH
from tree.fault import Fault

MOST = 12
"""Faults that are named before the rest waits for --all."""


@dataclass(frozen=True, slots=True)
class Since:
    """What happened to a pack since it was last committed: lines that changed, and one sentence."""

    edited: Collection[str] = ()
    says: str = ""


def brief(proved: Proved, words: Words, since: Since, state: Iterable[str]) -> Iterator[str]:
    """Yield a summary, the faults with causes before consequences, and one walk."""
    teller = _teller(proved, words)
    cause = find_cause(proved, teller, since.edited) if teller else None
    if len(proved.faults) > 1:
        yield words.count("check.faults", len(proved.faults))
    if cause:
        yield _tell_cause(cause, words)
    yield from (line for line in (since.says, *state) if line)
    groups = _grouped(sorted(proved.faults, key=lambda fault: _rank(fault, proved)), words)
    shown = _example(proved, groups, cause)
    if shown:
        groups.sort(key=lambda group: shown.fault is not group[0] and _walked(proved, group[0]))
    for group in groups[:MOST]:
        yield _line(group, words)
        if teller and shown and shown.fault is group[0]:
            yield from _walk(proved, teller, shown, cause)
    left = sum(map(len, groups[MOST:]))
    if left:
        yield words("check.more", n=left)
    if left or shown:
        yield words("check.all")


def _teller(proved: Proved, words: Words) -> Teller | None:
    pack, tree = proved.checked.pack, proved.checked.tree
    return Teller(pack, tree, words) if pack and tree else None


def _tell_cause(cause: Cause, words: Words) -> str:
    key = "check.cause-edited" if cause.edited else "check.cause"
    return words(key, n=cause.passed, at=cause.at, says=cause.says)


def _rank(fault: Fault, proved: Proved) -> tuple[int, str]:
    """Return where a fault comes: what causes others first, what follows from them last."""
    if fault.code in CAUSES | GRAPH:
        return 0, ""
    if fault.code.startswith(("promise-broken", "life-")):
        return 3, "" if fault.code.startswith("promise") else fault.code
    if _walked(proved, fault) or fault not in proved.checked.faults:
        return 4, fault.code
    return 2 if fault.code.startswith("un") else 1, ""


def _walked(proved: Proved, fault: Fault) -> bool:
    return any(seen.fault is fault for seen in proved.walks)


def _grouped(faults: Iterable[Fault], words: Words) -> list[list[Fault]]:
    """Put faults together that say the same of several places."""
    groups: dict[str, list[Fault]] = {}
    for fault in faults:
        groups.setdefault(f"{fault.code} {sentence(words, fault)}", []).append(fault)
    return list(groups.values())


def _line(group: list[Fault], words: Words) -> str:
    line = fault_line(words, group[0])
    return f"{line} {words.count('check.places', len(group) - 1)}" if len(group) > 1 else line


def _example(proved: Proved, groups: list[list[Fault]], cause: Cause | None) -> Shown | None:
    """Return the walk to show: of the first fault that has one, and the shortest of its kind."""
    ranked = {id(group[0]): i for i, group in enumerate(groups)}
    held = [seen for seen in proved.walks if id(seen.fault) in ranked]
    if not held:
        return None
    first = min(held, key=lambda seen: ranked[id(seen.fault)]).fault.code
    alike = [seen for seen in held if seen.fault.code == first]
    return min(alike, key=lambda seen: (bool(seen.other), len(seen.walk)))


def _walk(proved: Proved, teller: Teller, seen: Shown, cause: Cause | None) -> Iterator[str]:
    yield from promised(teller.pack, teller.words, seen.fault)
    yield from story(teller.pack, teller.words, seen.fault)
    if seen.other:
        yield teller.words("proof.pair-title")
        yield from side_by_side(teller, seen.walk, seen.other)
        return
    yield teller.words("proof.walk" if seen.shortest else "proof.some-walk")
    at = cause.at if cause else deciding(proved, teller, seen)
    yield from short(teller, seen.walk, at)
    if seen.fault.code.endswith("beside"):
        yield from opened_beside(teller.tree, teller.words, seen)
