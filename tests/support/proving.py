"""Promises judged by brute force: every walk is walked, one at a time, and looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import assert_never

from tests.support.random_trees import answers
from tree.condition import All, AnyOf, Chose, Condition, Fact, reads
from tree.condition import holds as condition_holds
from tree.model import SKIP, Outcome, Question, Tree
from tree.page import page
from tree.proving.promise import (
    Always,
    Asked,
    AtMost,
    Before,
    Monotone,
    Never,
    NeverRoutes,
    Next,
    Promise,
    Target,
)
from tree.proving.replay import trail
from tree.walk import Answer, Walk, begin


@dataclass(frozen=True)
class Judged:
    """What brute force says: kept or not, how short a walk breaks it, and is it vacuous."""

    kept: bool
    length: int | None = None
    vacuous: bool = False


def every(tree: Tree) -> list[Walk]:
    """List every walk, finished or not, shortest first."""
    walks = [begin(tree)]
    for walk in walks:
        walks += [walk.answer(*options) for options in answers(walk.place)]
    return sorted(walks, key=lambda walk: len(walk.answers))


def ended(walks: Iterable[Walk]) -> list[Walk]:
    """Keep the walks that stand at an outcome, where a person may stop."""
    return [walk for walk in walks if isinstance(walk.place, Outcome)]


def prefix(walk: Walk, length: int) -> Walk:
    """Walk only the first answers of a walk."""
    again = begin(walk.tree)
    for answer in walk.answers[:length]:
        again = again.answer(*answer.options)
    return again


def prefixes(walk: Walk) -> list[Walk]:
    """List all walks that this one went through, itself last."""
    through = [begin(walk.tree)]
    for answer in walk.answers:
        through.append(through[-1].answer(*answer.options))
    return through


def holds(condition: Condition | None, walk: Walk) -> bool:
    """Say whether a condition holds on a walk; one over answers, too."""
    match condition:
        case Chose(question, options):
            return any(
                a.question == question and set(a.options) & set(options) for a in walk.answers
            )
        case All(parts):
            return all(holds(part, walk) for part in parts)
        case AnyOf(parts):
            return any(holds(part, walk) for part in parts)
    return condition_holds(condition, walk.learned)


def meets(target: Target, walk: Walk, *, steady: bool = False) -> bool:
    """Say whether the page at which a walk stands is or shows the target; steady: at once."""
    shown = page(walk)
    tags = at_once(walk) if steady else set(shown.tags)
    return (
        shown.outcome.id in target.outcomes
        or shown.outcome.kind in target.kinds
        or shown.outcome.tier in target.tiers
        or bool(tags & target.tags)
    )


def at_once(walk: Walk) -> set[str]:
    """List the tags that a page shows without another key, by what its author wrote alone."""
    shown = page(walk)
    end, seen = shown.outcome, (*shown.top, *shown.steps, *shown.leave, *shown.also)
    tags = {
        *end.tags,
        *(shown.answer.tags if shown.answer else ()),
        *(f"line:{name}" for name in shown.helplines),
    }
    parts = ((end.steps, end.room.steps), (end.leave, end.room.leave), (end.also, end.room.also))
    for says, most in parts:
        small = most == 0 or len([say for say in says if not say.top]) <= most
        for say in says:
            if say.fits(walk.learned) and (small or say.first or say.top):
                assert any(say is there for there in seen), "what never waits is in sight"
                tags |= set(say.tags)
    return tags


def asks(target: Target, walk: Walk) -> bool:
    """Say whether a question of the target's topics was answered or skipped."""
    questions = walk.tree.questions
    return any(questions[a.question].topic in target.topics for a in walk.asked)


def judge(promise: Promise, walks: list[Walk]) -> Judged:
    """Judge a promise of any form."""
    touched, broken = _judge(promise, walks)
    if broken:
        return Judged(kept=False, length=min(broken))
    return Judged(kept=touched, vacuous=not touched)


def _judge(promise: Promise, walks: list[Walk]) -> Verdict:  # noqa: C901  (eight forms)
    match promise:
        case Never():
            verdict = never(promise, walks)
        case Always():
            verdict = always(promise, walks)
        case Next():
            verdict = next_(promise, walks)
        case Before():
            verdict = before(promise, walks)
        case Asked():
            verdict = asked(promise, walks)
        case NeverRoutes():
            verdict = never_routes(promise, walks)
        case AtMost():
            verdict = at_most(promise, walks)
        case Monotone():
            verdict = monotone(promise, walks)
        case _:
            assert_never(promise)
    return verdict


Verdict = tuple[bool, list[int]]
"""Did any walk touch the promise, and how long are those that break it?"""


def never(promise: Never, walks: list[Walk]) -> Verdict:
    touched = [walk for walk in ended(walks) if holds(promise.after, walk)]
    broken = [
        len(walk.answers)
        for walk in touched
        if asks(promise.target, walk)
        or any(meets(promise.target, seen) for seen in ended(prefixes(walk)))
    ]
    return bool(touched), broken


def always(promise: Always, walks: list[Walk]) -> Verdict:
    touched = [walk for walk in ended(walks) if holds(promise.after, walk)]
    shows = [w for w in touched if meets(promise.target, w, steady=True)]
    broken = [w for w in touched if w not in shows and not asks(promise.target, w)]
    return bool(touched), [len(walk.answers) for walk in broken]


def next_(promise: Next, walks: list[Walk]) -> Verdict:
    touched = [walk for walk in walks if newly(promise.after, walk)]
    broken = []
    for walk in touched:
        place = walk.place
        good = (
            meets(promise.target, walk, steady=True)
            if isinstance(place, Outcome)
            else place.topic in promise.target.topics
        )
        broken += [] if good else [len(walk.answers)]
    return bool(touched), broken


def newly(after: Condition, walk: Walk) -> bool:
    """Say whether the last answer has first made `after` hold."""
    if not walk.answers or not holds(after, walk):
        return False
    return not holds(after, prefix(walk, len(walk.answers) - 1))


def stood(promise: Before, walk: Walk) -> bool:
    """Say whether the named questions were answered so, and what must be known is."""
    given = {a.question: a for a in walk.asked}
    plain = all(
        name in given
        and any(o.plain for o in walk.tree.questions[name].options if o.id in given[name].options)
        for name in promise.plain
    )
    asked = all(name in given and not given[name].skipped for name in promise.asked)
    return plain and asked and holds(promise.learned, walk)


def before(promise: Before, walks: list[Walk]) -> Verdict:
    touched = []
    for walk in walks:
        place = walk.place
        if isinstance(place, Outcome):
            touched += [walk] if meets(promise.target, walk) else []
        elif place.topic in promise.target.topics:
            touched.append(walk)
    return bool(touched), [len(w.answers) for w in touched if not stood(promise, w)]


def asked(promise: Asked, walks: list[Walk]) -> Verdict:
    touched = [walk for walk in ended(walks) if holds(promise.after, walk)]
    broken = [w for w in touched if set(promise.asked) - {a.question for a in w.asked}]
    return bool(touched), [len(walk.answers) for walk in broken]


def at_most(promise: AtMost, walks: list[Walk]) -> Verdict:
    touched, broken = False, []
    for walk in walks:
        ways = prefixes(walk)
        starts = [w for w in ways if newly(promise.after, w)] if promise.after else ways[:1]
        touched |= bool(starts)
        if starts and isinstance(walk.place, Question):
            more = len(walk.asked) - len(starts[0].asked)
            broken += [len(walk.answers)] if more >= promise.most else []
    return touched, broken


def never_routes(promise: NeverRoutes, walks: list[Walk]) -> Verdict:
    touched = any(set(promise.facts) & walk.learned.facts for walk in ended(walks))
    broken = []
    for walk in walks:
        steps = trail(walk.tree, {a.question: a.options for a in walk.answers})
        fired = steps.steps[-1].fired if steps.steps else steps.before
        if any(tries(walk.tree, f.place, f.number, walk, promise) for f in fired):
            broken.append(len(walk.answers))
    return touched, broken


def tries(tree: Tree, place: str, number: int, walk: Walk, promise: NeverRoutes) -> bool:
    """Say whether trying the routes of a place, up to the one that fired, reads a fact."""
    node = tree.node(place)
    if isinstance(node, Outcome):
        return False
    go = node.go
    if isinstance(node, Question):
        given = next(a for a in walk.answers if a.question == place)
        picked = node.option(given.options[0])
        assert picked
        go = node.go if node.choose and not given.skipped else picked.go
    tried = [route.when for route in go[: number + 1] if route.when]
    return any((Fact.op, name) in reads(when) for when in tried for name in promise.facts)


def monotone(promise: Monotone, walks: list[Walk]) -> Verdict:
    tree = walks[0].tree
    ends = {}
    for sheet in sheets(tree):
        walk = walk_sheet(tree, sheet)
        assert isinstance(walk.place, Outcome)
        ends[tuple(sorted(sheet.items()))] = walk.place.tier, len(walk.answers)
    broken = []
    for key, (tier, length) in ends.items():
        sheet = dict(key)
        for name in promise.questions:
            for better in gentler(tree.questions[name], sheet[name]):
                other = tuple(sorted({**sheet, name: better}.items()))
                broken += [length] if other in ends and tier > ends[other][0] else []
    asked = {a.question for walk in walks for a in walk.asked}
    return bool(asked & set(promise.questions)), broken


def sheets(tree: Tree) -> Iterator[dict[str, tuple[str, ...]]]:
    """List every sheet: an answer to each question, and whether to go on wherever one may."""
    passing = [o for o in tree.outcomes.values() if o.go_on]
    places: list[Question | Outcome] = [*tree.questions.values(), *passing]
    ways = [[*answers(p), ()] if isinstance(p, Outcome) else [*answers(p)] for p in places]
    for given in product(*ways):
        yield {place.id: options for place, options in zip(places, given, strict=True)}


def walk_sheet(tree: Tree, sheet: dict[str, tuple[str, ...]]) -> Walk:
    """Walk as a sheet says, to where it stops."""
    walk = begin(tree)
    while not walk.over and sheet[walk.place.id]:
        walk = walk.answer(*sheet[walk.place.id])
    return walk


def gentler(question: Question, given: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """List the answers that rank after this one."""
    names = [option.id for option in question.options]
    plain = [i for i, option in enumerate(question.options) if option.plain]
    at = plain[0] if plain else len(names)
    order = [*names[:at], SKIP, *names[at:]]
    if len(given) == 1:
        yield from ((name,) for name in order[order.index(given[0]) + 1 :])
        return
    for left_out in given:
        yield tuple(name for name in given if name != left_out)


def replay(tree: Tree, walk: Iterable[Answer]) -> Walk:
    """Walk a counterexample as a person would."""
    again = begin(tree)
    for answer in walk:
        assert again.place.id == answer.question
        again = again.answer(*answer.options)
    return again
