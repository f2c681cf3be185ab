"""Parts of a chart: the neighbourhood of a place, and the way of one walk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from commands.drawing.chart import Arrow, Chart, keep
from screens.flags import nearest
from tree.condition import Learned, holds
from tree.fault import UnusableError
from tree.model import GO_ON, Fork, Outcome, Question, Route, Tree, exit_routes
from tree.walk import Answer, Walk

SliceStep = tuple[str, str]


def around(whole: Chart, name: str) -> Chart:
    """Keep what leads to a place and what it leads to, through forks; raises UnusableError."""
    known = [place.id for place in whole.places]
    if name not in known:
        raise UnusableError("unknown-place", name=name, nearest=nearest(name, known))
    ahead = _reach(whole, name, lambda arrow: (arrow.source, arrow.target))
    before = _reach(whole, name, lambda arrow: (arrow.target, arrow.source))
    near = {(arrow.source, arrow.target) for arrow in (*ahead, *before)}
    kept = (arrow for arrow in whole.arrows if (arrow.source, arrow.target) in near)
    return replace(keep(whole, kept, [name]), centre=name)


def _reach(whole: Chart, name: str, ends: Callable[[Arrow], SliceStep]) -> Iterator[Arrow]:
    """List the arrows from a place to the next screens, looking in one direction."""
    todo, seen = [name], {name}
    while todo:
        here = todo.pop()
        for arrow in whole.arrows:
            near, far = ends(arrow)
            if near != here:
                continue
            yield arrow
            if far in whole.tree.forks and far not in seen:
                seen.add(far)
                todo.append(far)


def walked(whole: Chart, walk: Walk) -> Chart:
    """Mark the arrows that a walk took, and the places it came to."""
    taken = set(_steps(walk))
    arrows = tuple(replace(a, taken=(a.source, a.target) in taken) for a in whole.arrows)
    visited = frozenset(
        {walk.tree.start, walk.place.id, *(name for step in taken for name in step)}
    )
    return replace(whole, arrows=arrows, visited=visited, walked=True)


def _steps(walk: Walk) -> Iterator[SliceStep]:
    """Replay a walk, forks included."""
    tree, learned = walk.tree, Learned()
    yield from _through(tree, tree.start, learned)
    for answer in walk.answers:
        learned, go = _answered(tree, answer, learned)
        to = _first(go, learned)
        yield answer.question, to
        yield from _through(tree, to, learned)


def _answered(tree: Tree, answer: Answer, learned: Learned) -> tuple[Learned, tuple[Route, ...]]:
    """Say what an answer taught and which routes it then follows."""
    place = tree.node(answer.question)
    if isinstance(place, Outcome) and answer.options == (GO_ON,):
        return learned, (Route(place.go_on),)
    if not isinstance(place, Question):
        raise TypeError(answer.question)
    chosen = [option for name in answer.options if (option := place.option(name))]
    return tree.learn(learned, chosen), exit_routes(place, chosen)


def _through(tree: Tree, name: str, learned: Learned) -> Iterator[SliceStep]:
    while isinstance(place := tree.node(name), Fork):
        name = _first(place.go, learned)
        yield place.id, name


def _first(go: tuple[Route, ...], learned: Learned) -> str:
    return next(route.to for route in go if holds(route.when, learned))
