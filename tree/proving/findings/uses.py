"""Findings for every pack: routes, steps, notes and openings that no walk uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tree.model import Outcome, Say
from tree.proving.findings.dead_conditions import Viewers, idle
from tree.proving.findings.loops import loops
from tree.proving.findings.route_lists import RouteList, route_lists
from tree.proving.promise import Finding, FindingPlace
from tree.proving.sets.diagram import Set
from tree.proving.sets.reachable import Reachable

NOBODY, SOME, EVERYBODY = range(3)


def uses(reach: Reachable) -> Iterator[Finding]:
    """Find loops and whatever no walk uses; only root causes are reported."""
    yield from loops(reach)
    lists, blamed = tuple(route_lists(reach)), set[FindingPlace]()
    for finding in idle(reach, lists):
        blamed.add(finding.spot)
        yield finding
    for listed in lists:
        yield from _shadowed(reach, listed, blamed)
    seen = Viewers(reach)
    for outcome in reach.tree.outcomes.values():
        if reach.ends[outcome.id] != reach.diagram.none:
            yield from _page(reach, seen, outcome)
    yield from _notes(reach, seen)
    yield from _answers(reach, seen)


def _shadowed(reach: Reachable, listed: RouteList, blamed: set[FindingPlace]) -> Iterator[Finding]:
    """Find routes that no walk takes, because the routes before them match first."""
    if len(listed.routes) == 1:  # a single route has no condition
        return
    left = listed.walks
    for i, route in enumerate(listed.routes if left != reach.diagram.none else ()):
        here = left & reach.meaning(route.when)
        causes = {(*listed.spot, j, "when") for j in range(i + 1)}
        if here == reach.diagram.none and not causes & blamed:
            yield Finding("shadowed-route", (*listed.spot, i), {"name": route.to})
        left = left & ~here


def _page(reach: Reachable, seen: Viewers, outcome: Outcome) -> Iterator[Finding]:
    """Find what a page says to nobody, and conditions that everybody meets."""
    yield from _openings(reach, outcome, seen.walks(outcome.id))
    for part in ("steps", "leave"):
        for i, say in enumerate(getattr(outcome, part)):
            yield from _saying(reach, seen, say, outcome.id, ("outcomes", outcome.id, part, i))
    yield from _beside(reach, outcome, reach.ends[outcome.id])
    yield from _weigh(reach, outcome, seen.walks(outcome.id))
    for i, fact in enumerate(outcome.heard):
        if not seen.heard(outcome.id, fact):
            yield Finding("never-heard", ("outcomes", outcome.id, "heard", i), {"name": fact})


def _saying(
    reach: Reachable, seen: Viewers, say: Say, page: str, spot: FindingPlace
) -> Iterator[Finding]:
    met = _meets(reach, seen, say, page) if say.when else SOME
    if met == NOBODY:
        yield Finding("never-shown", spot, {"name": say.id})
    elif met == EVERYBODY:
        yield Finding("always-shown", (*spot, "when"), {"name": say.id})


def _openings(reach: Reachable, outcome: Outcome, walks: Set) -> Iterator[Finding]:
    sampled = reach.sampled(outcome.id)
    for i, say in enumerate(outcome.opening):
        met = sampled.some(say.when) or reach.diagram.intersects(walks, reach.meaning(say.when))
        if not met:
            spot = ("outcomes", outcome.id, "opening", i)
            yield Finding("never-shown", spot, {"name": outcome.id})
        walks, sampled = walks & ~reach.meaning(say.when), sampled.but(say.when)


def _beside(reach: Reachable, outcome: Outcome, walks: Set) -> Iterator[Finding]:
    """Find pages that nobody can open from here."""
    for i, route in enumerate(outcome.beside):
        if not reach.diagram.intersects(walks, reach.meaning(route.when)):
            spot: FindingPlace = ("outcomes", outcome.id, "beside", i)
            yield Finding("never-shown", spot, {"name": route.to})
        walks = walks & ~reach.meaning(route.when)


def _weigh(reach: Reachable, outcome: Outcome, walks: Set) -> Iterator[Finding]:
    """Find options that nobody can weigh; if nobody can weigh any, report only the decision."""
    options = outcome.weigh.options if outcome.weigh else ()
    sampled, intersects = reach.sampled(outcome.id), reach.diagram.intersects
    met = [sampled.some(o.when) or intersects(walks, reach.meaning(o.when)) for o in options]
    spot: FindingPlace = ("outcomes", outcome.id, "weigh")
    if options and not any(met):
        yield Finding("never-shown", spot, {"name": outcome.id})
        return
    for i, option in enumerate(options):
        if not met[i]:
            yield Finding("never-shown", (*spot, "options", i), {"name": option.id})


def _notes(reach: Reachable, seen: Viewers) -> Iterator[Finding]:
    """Check a note that several outcomes share once, over the walks of all of them."""
    pages: dict[Say, list[str]] = {}
    for outcome in reach.tree.outcomes.values():
        for say in outcome.also:
            pages.setdefault(say, []).append(outcome.id)
    for say, names in pages.items():
        met = [name for name in names if reach.ends[name] != reach.diagram.none]
        found = _of_all(_meets(reach, seen, say, name) for name in met)
        spot: FindingPlace = ("outcomes", names[0], "also", say.id)
        if met and found == NOBODY:
            yield Finding("never-shown", spot, {"name": say.id})
        elif say.when and met and found == EVERYBODY:
            yield Finding("always-shown", (*spot, "when"), {"name": say.id})


def _answers(reach: Reachable, seen: Viewers) -> Iterator[Finding]:
    """Find answers that no walk to any of their pages gets."""
    pages: dict[str, list[int]] = {}
    for outcome in reach.tree.outcomes.values():
        if reach.ends[outcome.id] != reach.diagram.none:
            for say in outcome.answers:
                pages.setdefault(say.id, []).append(_meets(reach, seen, say, outcome.id))
    for name, met in pages.items():
        if set(met) == {NOBODY}:
            yield Finding("never-shown", ("answers", name), {"name": name})


def _of_all(met: Iterable[int]) -> int:
    """Merge the results of several pages; stop as soon as two differ."""
    known = set[int]()
    for one in met:
        known.add(one)
        if one == SOME or len(known) > 1:
            return SOME
    return known.pop() if known else SOME


def _meets(reach: Reachable, seen: Viewers, say: Say, page: str) -> int:
    """Return whether nobody, some or everybody who sees a page is shown this part of it."""
    if reach.sampled(page).differ(say.when):
        return SOME
    walks = seen.told(page, say.when) if say.when else seen.walks(page)
    when = reach.meaning(say.when)
    if not reach.diagram.intersects(walks, when):
        return NOBODY
    return SOME if reach.diagram.intersects(walks, ~when) else EVERYBODY
