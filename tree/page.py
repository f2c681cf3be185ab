"""Build the page of an outcome for a walk, and find the answers that led there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tree.condition import AtLeast, Condition, Fact, Not, holds, parts
from tree.model import Option, Outcome, Route, Say, Weigh, exit_routes
from tree.walk import Walk


def deciding(walk: Walk) -> frozenset[str]:
    """List the facts that made the last route match; none if that has no condition."""
    return speaking_for(walk, _last(walk).when)


def speaking_for(walk: Walk, when: Condition | None) -> frozenset[str]:
    """List the learned facts that a condition asks for.

    A tally counts as the facts of the answers that raised it, and a fact without words as those
    learned with it.
    """
    asked = frozenset(_asked_for(walk, when)) & walk.learned.facts if when else frozenset()
    marks = frozenset(fact for fact in asked if not walk.tree.facts[fact])
    return asked.union(*(option.learn for option in _answers(walk) if marks & set(option.learn)))


def _answers(walk: Walk) -> Iterator[Option]:
    """List the options chosen, in order."""
    for number in range(len(walk.answers)):
        yield from _options_of(walk, number)


def _last(walk: Walk) -> Route:
    """Return the route that led here, following the last answer through forks."""
    go = _exits(walk)
    while True:
        route = next(r for r in go if holds(r.when, walk.learned))
        fork = walk.tree.forks.get(route.to)
        if fork is None:
            return route
        go = fork.go


def _exits(walk: Walk) -> tuple[Route, ...]:
    if not walk.answers:
        return (Route(walk.tree.start),)
    answer = walk.answers[-1]
    place = walk.tree.node(answer.question)
    if isinstance(place, Outcome):
        return (Route(place.go_on),)
    return exit_routes(walk.tree.questions[place.id], _options_of(walk, len(walk.answers) - 1))


def _options_of(walk: Walk, number: int) -> list[Option]:
    answer = walk.answers[number]
    asked = walk.tree.questions.get(answer.question)
    found = (asked.option(name) for name in answer.options) if asked else ()
    return [option for option in found if option]


def _asked_for(walk: Walk, when: Condition, yes: bool = True) -> Iterator[str]:
    """Yield the facts that a condition needs to be true; those under a negation are left out."""
    match when:
        case Fact(name) if yes:
            yield name
        case AtLeast(tally) if yes:
            yield from _counted(walk, tally)
    for part in parts(when):
        yield from _asked_for(walk, part, yes is not isinstance(when, Not))


def _counted(walk: Walk, tally: str) -> Iterator[str]:
    """List the facts learned from answers that raise a tally."""
    for option in _answers(walk):
        if any(name == tally and n > 0 for name, n in option.count):
            yield from option.learn


MOST_HEARD = 5
MOST_ALSO_SAID = 2
CORE = 2
"""Steps not chosen from a list that come before those that were."""


@dataclass(frozen=True, slots=True, repr=False)
class Waiting:
    """The parts of a page that do not fit at once."""

    steps: tuple[Say, ...] = ()
    leave: tuple[Say, ...] = ()
    also: tuple[Say, ...] = ()

    @property
    def all(self) -> tuple[Say, ...]:
        """All of them, in the order shown."""
        return (*self.steps, *self.also, *self.leave)


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """The texts of an outcome for one walk, in the order shown.

    `heard` are facts that led here, `also_said` some good facts. `top` notes come before the steps;
    `more` is folded behind a key. `tags`, `helplines` and `sources` include those of folded parts.
    `beside` is another page that can be opened from here, `weigh` a decision with the options that
    fit.
    """

    outcome: Outcome
    opening: str
    answer: Say | None
    heard: tuple[str, ...]
    also_said: tuple[str, ...]
    top: tuple[Say, ...]
    steps: tuple[Say, ...]
    leave: tuple[Say, ...]
    also: tuple[Say, ...]
    more: Waiting
    beside: Outcome | None
    weigh: Weigh | None
    helplines: tuple[str, ...]
    tags: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def kept_lines(self) -> tuple[str, ...]:
        """The helplines of the notes on top; their numbers come first of all."""
        return _once(line for note in self.top for line in note.helplines)

    @property
    def says(self) -> tuple[Say, ...]:
        """All texts besides the opening, in the order shown; folded ones last."""
        answer = (self.answer,) if self.answer else ()
        return (*answer, *self.top, *self.steps, *self.also, *self.leave, *self.more.all)


def page(walk: Walk) -> Page:
    """Build the page of the outcome where the walk stands; raises TypeError at a question."""
    outcome = walk.place
    if not isinstance(outcome, Outcome):
        raise TypeError(outcome.id)
    route = _beside(outcome, walk)
    beside = walk.tree.outcomes[route.to] if route else None
    return _page(walk, outcome, deciding(walk), beside)


def page_beside(walk: Walk) -> Page:
    """Build the page that can be opened from where the walk ended; raises LookupError if none."""
    shown = page(walk)
    if shown.beside is None:
        raise LookupError(walk.place.id)
    route = _beside(shown.outcome, walk)
    return _page(walk, shown.beside, speaking_for(walk, route.when if route else None))


def _beside(outcome: Outcome, walk: Walk) -> Route | None:
    """Return the route to the page that can be opened from another, first match first."""
    return next((r for r in outcome.beside if r.when and holds(r.when, walk.learned)), None)


def _page(
    walk: Walk, outcome: Outcome, decided: frozenset[str], beside: Outcome | None = None
) -> Page:
    room = outcome.room
    notes = _fit(outcome.also, walk)
    top = tuple(note for note in notes if note.top)
    steps, more_steps = _part(_in_order(_fit(outcome.steps, walk), walk), room.steps)
    leave, more_leave = _part(_first_first(_fit(outcome.leave, walk)), room.leave)
    also, more_also = _part(_first_first(note for note in notes if not note.top), room.also)
    more = Waiting(more_steps, more_leave, more_also)
    answer = next((say for say in outcome.answers if say.fits(walk.learned)), None)
    shown = (*filter(None, [answer]), *top, *steps, *leave, *also, *more.all)
    helplines = _once((*outcome.helplines, *(h for say in shown for h in say.helplines)))
    opening = next((say for say in outcome.opening if say.fits(walk.learned)), Say("", ""))
    sources = (s for say in (opening, *shown) for s in say.sources)
    heard = _heard(walk, outcome, decided)
    weigh = _weighed(outcome.weigh, walk)
    tags = (
        *outcome.tags,
        *(t for say in shown for t in say.tags),
        *(t for option in (weigh.options if weigh else ()) for t in option.tags),
        *(f"line:{h}" for h in helplines),
    )
    return Page(
        outcome=outcome,
        opening=opening.say,
        answer=answer,
        heard=heard,
        also_said=_also_said(walk, heard),
        top=top,
        steps=steps,
        leave=leave,
        also=also,
        more=more,
        beside=beside,
        weigh=weigh,
        helplines=helplines,
        tags=_once(tags),
        sources=_once((*sources, *outcome.sources)),
    )


def _heard(walk: Walk, outcome: Outcome, decided: frozenset[str]) -> tuple[str, ...]:
    """Return the facts to say back: what led here, or else what the page asks for.

    Good facts are included only if they alone led here.
    """
    spoken, good = _spoken(walk, outcome.heard), set(walk.tree.good)
    led = [fact for fact in spoken if fact in decided]
    lists = ([f for f in led if f not in good], led, [f for f in spoken if f not in good])
    return tuple(next((facts for facts in lists if facts), ()))[:MOST_HEARD]


def _also_said(walk: Walk, heard: tuple[str, ...]) -> tuple[str, ...]:
    """Return a few good facts that were not said back yet."""
    good = (fact for fact in _spoken(walk, walk.tree.good) if fact not in heard)
    return tuple(good)[:MOST_ALSO_SAID]


def _spoken(walk: Walk, facts: Iterable[str]) -> list[str]:
    """Keep the facts that were learned and have words."""
    return [f for f in facts if f in walk.learned.facts and walk.tree.facts[f]]


def _weighed(weigh: Weigh | None, walk: Walk) -> Weigh | None:
    """Keep the options that fit; None if there is nothing to weigh."""
    if weigh is None:
        return None
    fits = tuple(o for o in weigh.options if holds(o.when, walk.learned))
    return replace(weigh, options=fits) if fits else None


def _fit(sayings: Iterable[Say], walk: Walk) -> tuple[Say, ...]:
    return tuple(say for say in sayings if say.fits(walk.learned))


def _part(says: tuple[Say, ...], most: int) -> tuple[tuple[Say, ...], tuple[Say, ...]]:
    """Split texts into those shown and those folded; `first` texts are never folded."""
    room = max(most, sum(say.first for say in says)) if most else len(says)
    return says[:room], says[room:]


def _first_first(says: Iterable[Say]) -> tuple[Say, ...]:
    return tuple(sorted(says, key=lambda say: not say.first))


def _in_order(steps: tuple[Say, ...], walk: Walk) -> tuple[Say, ...]:
    """Sort steps: `first` ones, CORE without a choice, one for each fact chosen, the others."""
    ranks = tuple(_ranks(steps, walk))
    return tuple(steps[i] for i in sorted(range(len(steps)), key=ranks.__getitem__))


def _ranks(steps: tuple[Say, ...], walk: Walk) -> Iterator[int]:
    first, early, risen, late = range(4)
    core, seen = 0, set[str]()
    for step in steps:
        fact = _chosen(step, walk)
        if step.first:
            yield first
        elif not fact:
            core += 1
            yield early if core <= CORE else late
        else:
            yield late if fact in seen else risen
            seen.add(fact)


def _chosen(step: Say, walk: Walk) -> str:
    """Return the one fact that a step rests on, if it was ticked in a list; else ""."""
    if not isinstance(step.when, Fact):
        return ""
    fact = step.when.name
    lists = (q for a in walk.asked if (q := walk.tree.questions[a.question]).choose)
    listed = any(fact in option.learn for question in lists for option in question.options)
    return fact if listed else ""


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
