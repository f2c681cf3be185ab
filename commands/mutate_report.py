"""`check --mutate`: which small slips would break no promise, in words or as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commands.prove_report import print_json
from screens.words import Words
from tree.fault import FaultyPackError, UnusableError
from tree.proving.mutate import SAFETY, Score, Tried, mutate
from tree.proving.size import is_countable
from tree.reading.locate import locate
from tree.reading.pack import Pack
from tree.reading.proved import Proved

DONE = 0


def tell_mutants(proved: Proved, words: Words, *, as_json: bool) -> int:
    """Try every slip on a pack that is kept; raises FaultyPackError or UnusableError."""
    pack, tree = proved.checked.pack, proved.checked.tree
    if proved.faults or pack is None or tree is None:
        raise FaultyPackError(proved.faults)
    if not is_countable(tree):
        raise UnusableError("too-large", name=tree.id)
    if not proved.kept:
        raise UnusableError("not-proved", name=tree.id)
    score = mutate(tree, proved.checked.promises)
    if as_json:
        print_json(_data(score, pack))
    else:
        print("\n".join(_tell(score, pack, words)))
    return DONE


def percent(score: Score, most: int) -> str:
    """Say which share of the slips from these tiers some promise notices, rounded down."""
    worse, missed = len(score.worse(most)), len(score.unnoticed(most))
    return f"{1000 * (worse - missed) // worse / 10 if worse else 100.0:.1f}"


def _tell(score: Score, pack: Pack, words: Words) -> Iterator[str]:
    for tried in score.unnoticed():
        slip = tried.mutant
        where = locate(pack, slip.spot)
        said = words(f"mutate.{slip.kind}", name=slip.name, tier=tried.tier)
        yield f"{where.file}:{where.line}:{where.column}: {said}"
    for key, most in (("mutate.all", 4), ("mutate.safety", SAFETY)):
        yield words(
            key, share=percent(score, most), missed=len(score.unnoticed(most)),
            worse=len(score.worse(most)), tried=len(score.tried), tier=SAFETY,
        )  # fmt: skip


def _data(score: Score, pack: Pack) -> dict[str, Any]:
    return {
        "tried": len(score.tried),
        "worse": len(score.worse()),
        "noticed": percent(score, 4),
        "noticed_safety": percent(score, SAFETY),
        "unnoticed": [_slip(tried, pack) for tried in score.unnoticed()],
    }


def _slip(tried: Tried, pack: Pack) -> dict[str, Any]:
    where = locate(pack, tried.mutant.spot)
    return {
        "kind": tried.mutant.kind, "name": tried.mutant.name, "tier": tried.tier,
        "file": where.file, "line": where.line, "column": where.column,
    }  # fmt: skip
