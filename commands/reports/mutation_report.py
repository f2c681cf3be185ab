"""`check --mutate`: which mutants no promise notices, as text or as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commands.reports.proof_report import print_json
from screens.words import Words
from tree.checking.proved import Proved
from tree.fault import FaultyPackError, UnusableError
from tree.linking.link import locate
from tree.pack.pack import Pack
from tree.proving.mutation_score import SAFETY, Score, Tried, mutate
from tree.proving.sets.diagram import TooLargeError
from tree.proving.verdict import is_countable

DONE = 0


def tell_mutants(proved: Proved, words: Words, *, as_json: bool) -> int:
    """Test every mutant of a pack that is kept; raises FaultyPackError or UnusableError."""
    pack, tree = proved.checked.pack, proved.checked.tree
    if proved.faults or pack is None or tree is None:
        raise FaultyPackError(proved.faults)
    if not proved.kept:
        raise UnusableError("not-proved", name=tree.id)
    score = score_of(proved)
    if score is None:
        raise UnusableError("too-large", name=tree.id)
    if as_json:
        print_json(_data(score, pack))
    else:
        print("\n".join(_tell(score, pack, words)))
    return DONE


def score_of(proved: Proved) -> Score | None:
    """Return the mutation score; None if not all is kept, or walks cannot be counted."""
    tree = proved.checked.tree
    if not proved.kept or tree is None or not is_countable(tree):
        return None
    try:
        return mutate(tree, proved.checked.promises)
    except TooLargeError:
        return None


def noticed_percent(slips: tuple[Tried, ...]) -> str:
    """Return which percentage of mutants a promise notices, rounded down."""
    noticed = sum(bool(slip.promise) for slip in slips)
    return f"{1000 * noticed // len(slips) / 10 if slips else 100.0:.1f}"


def slip_line(tried: Tried, pack: Pack, words: Words) -> str:
    """Return what a mutant changes, and where."""
    slip, where = tried.mutant, locate(pack, tried.mutant.spot)
    said = words(f"mutate.{slip.kind}", name=slip.name, tier=tried.tier)
    return f"{where.file}:{where.line}:{where.column}: {said}"


def _tell(score: Score, pack: Pack, words: Words) -> Iterator[str]:
    yield from (slip_line(tried, pack, words) for tried in score.unnoticed())
    for tier, slips in score.by_tier().items():
        yield words("mutate.tier", tier=tier, **_numbers(slips))
    yield words("mutate.safety", tier=SAFETY, **_numbers(score.worse(SAFETY)))
    yield words("mutate.all", tried=len(score.tried), **_numbers(score.worse()))


def _numbers(slips: tuple[Tried, ...]) -> dict[str, Any]:
    missed = sum(not slip.promise for slip in slips)
    return {"worse": len(slips), "missed": missed, "share": noticed_percent(slips)}


def _data(score: Score, pack: Pack) -> dict[str, Any]:
    return {
        "tried": len(score.tried),
        "worse": len(score.worse()),
        "noticed": noticed_percent(score.worse()),
        "noticed_safety": noticed_percent(score.worse(SAFETY)),
        "tiers": [
            {"tier": tier, "worse": len(slips), "noticed": noticed_percent(slips)}
            for tier, slips in score.by_tier().items()
        ],
        "unnoticed": [_slip(tried, pack) for tried in score.unnoticed()],
    }


def _slip(tried: Tried, pack: Pack) -> dict[str, Any]:
    where = locate(pack, tried.mutant.spot)
    return {
        "kind": tried.mutant.kind, "name": tried.mutant.name, "tier": tried.tier,
        "file": where.file, "line": where.line, "column": where.column,
    }  # fmt: skip
