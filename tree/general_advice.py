"""Find the steps that tell no answer: those a person may keep where others can find them."""

from __future__ import annotations

from collections.abc import Iterator

from tree.condition import AtLeast, Condition, Fact, Learned, Not, parts
from tree.model import Fork, Option, Outcome, Question, Route, Tree, exit_routes

StepId = tuple[str, str]
"""The ids of an outcome and of one of its steps."""


def general_steps(tree: Tree) -> frozenset[StepId]:
    """Return the steps that stand on a gentle page, whatever was answered.

    An urgent page is left out, and so is one that nobody reaches whose answers to the questions
    of safety are the plain ones: to have its steps would tell that something happened.
    """
    quiet = _quiet_places(tree)
    pages = (page for page in tree.outcomes.values() if page.id in quiet and not page.urgent)
    return frozenset(
        (page.id, step.id) for page in pages for step in page.steps if step.fits(Learned())
    )


def _quiet_places(tree: Tree) -> frozenset[str]:
    """Return every node that can be reached with none but quiet answers."""
    told = _told(tree)
    found, ahead = set[str](), [tree.start]
    while ahead:
        if (name := ahead.pop()) not in found:
            found.add(name)
            ahead += [r.to for r in _routes(tree.node(name)) if _may_hold(r.when, told)]
    return frozenset(found)


def _quiet(question: Question) -> tuple[Option, ...]:
    """Return the options that tell nothing of safety: all where no option is marked as plain."""
    plain = tuple(option for option in question.options if option.plain)
    return plain or (*question.options, question.skip)


def _told(tree: Tree) -> frozenset[str]:
    """Return the facts and tallies that only other answers teach."""
    asked = tree.questions.values()
    every = {name for q in asked for option in (*q.options, q.skip) for name in _taught(option)}
    return frozenset(every - {n for q in asked for option in _quiet(q) for n in _taught(option)})


def _taught(option: Option) -> Iterator[str]:
    yield from option.learn
    yield from (tally for tally, _ in option.count)


def _routes(place: Question | Fork | Outcome) -> Iterator[Route]:
    match place:
        case Outcome():
            yield from [Route(place.go_on)] if place.go_on else []
        case Fork():
            yield from place.go
        case Question():
            for option in _quiet(place):
                yield from exit_routes(place, (option,))


def _may_hold(when: Condition | None, told: frozenset[str]) -> bool:
    """Return whether a condition can hold for somebody who learned nothing that is told."""
    return when is None or _possible(when, told, wanted=True)


def _possible(when: Condition, told: frozenset[str], *, wanted: bool) -> bool:
    """Return whether a condition can come out as wanted; facts that are not told are open."""
    match when:
        case Fact(name) | AtLeast(name):
            return not wanted or name not in told
        case Not(part):
            return _possible(part, told, wanted=not wanted)
    each = [_possible(part, told, wanted=wanted) for part in parts(when)]
    return all(each) if (when.op == "all") is wanted else any(each)
