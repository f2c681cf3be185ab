"""A tree as a chart of nodes and labelled edges, and parts of it: a neighbourhood, a walk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from commands.drawing.safety import safety_questions
from editor.condition_words import Labels
from screens.flags import nearest
from tree.condition import Condition, Learned, holds
from tree.fault import UnusableError
from tree.model import GO_ON, Fork, Option, Outcome, Question, Route, Tree, exit_routes, exits
from tree.walk import Answer, Walk


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """One edge: the answers that take it (none named if all do), and whether it is the default.

    `rest` marks the answers without edges of their own, where others have some. `number` is its
    place in a list of routes, of which the first that fits is taken; 0 where there is no choice.
    """

    to: str
    options: tuple[Option, ...] = ()
    when: Condition | None = None
    last: bool = False
    rest: bool = False
    passing: bool = False
    number: int = 0


def ways(place: Question | Fork | Outcome) -> Iterator[DrawnEdge]:
    """Yield the edges out of a node; answers with the same routes share one edge."""
    if isinstance(place, Outcome):
        yield from [DrawnEdge(place.go_on, passing=True)] if place.go_on else []
        return
    if isinstance(place, Fork):
        yield from _along(place.go)
        return
    shared = groups(place)
    for go, options in shared.items():
        every = len(shared) == 1
        rest = not every and go == place.go and len(options) > 1
        yield from _along(go, () if every else options, rest)


def groups(place: Question) -> dict[tuple[Route, ...], tuple[Option, ...]]:
    """Group the answers of a question, the skip last, by the routes that they share."""
    shared: dict[tuple[Route, ...], tuple[Option, ...]] = {}
    for option in place.options:
        go = place.go if place.choose else option.go
        shared[go] = (*shared.get(go, ()), option)
    shared[place.skip.go] = (*shared.get(place.skip.go, ()), place.skip)
    return shared


def _along(
    go: tuple[Route, ...], options: tuple[Option, ...] = (), rest: bool = False
) -> Iterator[DrawnEdge]:
    for number, route in _numbered(go):
        last = route.when is None and len(go) > 1
        yield DrawnEdge(route.to, options, route.when, last, rest, number=number)


def _numbered(go: tuple[Route, ...]) -> Iterator[tuple[int, Route]]:
    """Yield the routes of a list with their places in it; 0 where the order is plain."""
    return ((i * (len(go) > FORK), route) for i, route in enumerate(go, 1))


InnerNode = Question | Fork
ChartNode = InnerNode | Outcome
FEW = 3
FORK = 2
"""Routes of which the order is plain: one with a condition, and otherwise."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow between two nodes, with its labels, in short and in full.

    `numbers` are its lines in lists of routes, of which the first that fits is taken; 0 for a list
    of which the order is plain.
    """

    source: str
    target: str
    labels: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    taken: bool = False
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MapList:
    """A list that labels speak of, with its title."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: questions and forks in reading order, outcomes by tier, and arrows.

    `names` says how nodes are called where that is not their id; `safety` are questions to mark,
    and `lists` what labels speak of.
    """

    tree: Tree
    road: tuple[InnerNode, ...]
    ends: tuple[Outcome, ...]
    arrows: tuple[Arrow, ...]
    visited: frozenset[str] = frozenset()
    centre: str = ""
    walked: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    safety: frozenset[str] = frozenset()
    lists: tuple[MapList, ...] = ()

    def name(self, place: str) -> str:
        """Return how a node is called."""
        return self.names.get(place, place)

    def leaving(self) -> dict[str, list[Arrow]]:
        """Return the arrows that leave each node."""
        found: dict[str, list[Arrow]] = {}
        for arrow in self.arrows:
            found.setdefault(arrow.source, []).append(arrow)
        return found

    @property
    def topics(self) -> list[tuple[str, list[InnerNode]]]:
        """Group the questions and forks by topic."""
        return by_topic(self.road)

    def title(self, topic: str) -> str:
        """Return the title of a topic; empty for forks without one."""
        return self.tree.topics[topic].title if topic else ""

    @property
    def places(self) -> tuple[ChartNode, ...]:
        """All nodes, in drawing order."""
        return (*self.road, *self.ends)


def chart(tree: Tree, say: Labels, names: Mapping[str, str] | None = None) -> Chart:
    """Return the chart of the whole tree; nodes without a name are called by their ids."""
    road = reading_order(tree)
    ends = tuple(sorted(tree.outcomes.values(), key=lambda end: end.tier))
    below = dict(pairwise(spot.id for spot in road))
    arrows = tuple(
        a for place in (*road, *ends) for a in _arrows(place, say, below.get(place.id, ""))
    )
    return Chart(tree, road, ends, arrows, names=names or {}, safety=safety_questions(tree))


def keep(whole: Chart, arrows: Iterable[Arrow], also: Iterable[str] = ()) -> Chart:
    """Return a chart with only these arrows, and the nodes at their ends."""
    kept = tuple(arrows)
    names = {*also, *(a.source for a in kept), *(a.target for a in kept)}
    return replace(
        whole,
        road=tuple(spot for spot in whole.road if spot.id in names),
        ends=tuple(spot for spot in whole.ends if spot.id in names),
        arrows=kept,
    )


def reading_order(tree: Tree) -> tuple[InnerNode, ...]:
    """Order questions by topic, each fork after the last node that leads to it."""
    road: list[InnerNode] = list(tree.questions.values())
    waiting = list(tree.forks.values())
    while waiting:
        fork = next((f for f in waiting if not _leads(waiting, f)), waiting[0])
        waiting.remove(fork)
        last = max((i for i, spot in enumerate(road) if _leads([spot], fork)), default=-1)
        road.insert(last + 1, fork)
    return tuple(road)


def by_topic(road: Iterable[InnerNode]) -> list[tuple[str, list[InnerNode]]]:
    """Group nodes by topic; a fork goes with the question before it, or else after it."""
    parts: list[tuple[str, list[InnerNode]]] = []
    for spot in road:
        topic = spot.topic if isinstance(spot, Question) else parts[-1][0] if parts else ""
        if not parts or parts[-1][0] not in ("", topic):
            parts.append((topic, []))
        parts[-1][1].append(spot)
        parts[-1] = (topic, parts[-1][1])
    return parts


def _leads(spots: Iterable[InnerNode], to: Fork) -> bool:
    return any(route.to == to.id for spot in spots if spot.id != to.id for route in exits(spot))


def _arrows(place: ChartNode, say: Labels, below: str) -> Iterator[Arrow]:
    """Yield the arrows out of a node: one for each target, or for each line of a long list.

    Lines that lead straight down to what stands below share one arrow.
    """
    found: dict[tuple[str, int], list[DrawnEdge]] = {}
    for way in ways(place):
        apart = way.number if way.to != below else 0
        found.setdefault((way.to, apart), []).append(way)
    for (target, _), edges in found.items():
        short = _said(_label(way, say, False) for way in edges)
        whole = _said(_label(way, say, True) for way in edges)
        numbers = tuple(way.number for way in edges)
        yield Arrow(place.id, target, short, whole, numbers=numbers)


def _said(labels: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label for label in labels if label))


def _label(way: DrawnEdge, say: Labels, whole: bool) -> str:
    """Return the label of an edge: its answers and its condition."""
    who = _who(way, say, whole)
    when = say.say(way.when) if way.when else say("otherwise") if way.last else ""
    said = say("if", who=who, when=when) if who and when else who or when
    return say("numbered", n=way.number, said=said) if way.number else said


def _who(way: DrawnEdge, say: Labels, whole: bool) -> str:
    if way.passing:
        return say("going-on")
    if not way.options:
        return ""
    if way.rest and not whole:
        return say("rest")
    said = [option.say or say("skip") for option in way.options]
    shown = said if whole or len(said) <= FEW + 1 else said[:FEW]
    text = say.words(f"{say.key}.comma").join(shown)
    return text if len(shown) == len(said) else say("more", said=text, n=len(said) - len(shown))


SliceStep = tuple[str, str]
TakenWay = tuple[str, str, int]
"""A node, the next one, and the line of a list of routes that led there, as of an arrow."""


def around(whole: Chart, name: str) -> Chart:
    """Return the neighbourhood of a node, through forks; raises UnusableError if unknown."""
    known = [place.id for place in whole.places]
    if name not in known:
        raise UnusableError("unknown-place", name=name, nearest=nearest(name, known))
    ahead = _reach(whole, name, lambda arrow: (arrow.source, arrow.target))
    before = _reach(whole, name, lambda arrow: (arrow.target, arrow.source))
    near = {(arrow.source, arrow.target) for arrow in (*ahead, *before)}
    kept = (arrow for arrow in whole.arrows if (arrow.source, arrow.target) in near)
    return replace(keep(whole, kept, [name]), centre=name)


def _reach(whole: Chart, name: str, ends: Callable[[Arrow], SliceStep]) -> Iterator[Arrow]:
    """Yield the arrows between a node and the next questions or outcomes, in one direction."""
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
    """Return a chart with the arrows and nodes of a walk marked."""
    taken = set(_steps(walk))
    arrows = tuple(replace(arrow, taken=_is_taken(arrow, taken)) for arrow in whole.arrows)
    names = {name for source, target, _ in taken for name in (source, target)}
    visited = frozenset({walk.tree.start, walk.place.id, *names})
    return replace(whole, arrows=arrows, visited=visited, walked=True)


def _is_taken(arrow: Arrow, taken: set[TakenWay]) -> bool:
    return any((arrow.source, arrow.target, number) in taken for number in arrow.numbers)


def _steps(walk: Walk) -> Iterator[TakenWay]:
    """Yield the edges that a walk took, forks included."""
    tree, learned = walk.tree, Learned()
    yield from _through(tree, tree.start, learned)
    for answer in walk.answers:
        learned, go = _answered(tree, answer, learned)
        line, to = _first(go, learned)
        yield answer.question, to, line
        yield from _through(tree, to, learned)


def _answered(tree: Tree, answer: Answer, learned: Learned) -> tuple[Learned, tuple[Route, ...]]:
    """Return what is known after an answer, and the routes that it then follows."""
    place = tree.node(answer.question)
    if isinstance(place, Outcome) and answer.options == (GO_ON,):
        return learned, (Route(place.go_on),)
    if not isinstance(place, Question):
        raise TypeError(answer.question)
    chosen = [option for name in answer.options if (option := place.option(name))]
    return tree.learn(learned, chosen), exit_routes(place, chosen)


def _through(tree: Tree, name: str, learned: Learned) -> Iterator[TakenWay]:
    while isinstance(place := tree.node(name), Fork):
        line, name = _first(place.go, learned)
        yield place.id, name, line


def _first(go: tuple[Route, ...], learned: Learned) -> tuple[int, str]:
    """Return the first line of a list that fits, and where it leads."""
    return next((n, route.to) for n, route in _numbered(go) if holds(route.when, learned))
