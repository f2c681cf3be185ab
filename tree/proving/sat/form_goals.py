"""Encode each form of promise as literals: where a walk breaks it, and whether one touches it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from tree.condition import All, Chose, Condition, Fact, reads
from tree.model import Outcome, Question
from tree.proving.promise import (
    Always,
    Asked,
    AtMost,
    Before,
    Monotone,
    Never,
    NeverRoutes,
    Next,
    OfOneWalk,
    Target,
)
from tree.proving.sat.formula import FALSE, TRUE, NoRoomError
from tree.proving.sat.knowledge import END, carrying, is_meant
from tree.proving.sat.two_walks import Twin
from tree.proving.sat.walk_formula import WalkFormula


@dataclass(frozen=True, slots=True)
class Site:
    """A copy at which a walk breaks a promise: on arrival, or with `after` once it is answered."""

    copy: int
    literal: int
    after: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """All sites of a promise, and the literal that a walk touches it; false means vacuous."""

    sites: tuple[Site, ...]
    touched: int


def goal_of(sites: Iterator[Site], touched: int) -> Goal:
    """Keep the sites that a walk may come to."""
    return Goal(tuple(site for site in sites if site.literal != FALSE), touched)


def newly(walk: WalkFormula, after: Condition) -> Iterator[tuple[int, int]]:
    """Yield the copies whose answers may first make `after` hold, each with its literal."""
    for i, live in enumerate(walk.live):
        if live != FALSE and walk.names[i] in walk.tree.questions:
            was = walk.knows.holds(after, 2 * i)
            holds = walk.knows.holds(after, 2 * i + 1)
            if was != holds:
                yield i, walk.formula.every([live, -was, holds])


MOST_DIGITS = 400_000
"""Gates a counter may take: one for each question and each number it may have counted to."""


def at_most(walk: WalkFormula, promise: AtMost) -> Goal:
    """Encode that more than `most` questions are asked after `after` came to hold.

    A walk can only exceed the limit from a state at it, so nodes after the first excess are left
    out.
    """
    formula, most, after = walk.formula, promise.most, promise.after
    new = TRUE if after is None else formula.some([n for _, n in newly(walk, after)])
    if road(walk, max) <= most:
        return Goal((), new)
    fewest = _counted(walk, min) if promise.after is None else [0] * len(walk.names)
    asked = [i for i, n in enumerate(walk.names) if n in walk.tree.questions and fewest[i] <= most]
    if len(asked) * most > MOST_DIGITS:
        raise NoRoomError
    row, sites = list[int](), list[Site]()
    for i in asked:
        held = walk.knows.holds(promise.after, 2 * i)
        full = held if not most else row[-1] if len(row) == most else FALSE
        sites.append(Site(i, formula.every([walk.at[i], held, full])))
        more = [*row, FALSE][:most]
        row = formula.raised(more, formula.both(walk.live[i], held)) if most else row
    return goal_of(iter(sites), new)


def road(walk: WalkFormula, which: Callable[[Iterable[int]], int]) -> int:
    """Return the questions on the longest or shortest path, conditions ignored."""
    counted = _counted(walk, which)
    asks = (name in walk.tree.questions for name in walk.names)
    return which(n + more for n, more in zip(counted, asks, strict=True))


def _counted(walk: WalkFormula, which: Callable[[Iterable[int]], int]) -> list[int]:
    """Return for each copy the questions before it on the longest or shortest path."""
    far = [0] * len(walk.names)
    for i, coming in enumerate(walk.edges):
        if coming:
            far[i] = which(far[j] + (walk.names[j] in walk.tree.questions) for j, _ in coming)
    return far


def goal(walk: WalkFormula, promise: OfOneWalk) -> Goal:
    """Encode a promise that one walk may break; raises NoRoomError."""
    match promise:
        case Never():
            encoded = _never(walk, promise)
        case Always():
            encoded = _always(walk, promise)
        case Next():
            encoded = _next(walk, promise)
        case Before():
            encoded = _before(walk, promise)
        case Asked():
            encoded = _asked(walk, promise)
        case NeverRoutes():
            encoded = _never_routes(walk, promise)
        case AtMost():
            encoded = at_most(walk, promise)
        case _:
            assert_never(promise)
    return encoded


def _ending(walk: WalkFormula, after: int, wrong: Callable[[int], int]) -> Goal:
    """Encode a promise about the page where walks end, once `after` holds."""
    formula = walk.formula
    sites = (Site(i, formula.every([end, after, wrong(i)])) for i, end in walk.ends)
    return goal_of(sites, formula.both(after, formula.some([end for _, end in walk.ends])))


def _never(walk: WalkFormula, promise: Never) -> Goal:
    """Encode `never`; a page that was passed counts for all walks that end later."""
    formula, target = walk.formula, promise.target
    passing = [i for i, _ in walk.ends if _page(walk, i).go_on]
    passed = formula.some([formula.both(walk.live[i], _shown(walk, target, i)) for i in passing])
    met = formula.either(passed, _of_topics(walk, target))
    after = walk.knows.holds(promise.after, END)
    return _ending(walk, after, lambda i: formula.either(met, _shown(walk, target, i)))


def _always(walk: WalkFormula, promise: Always) -> Goal:
    formula, met = walk.formula, _of_topics(walk, promise.target)
    after = walk.knows.holds(promise.after, END)
    return _ending(
        walk, after, lambda i: -formula.either(met, _shown(walk, promise.target, i, steady=True))
    )


def _asked(walk: WalkFormula, promise: Asked) -> Goal:
    missing = -walk.formula.every([walk.standing(name) for name in promise.asked])
    return _ending(walk, walk.knows.holds(promise.after, END), lambda _: missing)


def _page(walk: WalkFormula, i: int) -> Outcome:
    return walk.tree.outcomes[walk.names[i]]


def _shown(walk: WalkFormula, target: Target, i: int, *, steady: bool = False) -> int:
    """Return the literal that a page, at this copy of it, is or shows the target."""
    outcome = _page(walk, i)
    if is_meant(target, outcome):
        return TRUE
    whens = carrying(target, outcome, steady=steady)
    return walk.formula.some([walk.knows.holds(when, 2 * i) for when in whens])


def _of_topics(walk: WalkFormula, target: Target) -> int:
    """Return the literal that a question of the target's topics was answered or skipped."""
    if not target.topics:
        return FALSE
    asked = (q for q in walk.tree.questions.values() if q.topic in target.topics)
    return walk.formula.some([walk.standing(question.id) for question in asked])


def _next(walk: WalkFormula, promise: Next) -> Goal:
    """Encode `next`: the screen just after the answer that first makes `after` hold."""
    formula, sites, touched = walk.formula, list[Site](), list[int]()
    on = _onward(walk)
    wrong: dict[int, int] = {}
    there: dict[int, int] = {}
    for i, new in newly(walk, promise.after):
        met = _ahead(walk, i, on, wrong, lambda j: _missed(walk, promise.target, j))
        come = _ahead(walk, i, on, there, lambda _: TRUE) if walk.unrolled.looping else TRUE
        sites.append(Site(i, formula.both(new, met), after=True))
        touched.append(formula.both(new, come))
    return goal_of(iter(sites), formula.some(touched))


def _onward(walk: WalkFormula) -> list[list[tuple[int, int]]]:
    """Return the edges reversed: for each copy, where its routes lead."""
    on: list[list[tuple[int, int]]] = [[] for _ in walk.names]
    for to, coming in enumerate(walk.edges):
        for i, literal in coming:
            on[i].append((to, literal))
    return on


def _ahead(
    walk: WalkFormula,
    i: int,
    on: list[list[tuple[int, int]]],
    known: dict[int, int],
    at: Callable[[int], int],
) -> int:
    """Return the literal that `at` holds at the next screen, through forks."""
    if i not in known:
        known[i] = walk.formula.some(
            [
                walk.formula.both(
                    literal,
                    _ahead(walk, to, on, known, at)
                    if walk.names[to] in walk.tree.forks
                    else at(to),
                )
                for to, literal in on[i]
            ]
        )
    return known[i]


def _missed(walk: WalkFormula, target: Target, i: int) -> int:
    """Return the literal that a screen is not the target."""
    name = walk.names[i]
    if name in walk.tree.outcomes:
        return -_shown(walk, target, i, steady=True)
    return FALSE if walk.tree.questions[name].topic in target.topics else TRUE


def _before(walk: WalkFormula, promise: Before) -> Goal:
    """Encode `before`: as a walk comes to the target, the answers that it needs must stand."""
    formula, sites, touched = walk.formula, list[Site](), list[int]()
    stood = _stood(walk, promise)
    for i, name in enumerate(walk.names):
        question = walk.tree.questions.get(name)
        if question and question.topic in promise.target.topics:
            here = walk.at[i]
        elif name in walk.tree.outcomes:
            here = formula.both(walk.live[i], _shown(walk, promise.target, i))
        else:
            continue
        if here != FALSE:
            touched.append(here)
            sites.append(Site(i, formula.both(here, -walk.knows.holds(stood, 2 * i))))
    return goal_of(iter(sites), formula.some(touched))


def _stood(walk: WalkFormula, promise: Before) -> Condition:
    """Return the condition that the named questions stand and the needed facts are known."""
    questions = walk.tree.questions
    plain = (_one_of(questions[n], plain=True) for n in promise.plain)
    answered = (_one_of(questions[n], plain=False) for n in promise.asked)
    learned = (promise.learned,) if promise.learned else ()
    return All((*plain, *answered, *learned))


def _one_of(question: Question, *, plain: bool) -> Condition:
    options = (o.id for o in question.options if o.plain or not plain)
    return Chose(question.id, tuple(options))


def _never_routes(walk: WalkFormula, promise: NeverRoutes) -> Goal:
    """Encode `never_routes`: a walk comes to a route whose condition reads one of the facts."""
    facts = {(Fact.op, name) for name in promise.facts}
    known = walk.formula.some([walk.knows.holds(Fact(n), END) for n in promise.facts])
    ended = walk.formula.some([end for _, end in walk.ends])
    sites = list[Site]()
    for tried in walk.tried:
        for route, left in zip(tried.routes, tried.left, strict=False):
            if route.when is not None and not facts.isdisjoint(reads(route.when)):
                asks = walk.names[tried.copy] in walk.tree.questions
                sites.append(Site(tried.copy, left, after=asks))
                break
    return goal_of(iter(sites), walk.formula.both(known, ended))


def compared(walk: WalkFormula, promise: Monotone, twin: Twin) -> Goal:
    """Encode `monotone`: of two walks, the one with the worse answer ends at a gentler tier."""
    formula = walk.formula
    worse = formula.some([twin.better(n) for n in promise.questions if n in walk.copies])
    sites = list[Site]()
    for i, end in walk.ends:
        tier = _page(walk, i).tier
        more_urgent = [other for j, other in twin.ends if _page(twin, j).tier < tier]
        sites.append(Site(i, formula.every([end, worse, formula.some(more_urgent)])))
    return goal_of(iter(sites), formula.some([walk.standing(n) for n in promise.questions]))
