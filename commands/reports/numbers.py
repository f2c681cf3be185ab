"""Where walks end, in numbers: as data, and in plain lines."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from screens.words import Words
from tree.model import Tree
from tree.proving.findings.statistics import Statistics

LEAST = 0.001
"""Of a hundred: smaller shares are not told apart on paper."""


def numbers_data(numbers: Statistics | None) -> dict[str, Any] | None:
    """Say statistics as data: counts as text since they are large, shares as fractions of one."""
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
    """Say what an author should know of the numbers, in three lines at most."""
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
    """Say a share of a hundred; what is hardly anything is said to be less than the least."""
    shown = float(share * 100)
    if 0 < shown < LEAST:
        return words("review.percent-under", n=f"{LEAST}")
    return words("review.percent", n=f"{shown:.1f}" if shown >= 1 or not shown else f"{shown:.1g}")
