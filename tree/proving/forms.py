"""The forms of promises that look at a place and at what is known of the walks that stand there."""

from __future__ import annotations

from dataclasses import dataclass

from tree.proving.diagram import Set
from tree.proving.given import all_asked, of_topics, stood
from tree.proving.promise import Promise
from tree.proving.reach import Reach

Places = dict[str, Set]
"""Walks by the place where they stand."""


@dataclass(frozen=True, slots=True)
class Found:
    """The walks that break a promise, and those on which it says anything."""

    broken: Places
    touched: Places


def never(reach: Reach, promise: Promise, passed: Set) -> Found:
    """Look at every page shown on a walk; those gone on from before count as they were then."""
    touched = after(reach, promise)
    seen = passed | reach.meaning(of_topics(promise.target))
    broken = {
        name: walks & (seen | _shown(reach, promise, name)) for name, walks in touched.items()
    }
    return Found(broken, touched)


def always(reach: Reach, promise: Promise) -> Found:
    """Look at the page where a walk ends."""
    touched = after(reach, promise)
    met = reach.meaning(of_topics(promise.target))
    broken = {name: walks & ~met & ~_shown(reach, promise, name) for name, walks in touched.items()}
    return Found(broken, touched)


def before(reach: Reach, promise: Promise) -> Found:
    """Look at walks as they come to what is shown or asked: the answers must stand by then."""
    touched = {name: walks & _shown(reach, promise, name) for name, walks in reach.ends.items()}
    for question in reach.tree.questions.values():
        if question.topic in promise.target.topics:
            touched[question.id] = reach.at[question.id]
    good = reach.meaning(stood(reach.tree, promise))
    return Found({name: walks & ~good for name, walks in touched.items()}, touched)


def asked(reach: Reach, promise: Promise) -> Found:
    """Look for the named questions on finished walks."""
    touched = after(reach, promise)
    good = reach.meaning(all_asked(reach.tree, promise))
    return Found({name: walks & ~good for name, walks in touched.items()}, touched)


def after(reach: Reach, promise: Promise) -> Places:
    """Take the finished walks on which a promise has come to hold."""
    holds = reach.meaning(promise.after)
    return {name: walks & holds for name, walks in reach.ends.items()}


def shown(reach: Reach, promise: Promise, name: str) -> Set:
    """Take the walks that are shown the target at a page."""
    return reach.ends[name] & _shown(reach, promise, name)


def _shown(reach: Reach, promise: Promise, name: str) -> Set:
    return reach.pages.shown(promise.target, reach.tree.outcomes[name])


def missed(reach: Reach, promise: Promise, screen: str, walks: Set) -> Set:
    """Take the walks for which a screen is not the target."""
    if screen in reach.tree.outcomes:
        return walks & ~_shown(reach, promise, screen)
    topic = reach.tree.questions[screen].topic
    return reach.diagram.none if topic in promise.target.topics else walks


def reading(reach: Reach, promise: Promise, walks: Set, name: str) -> Set:
    """Take the walks that, in the lists of routes they take from a place, try one that reads."""
    found = reach.diagram.none
    for some, routes in reach.step(reach.tree.node(name), walks):
        left = some
        for route in routes:
            if route.when and route.when.reads() & {("fact", fact) for fact in promise.names}:
                found = found | left
                break
            left = left & ~reach.meaning(route.when)
    return found
