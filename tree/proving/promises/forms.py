"""The forms of promises that need only a node and the walks that stand there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tree.condition import All, AnyOf, Chose, Condition, Fact, InTopic, reads
from tree.model import SKIP, Question, Route, Tree, exits
from tree.proving.promise import Always, Asked, Before, Never, NeverRoutes, Target
from tree.proving.sets.diagram import Set
from tree.proving.sets.reachable import Reachable


def answered(question: Question) -> Condition:
    """Return the condition that a question was answered or skipped."""
    return one_of(question, [SKIP, *(option.id for option in question.options)])


def one_of(question: Question, options: list[str]) -> Condition:
    """Return the condition that one of these options was chosen."""
    return Chose(question.id, tuple(options))


def of_topics(target: Target) -> Condition:
    """Return the condition that a question of one of the topics was answered or skipped."""
    return AnyOf(tuple(InTopic(topic) for topic in sorted(target.topics)))


def stood(tree: Tree, promise: Before) -> Condition:
    """Return the condition that `before` needs: its answers stand and its facts are known."""
    plain = [tree.questions[name] for name in promise.plain]
    answered = [tree.questions[name] for name in promise.asked]
    return All(
        (
            *(one_of(q, [o.id for o in q.options if o.plain]) for q in plain),
            *(one_of(q, [o.id for o in q.options]) for q in answered),
            *((promise.learned,) if promise.learned else ()),
        )
    )


def all_asked(tree: Tree, promise: Asked) -> Condition:
    """Return the condition that all the named questions were answered or skipped."""
    return All(tuple(answered(tree.questions[name]) for name in promise.asked))


QuestionNames = tuple[str, ...]
Groups = dict[QuestionNames, Set]
"""Walks by the pages where they may stand; pages that a promise cannot tell apart share a key."""


@dataclass(frozen=True, slots=True)
class Found:
    """The walks that break a promise, and whether any walk touches it (else it is vacuous)."""

    broken: Groups
    touched: bool


def never(reach: Reachable, promise: Never, passed: Set) -> Found:
    """Find walks that met the target; a page passed earlier counts as it was then."""
    seen = passed | reach.meaning(of_topics(promise.target))
    wrong = ((names, seen | shows) for names, shows in reach.pages.alike(promise.target))
    return _ending(reach, promise.after, wrong)


def always(reach: Reachable, promise: Always) -> Found:
    """Find walks that end at a page which does not show the target, and never met its topics."""
    met = reach.meaning(of_topics(promise.target))
    alike = reach.pages.alike(promise.target, steady=True)
    wrong = ((names, ~(met | shows)) for names, shows in alike)
    return _ending(reach, promise.after, wrong)


def asked(reach: Reachable, promise: Asked) -> Found:
    """Find finished walks that never came to one of the named questions."""
    missing = ~reach.meaning(all_asked(reach.tree, promise))
    return _ending(reach, promise.after, [(tuple(reach.ends), missing)])


def _ending(
    reach: Reachable, after: Condition | None, wrong: Iterable[tuple[QuestionNames, Set]]
) -> Found:
    """Return the finished walks on which `after` holds and something is wrong."""
    holds = reach.meaning(after)
    broken: Groups = {}
    for names, what in wrong:
        if what != reach.diagram.none:
            broken |= _standing(reach, names, holds & what)
    return Found(broken, reach.some(after))


def _standing(reach: Reachable, names: QuestionNames, walks: Set) -> Groups:
    """Return the walks among these that end at any of the pages, page by page."""
    if len(names) == len(reach.ends) and not reach.diagram.intersects(reach.ended, walks):
        return {}
    return {
        (name,): reach.unproved[name] & walks
        for name in names
        if reach.diagram.intersects(reach.unproved[name], walks)
    }


def before(reach: Reachable, promise: Before) -> Found:
    """Find walks that come to the target before the answers that it needs were given."""
    missing = ~reach.meaning(stood(reach.tree, promise))
    shown = [
        (reach.unproved[name], name, shows)
        for names, shows in reach.pages.alike(promise.target)
        for name in names
    ]
    asked = [
        (reach.at[question.id], question.id, reach.diagram.all)
        for question in reach.tree.questions.values()
        if question.topic in promise.target.topics
    ]
    broken: Groups = {
        (name,): walks & (shows & missing)
        for walks, name, shows in (*shown, *asked)
        if reach.diagram.intersects(walks, shows & missing)
    }
    touched = (reach.diagram.intersects(walks, shows) for walks, _, shows in (*shown, *asked))
    return Found(broken, any(touched))


def shown(reach: Reachable, target: Target, name: str) -> Set:
    """Return the walks for which a page, if shown, is or shows the target."""
    return reach.pages.shown(target, reach.tree.outcomes[name])


def missed(reach: Reachable, target: Target, screen: str, walks: Set) -> Set:
    """Return the walks for which a screen is not the target."""
    if screen in reach.tree.outcomes:
        outcome = reach.tree.outcomes[screen]
        return walks & ~reach.pages.shown(target, outcome, steady=True)
    topic = reach.tree.questions[screen].topic
    return reach.diagram.none if topic in target.topics else walks


def reading(reach: Reachable, promise: NeverRoutes, walks: Set, name: str) -> Set:
    """Return the walks that try a route whose condition reads a fact of the promise."""
    found, node = reach.diagram.none, reach.tree.node(name)
    facts = {(Fact.op, fact) for fact in promise.facts}
    if not any(_reads(route, facts) for route in exits(node)):
        return found
    for some, routes in reach.step(node, walks):
        left = some
        for route in routes:
            if _reads(route, facts):
                found = found | left
                break
            left = left & ~reach.meaning(route.when)
    return found


def _reads(route: Route, facts: set[tuple[str, str]]) -> bool:
    return route.when is not None and not facts.isdisjoint(reads(route.when))


def learned(promise: NeverRoutes) -> Condition:
    """Return the condition that one of the facts of a promise was learned."""
    return AnyOf(tuple(Fact(name) for name in promise.facts))


def is_empty(reach: Reachable, groups: Groups) -> bool:
    """Return whether all groups are empty."""
    return all(walks == reach.diagram.none for walks in groups.values())
