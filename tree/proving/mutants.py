"""Mutants: trees with one small slip that an author could make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from operator import is_not

from tree.condition import All, AnyOf, Condition, Leaf, Named, Not, parts, with_parts
from tree.model import SKIP, Fork, Option, Outcome, Question, Route, Say, Tree, Weigh, exits
from tree.proving.findings.dead_conditions import NamesById, names_in
from tree.proving.findings.route_lists import written_lists
from tree.proving.promise import FindingPlace, Promise, condition_of, with_condition

Routes = tuple[Route, ...]
Rewrite = Callable[[Condition], Condition]


def with_routes(tree: Tree, spot: FindingPlace, new: Routes) -> Tree:
    """Replace a route list where it is written, for all answers that share it."""
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
    """Apply a rewrite to every condition of a tree."""
    return replace(
        tree,
        questions={name: _question(q, change) for name, q in tree.questions.items()},
        forks={name: Fork(name, _go(fork.go, change)) for name, fork in tree.forks.items()},
        outcomes={name: _outcome(o, change) for name, o in tree.outcomes.items()},
    )


def _go(routes: Routes, change: Rewrite) -> Routes:
    return tuple(_route(route, change) if route.when else route for route in routes)


def _route(route: Route, change: Rewrite) -> Route:
    when = change(route.when) if route.when else None
    return route if when is route.when else Route(route.to, when)


def _question(question: Question, change: Rewrite) -> Question:
    options = tuple(replace(o, go=_go(o.go, change)) for o in question.options)
    skip = replace(question.skip, go=_go(question.skip.go, change))
    return replace(question, options=options, skip=skip, go=_go(question.go, change))


def _outcome(outcome: Outcome, change: Rewrite) -> Outcome:
    def said(sayings: tuple[Say, ...]) -> tuple[Say, ...]:
        return tuple(_say(say, change) if say.when else say for say in sayings)

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


def _say(say: Say, change: Rewrite) -> Say:
    when = change(say.when) if say.when else None
    return say if when is say.when else replace(say, when=when)


def _weigh(weigh: Weigh | None, change: Rewrite) -> Weigh | None:
    if weigh is None:
        return None
    options = (replace(o, when=change(o.when) if o.when else None) for o in weigh.options)
    return replace(weigh, options=tuple(options))


def swaps(condition: Condition) -> Iterator[Condition]:
    """Yield a condition with one part swapped: All and AnyOf, a bare leaf and its negation.

    A named condition is left alone here: it is mutated where it is defined.
    """
    match condition:
        case Named():
            return
        case All((_, _, *_) as joined):
            yield AnyOf(joined)
        case AnyOf((_, _, *_) as joined):
            yield All(joined)
        case _ if isinstance(condition, Leaf):
            yield Not(condition)
    for i, part in enumerate(parts(condition)):
        yield from (_with(condition, i, swapped) for swapped in swaps(part))


def drops(condition: Condition) -> Iterator[Condition]:
    """Yield a condition with one part dropped from an All or AnyOf."""
    inside = () if isinstance(condition, Named) else parts(condition)
    for i, part in enumerate(inside):
        if len(inside) > 1:
            yield with_parts(condition, (*inside[:i], *inside[i + 1 :]))
        yield from (_with(condition, i, dropped) for dropped in drops(part))


def _with(condition: Condition, at: int, part: Condition) -> Condition:
    inside = parts(condition)
    return with_parts(condition, (*inside[:at], part, *inside[at + 1 :]))


def redefined(condition: Condition, name: str, means: Condition) -> Condition:
    """Replace what a name means, at any depth; a condition without the name stays itself."""
    if isinstance(condition, Named) and condition.name == name:
        return Named(name, means)
    inside = parts(condition)
    new = tuple(redefined(part, name, means) for part in inside)
    return with_parts(condition, new) if any(map(is_not, inside, new)) else condition


@dataclass(frozen=True, slots=True)
class Mutant:
    """A tree with one slip, and the promises as they would read after it.

    `kind` is redirect, forget, uncount, swap or drop; `name` is what the slip is about.
    """

    kind: str
    spot: FindingPlace
    name: str
    tree: Tree
    promises: tuple[Promise, ...]


def mutants(tree: Tree, promises: Iterable[Promise]) -> Iterator[Mutant]:
    """Yield every mutant of a tree."""
    kept = tuple(promises)
    yield from _redirected(tree, kept)
    yield from _forgotten(tree, kept)
    yield from _turned(tree, kept)
    yield from _redefined(tree, kept)


def _redirected(tree: Tree, promises: tuple[Promise, ...]) -> Iterator[Mutant]:
    """Send each route to its neighbour's target, past its own target, or to the gentlest page."""
    for spot, routes in written_lists(tree):
        for i, route in enumerate(routes):
            for to in _elsewhere(tree, routes, i):
                new = (*routes[:i], Route(to, route.when), *routes[i + 1 :])
                changed = with_routes(tree, spot, new)
                yield Mutant("redirect", (*spot, i), to, changed, promises)


def _elsewhere(tree: Tree, routes: tuple[Route, ...], at: int) -> list[str]:
    near = [routes[i].to for i in (at + 1, at - 1) if 0 <= i < len(routes)][:1]
    past = [route.to for route in list(exits(tree.node(routes[at].to)))[-1:]]
    gentlest = max(tree.outcomes.values(), key=_gentleness).id
    found = dict.fromkeys([*(near or past), gentlest])
    return [to for to in found if to != routes[at].to]


def _gentleness(outcome: Outcome) -> int:
    return outcome.tier


def _forgotten(tree: Tree, promises: tuple[Promise, ...]) -> Iterator[Mutant]:
    """Forget each fact and each count that an option teaches."""
    for question in tree.questions.values():
        for i, option in enumerate((*question.options, question.skip)):
            spot: FindingPlace = ("questions", question.id, *(_spot(i, option)))
            for kind, name, less in _less(option):
                changed = with_option(tree, question, less)
                yield Mutant(kind, spot, name, changed, promises)


def _spot(number: int, option: Option) -> FindingPlace:
    return (SKIP,) if option.id == SKIP else ("options", number)


def _less(option: Option) -> Iterator[tuple[str, str, Option]]:
    for fact in option.learn:
        yield "forget", fact, replace(option, learn=tuple(f for f in option.learn if f != fact))
    for tally, n in option.count:
        left = tuple(c for c in option.count if c != (tally, n))
        yield "uncount", tally, replace(option, count=left)


def _turned(tree: Tree, promises: tuple[Promise, ...]) -> Iterator[Mutant]:
    """Swap or drop each part of each condition of a route."""
    for spot, routes in written_lists(tree):
        for i, route in enumerate(routes):
            for kind, when in _others(route.when):
                new = (*routes[:i], Route(route.to, when), *routes[i + 1 :])
                changed = with_routes(tree, spot, new)
                yield Mutant(kind, (*spot, i, "when"), route.to, changed, promises)


def _others(when: Condition | None) -> Iterator[tuple[str, Condition]]:
    if when:
        yield from (("swap", other) for other in swaps(when))
        yield from (("drop", other) for other in drops(when))


def _redefined(tree: Tree, promises: tuple[Promise, ...]) -> Iterator[Mutant]:
    """Swap or drop each part of each named condition, for all that use it."""
    known: NamesById = {}
    for name, means in _named(tree).items():
        for kind, other in _others(means):
            change = partial(_redefine, name=name, means=other, known=known)
            changed = with_conditions(tree, change)
            anew = tuple(_anew(promise, name, other) for promise in promises)
            yield Mutant(kind, ("conditions", name), name, changed, anew)


def _redefine(condition: Condition, name: str, means: Condition, known: NamesById) -> Condition:
    """Replace what a name means in a condition of the tree, if it uses the name."""
    uses = any(named.name == name for named in names_in(condition, known))
    return redefined(condition, name, means) if uses else condition


def _anew(promise: Promise, name: str, means: Condition) -> Promise:
    rests = condition_of(promise)
    return with_condition(promise, redefined(rests, name, means)) if rests else promise


def _named(tree: Tree) -> dict[str, Condition]:
    """Return the named conditions that routes read, by name."""
    whens = [r.when for _, routes in written_lists(tree) for r in routes if r.when]
    known: NamesById = {}
    return {named.name: named.means for when in whens for named in names_in(when, known)}
