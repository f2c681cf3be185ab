"""What a changed answer does to the rest of a walk, found before the change is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from screens.words import Words
from tree.model import SKIP, Outcome, Question
from tree.walk import Walk

MOST = 60
"""Most walks that are tried to find out what a change leads to: some milliseconds."""


@dataclass(frozen=True, slots=True, repr=False)
class Change:
    """A walk after a change.

    `ends` is how many later answers are not asked for any more; `opens` is how many questions come
    that were not asked before, at least and at most.
    """

    walk: Walk
    ends: int = 0
    opens: tuple[int, int] = (0, 0)


def change(walk: Walk, question: str, *options: str) -> Change:
    """Return what another answer would do; raises WrongAnswerError. The same one does nothing."""
    given = next((a.options for a in walk.answers if a.question == question), ())
    if set(given) == set(options):
        return Change(walk)
    after = walk.change(question, *options)
    known = {answer.question for answer in walk.asked}
    ways = tuple(_ways(after, {*known, walk.place.id}))
    asked = [{answer.question for answer in way.asked} for way in ways]
    new = [len(found - known - {walk.place.id}) for found in asked]
    return Change(after, len(known.difference(*asked)), (min(new), max(new)))


def ends(changed: Change, words: Words) -> str:
    """Return a sentence on the answers that a change would end, and how to make it."""
    return words.count("change.ends", changed.ends) if changed.ends else ""


def opens(changed: Change, words: Words) -> str:
    """Return a sentence on the questions that a change has opened; empty if none are."""
    least, most = changed.opens
    if not most:
        return ""
    return words.count("change.opens", most) if least == most else words("change.opens.some")


def _ways(walk: Walk, known: set[str]) -> Iterator[Walk]:
    """Yield walks that answer what is newly asked, each until it comes to what is known."""
    todo, tried = [walk], 0
    while todo:
        way = todo.pop()
        onward = tuple(_onward(way, known)) if tried < MOST else ()
        tried += len(onward)
        todo += onward
        if not onward:
            yield way


def _onward(walk: Walk, known: set[str]) -> Iterator[Walk]:
    place = walk.place
    if isinstance(place, Outcome):
        yield from (walk.go_on(),) if place.go_on and place.id not in known else ()
    elif place.id not in known:
        yield from (walk.answer(option) for option in _singly(place))


def _singly(question: Question) -> Iterator[str]:
    yield from (option.id for option in question.options)
    yield SKIP
