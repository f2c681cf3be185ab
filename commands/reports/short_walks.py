"""A walk in one line a step, the step that matters marked; two walks side by side."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from commands.reports.transcript import Teller
from tree.proving.replay import ReplayStep, Trail
from tree.walk import Answer

MARK, PLAIN = "> ", "  "


def short(teller: Teller, walk: tuple[Answer, ...], at: str) -> Iterator[str]:
    """Yield a walk; the step at a place is marked and told in full, or else the last one."""
    way = teller.trail(walk)
    passed = [
        i for i, step in enumerate(way.steps) if at in {place for place, *_ in teller.places(step)}
    ]
    marked = passed[-1] if passed else len(way.steps) - 1
    for i, step in enumerate(way.steps):
        first, *more = teller.step(i + 1, step)
        yield MARK + first[len(MARK) :] if i == marked else first
        yield from more if i == marked else ()
    yield teller.end(way)


def side_by_side(
    teller: Teller, walk: tuple[Answer, ...], other: tuple[Answer, ...]
) -> Iterator[str]:
    """Yield two walks in one: what they share once, and the steps where they differ marked."""
    ways = teller.trail(walk), teller.trail(other)
    for i, (one, two) in enumerate(zip_longest(ways[0].steps, ways[1].steps), 1):
        yield _row(teller, i, one, two)
    yield _ends(teller, *ways)


def _row(teller: Teller, number: int, one: ReplayStep | None, two: ReplayStep | None) -> str:
    if one and two and one.answer == two.answer:
        return next(teller.step(number, one))
    if one and two and one.answer.question == two.answer.question:
        mark, left, right = MARK, _said(teller, one), teller.said(two)
    else:
        mark, left, right = PLAIN, _said(teller, one), _said(teller, two)
    return mark + teller.words("proof.pair", n=number, left=left, right=right)


def _said(teller: Teller, step: ReplayStep | None) -> str:
    """Return a question and its answer in one; empty text for no step."""
    if step is None:
        return ""
    asked = teller.tree.questions.get(step.answer.question)
    ask = asked.ask if asked else teller.tree.outcomes[step.answer.question].title
    return teller.words("proof.chosen", ask=ask, said=teller.said(step) if asked else "").strip()


def _ends(teller: Teller, one: Trail, two: Trail) -> str:
    left, right = (teller.end(way).strip() for way in (one, two))
    return teller.words("proof.pair-ends", left=left, right=right)
