"""Compare two trees: the walks that end elsewhere in the new one, given the same answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tree.model import Tree
from tree.proving.replay import Trail, trail
from tree.proving.sets.diagram import Diagram, Set
from tree.proving.sets.encoding import AnswerBits, ExactEncoding, letters
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.sets.model_count import Best, by_stop, count, prefixes, sheets
from tree.proving.sets.order import asking_order


def spaces(old: Tree, new: Tree) -> tuple[ExactSpace, ExactSpace]:
    """Return the spaces of two trees over the same variables."""
    written = joint_letters(old, new)
    diagram = Diagram(bit for letter in written for bit in letter.bits)
    first, second = (ExactSpace(tree, ExactEncoding(tree, written, diagram)) for tree in (old, new))
    return first, second


def joint_letters(old: Tree, new: Tree) -> tuple[AnswerBits, ...]:
    """Return letters for both trees; a node of the old tree alone follows its predecessor."""
    known = {w.place: w for w in letters(old, asking_order(old))}
    own = {w.place: w for w in letters(new, asking_order(new))}
    order, before = list(own), -1
    for place in known:
        if place not in own:
            order.insert(before + 1, place)
        before = order.index(place)
    return tuple(_join([w for w in (known.get(p), own.get(p)) if w]) for p in order)


def _join(both: Iterable[AnswerBits]) -> AnswerBits:
    one, *more = both
    names = dict.fromkeys([*one.names, *(name for other in more for name in other.names)])
    return AnswerBits(one.place, tuple(names), one.many or any(other.many for other in more))


def allowed(old: ExactSpace, new: ExactSpace) -> dict[str, Set]:
    """Return what either tree allows at each node; passing outcomes allow both."""
    return {place: _allowed(place, (old, new)) for place in old.encoding.letters}


def _allowed(place: str, both: tuple[ExactSpace, ExactSpace]) -> Set:
    asked = [space for space in both if place in space.tree.questions]
    diagram = both[0].diagram
    if len(asked) < sum(place in {**s.tree.questions, **s.tree.outcomes} for s in both):
        return diagram.all
    return diagram.union(s.encoding.legal(s.tree.questions[place]) for s in asked)


AnswerSheet = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class MovedWalks:
    """Old walks that ended at `old` and now end at `new`; "" means that they cannot be walked.

    `before` is the shortest of them, and `after` the same answers in the new tree; the first
    `apart` answers are common to both.
    """

    old: str
    new: str
    walks: int
    gentler: bool
    before: Trail
    after: Trail
    apart: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every change, how many walks each tree has, and how many only the new one has."""

    changes: tuple[MovedWalks, ...]
    old_walks: int
    new_walks: int
    added: int

    @property
    def gentler(self) -> bool:
        """Whether any walk now ends at a less urgent tier."""
        return any(change.gentler for change in self.changes)


@dataclass(frozen=True, slots=True)
class Moved:
    """Old walks that end elsewhere now, and the completions that take them there."""

    old: str
    new: str
    walks: Set
    sheets: Set


def compare(old_tree: Tree, new_tree: Tree) -> Comparison:
    """Compare two trees over all walks at once."""
    old, new = spaces(old_tree, new_tree)
    changes = [_change(old, new, moved) for moved in moves(old, new)]
    return Comparison(
        changes=tuple(sorted(changes, key=lambda change: not change.gentler)),
        old_walks=count(old.encoding, old.walks),
        new_walks=count(new.encoding, new.walks),
        added=count(new.encoding, _added(old, new)),
    )


def moves(old: ExactSpace, new: ExactSpace) -> Iterator[Moved]:
    """Find the old walks that end elsewhere or at another tier, outcome by outcome."""
    if is_same(old, new):
        return
    filled = allowed(old, new)
    for name, walks in new.ends.items():
        stopped = name if new.tree.outcomes[name].go_on else ""
        whole = sheets(new.encoding, walks, filled, stopped)
        yield from (m for m in _from(old, whole, name) if _differs(old, new, m))
    yield from _stuck(old, new)


def is_same(old: ExactSpace, new: ExactSpace) -> bool:
    """Return whether all walks end as they did: a quick test."""
    tiers = [{o.id: o.tier for o in space.tree.outcomes.values()} for space in (old, new)]
    return tiers[0] == tiers[1] and old.ends == new.ends


def _from(old: ExactSpace, whole: Set, new: str) -> Iterator[Moved]:
    """Split the old walks of some completions among the outcomes at which they ended."""
    for stopped, names in by_stop(old.tree, old.ends):
        walked = prefixes(old.encoding, whole, stopped)
        for name in names:
            walks = old.ends[name] & walked
            if walks != old.diagram.none:
                stayed = old.encoding.blank(stopped) if stopped else old.diagram.all
                yield Moved(name, new, walks, whole & stayed)


def _differs(old: ExactSpace, new: ExactSpace, moved: Moved) -> bool:
    tier = new.tree.outcomes[moved.new].tier
    return moved.old != moved.new or old.tree.outcomes[moved.old].tier != tier


def _stuck(old: ExactSpace, new: ExactSpace) -> Iterator[Moved]:
    """Find the old walks with an answer that the new tree does not offer where it asks."""
    joined: dict[str, Moved] = {}
    for moved in _odd(old, new):
        known = joined.get(moved.old, Moved(moved.old, "", old.diagram.none, old.diagram.none))
        walks, whole = known.walks | moved.walks, known.sheets | moved.sheets
        joined[moved.old] = Moved(moved.old, "", walks, whole)
    yield from joined.values()


def _odd(old: ExactSpace, new: ExactSpace) -> Iterator[Moved]:
    for question in new.tree.questions.values():
        odd = ~new.encoding.legal(question) & new.encoding.asked(question.id)
        standing = new.at[question.id] & new.encoding.blank(question.id)
        bits = new.encoding.letters[question.id].bits
        walks = new.diagram.exist(bits, standing) & odd
        if walks != new.diagram.none:
            whole = sheets(
                new.encoding, walks, dict.fromkeys(new.encoding.letters, new.diagram.all)
            )
            given = old.encoding.asked(question.id)
            for moved in _from(old, whole, ""):
                if (here := moved.walks & given) != old.diagram.none:
                    yield Moved(moved.old, "", here, moved.sheets)


def _added(old: ExactSpace, new: ExactSpace) -> Set:
    """Return the new walks with an answer that the old tree did not offer where it asked."""
    return new.diagram.union(moved.walks for moved in _stuck(new, old))


def _change(old: ExactSpace, new: ExactSpace, moved: Moved) -> MovedWalks:
    best = Best(old.encoding, moved.walks).answers()
    said = moved.sheets
    for place, options in best.items():
        said = said & old.diagram.cube(old.encoding.letters[place].write(options))
    before = trail(old.tree, best)
    after = trail(new.tree, _offered(new, Best(new.encoding, said).answers()))
    to = new.tree.outcomes.get(moved.new)
    return MovedWalks(
        old=moved.old,
        new=moved.new,
        walks=count(old.encoding, moved.walks),
        gentler=bool(to and to.tier > old.tree.outcomes[moved.old].tier),
        before=before,
        after=after,
        apart=_apart(before, after),
    )


def _offered(space: ExactSpace, sheet: AnswerSheet) -> AnswerSheet:
    """Drop the answers that a tree does not offer."""
    none = space.diagram.none
    patterns = {
        place: space.encoding.letters[place].write(options) for place, options in sheet.items()
    }
    return {
        place: options
        for place, options in sheet.items()
        if (asked := space.tree.questions.get(place)) is None
        or space.diagram.cube(patterns[place]) & space.encoding.legal(asked) != none
    }


def _apart(before: Trail, after: Trail) -> int:
    """Return the number of answers after which both walks still stand at the same node."""
    places = [[*(s.answer.question for s in way.steps), way.place] for way in (before, after)]
    same = 0
    for one, other in zip(*places, strict=False):
        if one != other:
            break
        same += 1
    return same
