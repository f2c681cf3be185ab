"""Random edits of random trees, and by brute force where the walks of one end in the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import strategies as st

from tests.support.random_trees import FACTS, answers
from tree.condition import Fact
from tree.model import Option, Outcome, Question, Route, Tree
from tree.walk import Walk, WrongAnswerError, begin

Answers = dict[str, tuple[str, ...]]


@st.composite
def edits(draw: st.DrawFn, tree: Tree) -> Tree:
    """Draw a tree with one thing changed: an outcome, a question, or what is asked."""
    outcomes, questions = dict(tree.outcomes), dict(tree.questions)
    name = draw(st.sampled_from(list(questions)))
    if draw(st.integers(0, 4)) == 0:
        page = draw(st.sampled_from(["end1", "end2", "end3"]))
        outcomes[page] = replace(outcomes[page], tier=draw(st.integers(0, 4)))
    else:
        question = questions[name]
        questions[name] = draw(st.sampled_from([_forgotten, _sent, _guarded, _offered, _many]))(
            question
        )
    start = draw(st.sampled_from([tree.start, tree.start, tree.start, *questions]))
    return replace(tree, questions=questions, outcomes=outcomes, start=start)


def _forgotten(question: Question) -> Question:
    options = (replace(question.options[0], learn=()), *question.options[1:])
    return replace(question, options=options)


def _sent(question: Question) -> Question:
    return replace(question, skip=replace(question.skip, go=(Route("end1"),)))


def _guarded(question: Question) -> Question:
    guard = Route("end2", Fact(FACTS[0]))
    options = tuple(replace(o, go=(guard, *o.go)) for o in question.options)
    return replace(question, options=options, go=(guard, *question.go))


def _offered(question: Question) -> Question:
    """Offer something else in the place of the first option."""
    first = question.options[0]
    new = Option("new", "new", learn=first.learn, go=first.go)
    return replace(question, options=(*question.options[1:], new))


def _many(question: Question) -> Question:
    """Turn a single choice into a list, or a list into a shorter one."""
    if question.choose:
        return replace(question, choose=1)
    return replace(question, choose=2, go=question.options[0].go)


def ends_in(new: Tree, walk: Walk) -> set[str]:
    """Say where the answers of a walk end in another tree; empty where one is not offered."""
    given: Answers = {answer.question: answer.options for answer in walk.answers}
    if isinstance(walk.place, Outcome) and walk.place.go_on:
        given[walk.place.id] = ()
    return set(_ends(begin(new), given))


def _ends(walk: Walk, given: Answers) -> Iterator[str]:
    if walk.over or given.get(walk.place.id, ("?",)) == ():
        yield walk.place.id
        return
    if isinstance(walk.place, Outcome) and walk.place.id not in given:
        yield walk.place.id
    ways = [given[walk.place.id]] if walk.place.id in given else list(answers(walk.place))
    for options in ways:
        try:
            further = walk.answer(*options)
        except WrongAnswerError:
            yield ""
        else:
            yield from _ends(further, given)
