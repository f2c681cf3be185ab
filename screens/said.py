"""Counts, put into words."""

from __future__ import annotations

from screens.words import Words
from tree.ahead import Ahead


def ahead(count: Ahead, words: Words) -> str:
    """Say how many questions can still come after the present one."""
    least, most = (count.least or 1) - 1, count.most - 1
    if most <= 0:
        return words("count.last")
    if least == most and count.least is not None:
        return words.count("count.same", most)
    if least == 0:
        return words.count("count.upto", most)
    return words("count.range", least=least, most=most)
