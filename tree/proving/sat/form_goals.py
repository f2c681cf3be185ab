"""Each form of a promise as literals: where a walk would break it, and what it speaks of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tree.condition import All, Chose, Condition, Fact, reads
from tree.model import Outcome, Question
from tree.proving.promise import Promise
from tree.proving.sat.formula import FALSE, TRUE, NoRoomError
from tree.proving.sat.knowledge import END, carrying, is_meant
from tree.proving.sat.two_walks import Twin
from tree.proving.sat.walk_formula import WalkFormula


@dataclass(frozen=True, slots=True)
class Site:
    """A copy at which a walk breaks a promise; `after` what is answered there, or on coming."""

    copy: int
    literal: int
    after: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """All sites of a promise, and the literal of the promise saying anything of a walk."""

    sites: tuple[Site, ...]
    touched: int


def goal_of(sites: Iterator[Site], touched: int) -> Goal:
    """Keep the sites to which a walk may come."""
    return Goal(tuple(site for site in sites if site.literal != FALSE), touched)


def newly(walk: WalkFormula, promise: Promise) -> Iterator[tuple[int, int]]:
    """List the questions whose answers may first make `after` hold, each with its literal."""
    for i, live in enumerate(walk.live):
        if live != FALSE and walk.names[i] in walk.tree.questions:
            was = walk.knows.holds(promise.after, 2 * i)
            holds = walk.knows.holds(promise.after, 2 * i + 1)
            if was != holds:
                yield i, walk.formula.every([live, -was, holds])


MOST_DIGITS = 400_000
"""A count over so many questions, up to so many, takes a gate for each pair."""


def at_most(walk: WalkFormula, promise: Promise) -> Goal:
    """Count the questions answered since `after` came to hold; one more asked is too many.

    Nobody comes to more without having stood at exactly so many, so later places are left out.
    """
    formula, most = walk.formula, promise.most
    new = TRUE if promise.after is None else formula.some([n for _, n in newly(walk, promise)])
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
    """Count the questions on the longest or shortest road, conditions aside."""
    counted = _counted(walk, which)
    asks = (name in walk.tree.questions for name in walk.names)
    return which(n + more for n, more in zip(counted, asks, strict=True))


def _counted(walk: WalkFormula, which: Callable[[Iterable[int]], int]) -> list[int]:
    """Count for each copy the questions before it on the longest or shortest road."""
    far = [0] * len(walk.names)
    for i, coming in enumerate(walk.edges):
        if coming:
            far[i] = which(far[j] + (walk.names[j] in walk.tree.questions) for j, _ in coming)
    return far


def goal(walk: WalkFormula, promise: Promise, twin: Twin | None = None) -> Goal:
    """Encode a promise of any form; raises NoRoomError."""
    if promise.form == "monotone" and twin:
        return _monotone(walk, promise, twin)
    forms: dict[str, Callable[[WalkFormula, Promise], Goal]] = {
        "never": _never, "always": _always, "next": _next, "before": _before,
        "asked": _asked, "at_most": at_most, "never_routes": _never_routes,
    }  # fmt: skip
    return forms[promise.form](walk, promise)


def _ending(walk: WalkFormula, after: int, wrong: Callable[[int], int]) -> Goal:
    """Look where walks end, of those for which `after` has come to hold."""
    formula = walk.formula
    sites = (Site(i, formula.every([end, after, wrong(i)])) for i, end in walk.ends)
    return goal_of(sites, formula.both(after, formula.some([end for _, end in walk.ends])))


def _never(walk: WalkFormula, promise: Promise) -> Goal:
    """Let a page that was gone on from count for all walks that end later."""
    formula = walk.formula
    passing = [i for i, _ in walk.ends if _page(walk, i).go_on]
    passed = formula.some([formula.both(walk.live[i], _shown(walk, promise, i)) for i in passing])
    met = formula.either(passed, _of_topics(walk, promise))
    after = walk.knows.holds(promise.after, END)
    return _ending(walk, after, lambda i: formula.either(met, _shown(walk, promise, i)))


def _always(walk: WalkFormula, promise: Promise) -> Goal:
    formula, met = walk.formula, _of_topics(walk, promise)
    after = walk.knows.holds(promise.after, END)
    return _ending(
        walk, after, lambda i: -formula.either(met, _shown(walk, promise, i, steady=True))
    )


def _asked(walk: WalkFormula, promise: Promise) -> Goal:
    missing = -walk.formula.every([walk.standing(name) for name in promise.asked])
    return _ending(walk, walk.knows.holds(promise.after, END), lambda _: missing)


def _page(walk: WalkFormula, i: int) -> Outcome:
    return walk.tree.outcomes[walk.names[i]]


def _shown(walk: WalkFormula, promise: Promise, i: int, *, steady: bool = False) -> int:
    """Return the literal of a page being or showing the target to whoever comes to a copy of it."""
    outcome = _page(walk, i)
    if is_meant(promise.target, outcome):
        return TRUE
    whens = carrying(promise.target, outcome, steady=steady)
    return walk.formula.some([walk.knows.holds(when, 2 * i) for when in whens])


def _of_topics(walk: WalkFormula, promise: Promise) -> int:
    """Return the literal of a question of the target's topics being answered or skipped."""
    if not promise.target.topics:
        return FALSE
    asked = (q for q in walk.tree.questions.values() if q.topic in promise.target.topics)
    return walk.formula.some([walk.standing(question.id) for question in asked])


def _next(walk: WalkFormula, promise: Promise) -> Goal:
    """Look at the screen just after the answer that first makes `after` hold."""
    formula, sites, touched = walk.formula, list[Site](), list[int]()
    on = _onward(walk)
    wrong: dict[int, int] = {}
    there: dict[int, int] = {}
    for i, new in newly(walk, promise):
        met = _ahead(walk, i, on, wrong, lambda j: _missed(walk, promise, j))
        come = _ahead(walk, i, on, there, lambda _: TRUE) if walk.unrolled.looping else TRUE
        sites.append(Site(i, formula.both(new, met), after=True))
        touched.append(formula.both(new, come))
    return goal_of(iter(sites), formula.some(touched))


def _onward(walk: WalkFormula) -> list[list[tuple[int, int]]]:
    """Turn the edges round: for each copy, where its routes lead."""
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
    """Return the literal of something holding at the next screen, through forks."""
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


def _missed(walk: WalkFormula, promise: Promise, i: int) -> int:
    """Return the literal of a screen not being the target."""
    name = walk.names[i]
    if name in walk.tree.outcomes:
        return -_shown(walk, promise, i, steady=True)
    return FALSE if walk.tree.questions[name].topic in promise.target.topics else TRUE


def _before(walk: WalkFormula, promise: Promise) -> Goal:
    """Look at walks as they come to what is shown or asked: the answers must stand by then."""
    formula, sites, touched = walk.formula, list[Site](), list[int]()
    stood = _stood(walk, promise)
    for i, name in enumerate(walk.names):
        question = walk.tree.questions.get(name)
        if question and question.topic in promise.target.topics:
            here = walk.at[i]
        elif name in walk.tree.outcomes:
            here = formula.both(walk.live[i], _shown(walk, promise, i))
        else:
            continue
        if here != FALSE:
            touched.append(here)
            sites.append(Site(i, formula.both(here, -walk.knows.holds(stood, 2 * i))))
    return goal_of(iter(sites), formula.some(touched))


def _stood(walk: WalkFormula, promise: Promise) -> Condition:
    """Hold where the named questions stand, plain or not skipped, and what must be known is."""
    questions = walk.tree.questions
    plain = (_one_of(questions[n], plain=True) for n in promise.plain)
    answered = (_one_of(questions[n], plain=False) for n in promise.asked)
    learned = (promise.learned,) if promise.learned else ()
    return All((*plain, *answered, *learned))


def _one_of(question: Question, *, plain: bool) -> Condition:
    options = (o.id for o in question.options if o.plain or not plain)
    return Chose(question.id, tuple(options))


def _never_routes(walk: WalkFormula, promise: Promise) -> Goal:
    """Look at every list of routes: does a walk come to one that reads such a fact?"""
    facts = {(Fact.op, name) for name in promise.names}
    known = walk.formula.some([walk.knows.holds(Fact(n), END) for n in promise.names])
    ended = walk.formula.some([end for _, end in walk.ends])
    sites = list[Site]()
    for tried in walk.tried:
        for route, left in zip(tried.routes, tried.left, strict=False):
            if route.when is not None and not facts.isdisjoint(reads(route.when)):
                asks = walk.names[tried.copy] in walk.tree.questions
                sites.append(Site(tried.copy, left, after=asks))
                break
    return goal_of(iter(sites), walk.formula.both(known, ended))


def _monotone(walk: WalkFormula, promise: Promise, twin: Twin) -> Goal:
    """Look for two walks of which the one with the worse answer ends at a gentler tier."""
    formula = walk.formula
    worse = formula.some([twin.better(n) for n in promise.names if n in walk.copies])
    sites = list[Site]()
    for i, end in walk.ends:
        tier = _page(walk, i).tier
        more_urgent = [other for j, other in twin.ends if _page(twin, j).tier < tier]
        sites.append(Site(i, formula.every([end, worse, formula.some(more_urgent)])))
    return goal_of(iter(sites), formula.some([walk.standing(n) for n in promise.names]))
