"""Link lives: the names in their answers, outcomes and pages, resolved against a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from tree.fault import Fault
from tree.linking.names import Names
from tree.model import GO_ON, SKIP, Outcome, Tree
from tree.pack.life_shapes import LifeShape
from tree.pack.pack import Pack, Placed
from tree.pack.shapes import PackShape
from tree.proving.life import Life
from tree.proving.sets.shown import carried, sayings
from tree.remembered import remembered
from tree.walk import Answer


def link_lives(pack: Pack, tree: Tree) -> tuple[list[Life], list[Fault]]:
    """Link every life whose names are all known, and report the faults of the others."""
    lives, faults = list[Life](), list[Fault]()
    if not pack.lives or pack.head is None:
        return lives, faults
    known = _Known(pack, pack.head.shape, tree)
    for name, item in pack.lives.items():
        wrong = [] if known.fits(item.shape) else list(known.faults(item))
        faults += wrong
        if not wrong:
            lives.append(_life(name, item.shape))
    return lives, faults


@remembered
def _life(name: str, shape: LifeShape) -> Life:
    given = (Answer(place, _once(options)) for place, options in shape.answers.items())
    shown, never = _once(shape.shown), _once(shape.never_shown)
    return Life(name, tuple(given), _once(shape.outcomes), shown, never)


@remembered
def _tags_of(page: Outcome) -> frozenset[str]:
    return frozenset(tag for tag, _ in carried(page, steady=False))


@remembered
def _texts_of(page: Outcome) -> frozenset[str]:
    return frozenset(say.id for say in sayings(page))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


class _Known:
    """The names of a tree that a life may use."""

    def __init__(self, pack: Pack, head: PackShape, tree: Tree) -> None:
        self._pack, self._head, self._tree = pack, head, tree
        self._answers = {
            **{q.id: {SKIP, *(o.id for o in q.options)} for q in tree.questions.values()},
            **{o.id: {GO_ON} for o in tree.outcomes.values() if o.go_on},
        }
        pages = tree.outcomes.values()
        self._tags = frozenset[str]().union(*map(_tags_of, pages))
        self._shown = self._tags.union(*map(_texts_of, pages))

    @cached_property
    def _names(self) -> Names:
        return Names(self._pack, self._head)

    def fits(self, shape: LifeShape) -> bool:
        """Return whether all names of a life are known."""
        given = shape.answers.items()
        return (
            all(self._answers.get(place, set()).issuperset(chosen) for place, chosen in given)
            and self._answers.keys() >= shape.answers.keys()
            and self._tree.outcomes.keys() >= {*shape.outcomes}
            and self._shown.issuperset(shape.shown)
            and self._tags.issuperset(shape.never_shown)
        )

    def faults(self, item: Placed[LifeShape]) -> Iterator[Fault]:
        """Find the unknown names of a life."""
        shape, known = item.shape, self._names.known
        for place, options in shape.answers.items():
            path = ("answers", place)
            yield from known(item, [place], self._answers, "unknown-question", path)
            fit = self._answers.get(place, options)
            at = {"question": place, "at": self._names.places.get(place, "")}
            yield from known(item, options, fit, "unknown-option", path, **at)
        yield from known(
            item, shape.outcomes, self._tree.outcomes, "unknown-outcome", ("outcomes",)
        )
        yield from known(item, shape.shown, self._shown, "unknown-shown", ("shown",))
        yield from known(item, shape.never_shown, self._tags, "unknown-tag", ("never_shown",))
