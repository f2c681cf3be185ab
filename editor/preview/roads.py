"""RoadMap to the places of a tree: the walk there, and what was said of its length on the way."""

from __future__ import annotations

from dataclasses import dataclass

from editor.preview.finding import finder
from editor.preview.request import SCREENS
from screens.flags import nearest
from tree.ahead import Ahead, Counter
from tree.condition import All, Learned
from tree.fault import UnusableError
from tree.model import Fork, Question, Tree
from tree.proving.life import Life, given
from tree.walk import Answer, Walk, along

Answers = tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Road:
    """The answers that lead to a place, and the count of questions at each place on the way.

    `beside` is whether the place is then opened from the page at which the walk ends; `unmet` names
    the place if no walk comes to it.
    """

    answers: Answers
    ahead: tuple[Ahead, ...] = ()
    beside: bool = False
    unmet: str = ""

    def walks(self, tree: Tree) -> list[Walk]:
        """Return the walk at each place on the way, in a tree of the same shape."""
        if self.unmet:
            return [unmet(tree, self.unmet)]
        return list(along(tree, self.answers))


class RoadMap:
    """The roads of one tree; its texts do not matter."""

    def __init__(self, tree: Tree) -> None:
        """Find all walks; raises UnusableError if there are too many."""
        self.tree = tree
        self._finder = finder(tree)
        self.longest = self._finder.longest
        self._known: dict[str, Road] = {}

    def to(self, name: str) -> Road:
        """Return the shortest road to a question or outcome; raises UnusableError if unknown."""
        if name not in self._known:
            self._known[name] = self._new(name)
        return self._known[name]

    def _refuse_unknown(self, name: str) -> None:
        known = [*self.tree.questions, *self.tree.outcomes]
        if name not in known:
            near = nearest(name, [*known, *SCREENS])
            raise UnusableError("no-such-screen", name=name, pack=self.tree.id, nearest=near)

    def _new(self, name: str) -> Road:
        self._refuse_unknown(name)
        if way := self._finder.find((name,)):
            return self.along(*way)
        return Road((), self._counted([unmet(self.tree, name)]), unmet=name)

    def of_life(self, life: Life, name: str = "") -> Road:
        """Return the shortest road of a life to a place, or to where the life ends.

        Raises UnusableError if none of its walks comes there.
        """
        when = All(tuple(given(self.tree, life.answers)))
        if name:
            self._refuse_unknown(name)
        way = self._finder.find((name,) if name else life.outcomes, when)
        if way is None:
            raise UnusableError("not-on-life", name=name or ", ".join(life.outcomes), life=life.id)
        return self.along(*way)

    def until(self, name: str, answers: Answers) -> Road:
        """Return the road of the answers up to a place; raises UnusableError if not on it."""
        for walk in along(self.tree, answers):
            if walk.place.id == name:
                return self.along(walk.answers)
        raise UnusableError("not-on-walk", name=name)

    def along(self, answers: Answers, beside: bool = False) -> Road:
        """Return the road of these answers; raises WrongAnswerError if they do not fit."""
        return Road(answers, self._counted(list(along(self.tree, answers))), beside)

    def _counted(self, walks: list[Walk]) -> tuple[Ahead, ...]:
        """Count as a visit does, from the start on: a count depends on those before."""
        counter = Counter(self.tree, longest=self.longest)
        asked = (walk for walk in walks if isinstance(walk.place, Question))
        return tuple(counter.ahead(walk) for walk in asked)


def unmet(tree: Tree, name: str) -> Walk:
    """Return a walk that stands at a question or outcome though nothing was answered."""
    place = tree.node(name)
    if isinstance(place, Fork):
        raise TypeError(name)
    return Walk(tree, (), (), place, Learned())
