"""Report what `check` found, as data or as text: counterexamples and statistics."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from commands.inputs import answers_data
from commands.reports.life_report import lives_data, story, tell_lives
from commands.reports.sentences import fault_line, sentence
from commands.reports.transcript import Teller
from screens.words import Words
from tree.checking.proved import Proved, Shown
from tree.fault import Fault, shown
from tree.model import Tree
from tree.pack.pack import Pack
from tree.page import page
from tree.proving.findings.statistics import Statistics
from tree.proving.promise import Proof
from tree.walk import follow

LEAST = 0.001
"""Percent; smaller shares are printed as less than this."""


def numbers_data(numbers: Statistics | None) -> dict[str, Any] | None:
    """Return statistics as data: counts as text since they are large, shares as fractions of 1."""
    if numbers is None:
        return None
    return {
        "outcomes": [
            {
                "id": name, "walks": str(found.walks), "share": float(found.share),
                "even": float(found.even), "plain": float(found.plain),
            }
            for name, found in numbers.reached.items()
        ],
        "alone": [
            {"question": one.question, "option": one.option, "outcome": one.outcome}
            for one in numbers.alone
        ],
        "longest_plain": numbers.longest_plain,
    }  # fmt: skip


def tell_numbers(numbers: Statistics, tree: Tree, words: Words) -> Iterator[str]:
    """Yield the statistics that matter to an author, in at most three lines."""
    if numbers.longest_plain:
        yield words("proof.longest-plain", n=numbers.longest_plain)
    if numbers.alone:
        tiers = [tree.outcomes[one.outcome].tier for one in numbers.alone]
        yield words("proof.alone", n=len(numbers.alone), tier=max(tiers))
    some = {name: found.most for name, found in numbers.reached.items() if found.walks}
    if some:
        rarest = min(some, key=some.__getitem__)
        yield words("proof.rarest", name=rarest, n=f"{round(1 / some[rarest]):,}")


def percent(share: Fraction, words: Words) -> str:
    """Return a share as a percentage; tiny ones as less than `LEAST`."""
    shown = float(share * 100)
    if 0 < shown < LEAST:
        return words("review.percent-under", n=f"{LEAST}")
    return words("review.percent", n=f"{shown:.1f}" if shown >= 1 or not shown else f"{shown:.1g}")


BROKEN = ("promise-broken", "promise-broken-beside", "over-count")


def report(proved: Proved, words: Words) -> dict[str, Any]:
    """Return a verdict as data, in a stable form for scripts."""
    tree, pack, verdict = proved.checked.tree, proved.checked.pack, proved.verdict
    proofs = {proof.promise: proof for proof in verdict.proofs} if verdict else {}
    walks = verdict.walks if verdict else None
    twice = {"twice": True} if proved.twice else {}
    return twice | {
        "kept": proved.kept,
        "faults": [fault_data(fault, sentence(words, fault)) for fault in proved.faults],
        "promises": [
            _promise(p.shape.id, proofs.get(p.shape.id)) for p in (pack.promises if pack else ())
        ],
        "lives": lives_data(proved),
        "walks": None if walks is None else str(walks),
        "longest": verdict.longest if verdict else None,
        "questions": len(tree.questions) if tree else 0,
        "outcomes": len(tree.outcomes) if tree else 0,
        "statistics": numbers_data(proved.numbers),
    }


def print_json(data: dict[str, Any]) -> None:
    """Print data as JSON."""
    print(json.dumps(data, ensure_ascii=False, indent=1))


def fault_data(fault: Fault, says: str) -> dict[str, Any]:
    """Return a fault as data."""
    at = fault.where
    return {
        "code": fault.code,
        "file": shown(at.file),
        "line": at.line,
        "column": at.column,
        "says": says,
    }


def _promise(id_: str, proof: Proof | None) -> dict[str, Any]:
    walk = proof.walk if proof else ()
    return {"id": id_, "kept": proof.kept if proof else None, "walk": answers_data(walk)}


def tell(proved: Proved, words: Words) -> Iterator[str]:
    """Yield each fault, with its counterexample if there is one."""
    for fault in proved.faults:
        yield fault_line(words, fault)
        for seen in proved.walks:
            if seen.fault is fault:
                yield from _transcript(proved, words, seen)
    if not proved.faults:
        yield from _clean(proved, words)


def _transcript(proved: Proved, words: Words, seen: Shown) -> Iterator[str]:
    pack, tree = proved.checked.pack, proved.checked.tree
    if pack is None or tree is None:
        return
    yield from (*promised(pack, words, seen.fault), *story(pack, words, seen.fault))
    teller = Teller(pack, tree, words)
    yield words("proof.walk" if seen.shortest else "proof.some-walk")
    yield from teller.tell(seen.walk)
    if seen.fault.code == BROKEN[1]:
        yield from opened_beside(tree, words, seen)
    if seen.other:
        yield words("proof.other")
        yield from teller.tell(seen.other)


def opened_beside(tree: Tree, words: Words, seen: Shown) -> Iterator[str]:
    """Yield the page that can be opened at the end of a walk."""
    opened = page(follow(tree, seen.walk)).beside
    if opened:
        yield words("proof.beside", id=opened.id, title=opened.title, tier=opened.tier)


def promised(pack: Pack, words: Words, fault: Fault) -> Iterator[str]:
    """Yield what a broken promise says, and the sources it rests on; nothing for other faults."""
    if fault.code in BROKEN:
        shape = next(item.shape for item in pack.promises if item.shape.id == fault.values["id"])
        yield words("proof.promise", says=shape.says)
        if shape.because:
            yield words("proof.sources", because=", ".join(shape.because))


def _clean(proved: Proved, words: Words) -> Iterator[str]:
    tree, verdict = proved.checked.tree, proved.verdict
    if tree is None or verdict is None:
        return
    for proof in verdict.proofs:
        if proof.kept is None:
            yield words("proof.unproved", id=proof.promise)
    if not verdict.whole:
        yield words("proof.not-whole")
    key = "unproved-rest" if not proved.kept else "kept-large" if verdict.walks is None else "kept"
    yield words(
        f"proof.{key}", promises=len(verdict.proofs), walks=f"{verdict.walks or 0:,}",
        questions=len(tree.questions), outcomes=len(tree.outcomes), longest=verdict.longest,
        kept=sum(proof.kept is True for proof in verdict.proofs),
    )  # fmt: skip
    yield from tell_lives(proved, words)
    if proved.twice and proved.kept:
        key = "proof.twice-lives" if proved.lives else "proof.twice"
        yield words(key, promises=len(verdict.proofs), lives=len(proved.lives))
    if proved.numbers:
        yield from tell_numbers(proved.numbers, tree, words)
