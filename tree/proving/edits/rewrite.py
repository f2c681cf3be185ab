"""Small changes to a tree: one thing replaced, all else as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tree.condition import Condition
from tree.model import SKIP, Fork, Option, Outcome, Question, Route, Say, Tree
from tree.proving.finding import FindingPlace
from tree.weigh import Weigh

Routes = tuple[Route, ...]
Rewrite = Callable[[Condition], Condition]


def with_routes(tree: Tree, spot: FindingPlace, new: Routes) -> Tree:
    """Replace a list of routes where it is written, for all answers that share it."""
    name = str(spot[1])
    if spot[0] == "forks":
        return replace(tree, forks={**tree.forks, name: Fork(name, new)})
    question = tree.questions[name]
    old = _routes_at(question, spot)
    return with_question(tree, _rerouted(question, old, new))


def _routes_at(question: Question, spot: FindingPlace) -> Routes:
    if spot[2] == "go":
        return question.go
    return question.skip.go if spot[2] == SKIP else question.options[int(spot[3])].go


def _rerouted(question: Question, old: Routes, new: Routes) -> Question:
    """Replace these routes of a question wherever they are taken."""
    return replace(
        question,
        go=new if question.go == old else question.go,
        options=tuple(_sent(option, old, new) for option in question.options),
        skip=_sent(question.skip, old, new),
    )


def _sent(option: Option, old: Routes, new: Routes) -> Option:
    return replace(option, go=new) if option.go == old else option


def with_question(tree: Tree, question: Question) -> Tree:
    """Replace a question."""
    return replace(tree, questions={**tree.questions, question.id: question})


def with_option(tree: Tree, question: Question, option: Option) -> Tree:
    """Replace an option of a question, or its skip."""
    if option.id == SKIP:
        return with_question(tree, replace(question, skip=option))
    options = tuple(option if o.id == option.id else o for o in question.options)
    return with_question(tree, replace(question, options=options))


def with_conditions(tree: Tree, change: Rewrite) -> Tree:
    """Replace every condition of a tree by what a change makes of it."""
    return replace(
        tree,
        questions={name: _question(q, change) for name, q in tree.questions.items()},
        forks={name: Fork(name, _go(fork.go, change)) for name, fork in tree.forks.items()},
        outcomes={name: _outcome(o, change) for name, o in tree.outcomes.items()},
    )


def _go(routes: Routes, change: Rewrite) -> Routes:
    return tuple(Route(r.to, change(r.when) if r.when else None) for r in routes)


def _question(question: Question, change: Rewrite) -> Question:
    options = tuple(replace(o, go=_go(o.go, change)) for o in question.options)
    skip = replace(question.skip, go=_go(question.skip.go, change))
    return replace(question, options=options, skip=skip, go=_go(question.go, change))


def _outcome(outcome: Outcome, change: Rewrite) -> Outcome:
    def said(sayings: tuple[Say, ...]) -> tuple[Say, ...]:
        return tuple(replace(s, when=change(s.when) if s.when else None) for s in sayings)

    return replace(
        outcome,
        opening=said(outcome.opening),
        answers=said(outcome.answers),
        steps=said(outcome.steps),
        leave=said(outcome.leave),
        also=said(outcome.also),
        beside=_go(outcome.beside, change),
        weigh=_weigh(outcome.weigh, change),
    )


def _weigh(weigh: Weigh | None, change: Rewrite) -> Weigh | None:
    if weigh is None:
        return None
    options = (replace(o, when=change(o.when) if o.when else None) for o in weigh.options)
    return replace(weigh, options=tuple(options))
