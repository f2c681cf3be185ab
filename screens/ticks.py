"""The rules of a list that may be ticked, as plain functions."""

from __future__ import annotations

from tree.model import Question

Ticks = frozenset[str]


def toggle(question: Question, ticks: Ticks, option: str) -> Ticks | None:
    """Tick an option or take its tick away; None where that would be one too many."""
    if option in ticks:
        return ticks - {option}
    alone = {o.id for o in question.options if o.alone}
    if option in alone:
        return frozenset({option})
    more = (ticks - alone) | {option}
    return more if len(more) <= question.choose else None


def known(question: Question, options: tuple[str, ...]) -> Ticks:
    """Keep of an earlier answer what can be ticked."""
    return frozenset(o.id for o in question.options if o.id in options)
