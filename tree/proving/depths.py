"""The shortest walk by exact distances: for each place, how far it is from each state of marks.

Where all routes lead onward, one way back through the places is enough. A table that differs from
another by so many answers in every state is that table, and a number beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from tree.model import Fork, Option, Question
from tree.proving.diagram import Set, TooLargeError
from tree.proving.frame import Bits, Frame, Numbers, Table, frames, packed
from tree.proving.marked import Marked
from tree.proving.marks import Changes
from tree.proving.near import near
from tree.proving.reach import Places
from tree.proving.search import Sheet
from tree.proving.turns import Node, Turn, turns

STATES, ENTRIES, HELD = 1 << 20, 1 << 29, 1 << 25
"""How many states a table may have; how many entries all of them, and those held at once."""


class Far(NamedTuple):
    """How many answers are to be given from the states of a frame: a table, and so many more."""

    table: Table
    more: int
    frame: Frame


Way = tuple[Far, Set | None, Turn]
"""How far it is by an answer, and for whom if not for all."""


class Pick(NamedTuple):
    """The answers among which to choose at a place; each after the first where its bits say so."""

    frame: Frame
    turns: list[Turn]
    bits: list[Bits]

    def turn(self, state: Set) -> Turn:
        """Choose for one state."""
        byte, bit = divmod(self.frame.number(state), 8)
        better = [
            turn
            for turn, bits in zip(self.turns[1:], self.bits, strict=True)
            if bits[byte] >> bit & 1
        ]
        return [self.turns[0], *better][-1]


class Depths:
    """The distances from each place to where it is wanted, last place first."""

    def __init__(self, reach: Marked, wanted: Places) -> None:
        """Go back through all places; raises TooLargeError."""
        self._reach = reach
        self._wanted = {n: walks for n, walks in wanted.items() if walks != reach.diagram.none}
        self._far: dict[str, Far] = {}
        self._views: dict[object, tuple[Table, Table]] = {}
        self._numbers: dict[object, Numbers] = {}
        self._entries = 0
        self.picks: dict[str, Option | Turn | Pick] = {}
        self._go()

    def _go(self) -> None:
        """Go back through all places that matter, and keep a table only while it is read."""
        done: dict[str, list[str]] = {}
        for name, before in self._reach.came.items():
            done.setdefault(before[0], []).append(name)
        close = near(self._reach, self._wanted)
        for frame, names in frames(self._reach.words):
            self._forget()
            for name in names:
                if name in close:
                    self._look(name, frame)
                    for seen in done.get(name, ()):
                        self._far.pop(seen, None)
            frame.forget()

    def _forget(self) -> None:
        self._views.clear()
        self._numbers.clear()

    def _look(self, name: str, here: Frame) -> None:
        """Say how far it is from a place."""
        node = self._reach.tree.node(name)
        far = self._alike(here, node) if isinstance(node, Question) else None
        if far is None:
            far = self._least(here, node)
        if far and not isinstance(node, Fork):
            far = Far(far.table, far.more + 1, here)
        if name in self._wanted:
            far = self._there(here, self._wanted[name], far)
        if far:
            self._far[name] = far

    def _there(self, here: Frame, walks: Set, far: Far | None) -> Far:
        """Let it be no way at all for those who are where it is wanted."""
        self._room(here)
        table = np.maximum(here.gate(walks), 0)
        return Far(table if far is None else np.minimum(table, far.table + far.more), 0, here)

    def _alike(self, here: Frame, question: Question) -> Far | None:
        """Choose an option where that is easy: all lead to one table, and all have the same ways.

        So it is at most questions of a large pack; the rest of this class knows no better, only
        more.
        """
        if question.choose or self._reach.words.marks_at(question):
            return None
        best: Far | None = None
        for option in (*question.options, question.skip):
            route = option.go[0]
            far = self._far.get(route.to)
            if route.when is not None or (far and best and far.table is not best.table):
                return None
            if far and (best is None or far.more < best.more):
                best, self.picks[question.id] = far, option
        return best if best and best.frame is here else None

    def _least(self, here: Frame, node: Node) -> Far | None:
        """Choose, for each state, the answer with the least to follow."""
        ways = self._ways(here, turns(self._reach.words, node))
        if not ways:
            return None
        (table, more, _), who, turn = ways[0]
        table = table if who is None else self._only(here, table, who)
        picked, bits = [turn], list[Bits]()
        for way in ways[1:]:
            less = self._less(here, Far(table, more, here), way)
            if less is not None:
                table, where = less
                picked.append(way[2])
                bits.append(where)
        self.picks[node.id] = Pick(here, picked, bits) if bits else picked[0]
        return Far(table, more, here)

    def _less(self, here: Frame, known: Far, way: Way) -> tuple[Table, Bits] | None:
        """Say what is less by another way, and for which states; None where it is for none."""
        far, who, _ = way
        self._room(here)
        if far.table is known.table and who is not None:
            saved, where = here.saved(who, known.more - far.more)
            return known.table - saved, where
        other = far.table if who is None else self._only(here, far.table, who)
        other = other + (far.more - known.more)
        better = other < known.table
        return (np.minimum(known.table, other), packed(better)) if better.any() else None

    def _ways(self, here: Frame, choices: list[Turn]) -> list[Way]:
        """List how far it is by each answer; one that is never less than another is left out."""
        free: dict[int, Way] = {}
        some = list[Way]()
        for turn in choices:
            for far, who in self._led(here, turn):
                if who is not None:
                    some.append((far, who, turn))
                elif id(far.table) not in free or far.more < free[id(far.table)][0].more:
                    free[id(far.table)] = far, None, turn
        return [*free.values(), *(way for way in some if not _is_idle(way, free))]

    def _led(self, here: Frame, turn: Turn) -> Iterator[tuple[Far, Set | None]]:
        """Say how far it is by each route of an answer, and for whom."""
        if turn.routes[0].when is None:
            if far := self._view(here, turn.routes[0].to, turn.changes):
                yield far, None
            return
        diagram = self._reach.diagram
        for who, route in self._reach.split(diagram.all, turn.routes):
            if far := self._view(here, route.to, turn.changes):
                yield far, diagram.substitute(turn.changes, who)

    def _view(self, here: Frame, to: str, changes: Changes) -> Far | None:
        """Say how far it is from a place for those who come to it by changes of marks."""
        far = self._far.get(to)
        if far is None or (far.frame is here and not changes):
            return far
        changed = frozenset(changes.items())
        key = id(far.table), changed
        if key not in self._views:
            self._room(here)
            way = id(far.frame), changed
            if way not in self._numbers:
                self._numbers[way] = here.turn(far.frame, changes)
            self._views[key] = far.table, far.table.take(self._numbers[way])
        return Far(self._views[key][1], far.more, here)

    def _only(self, here: Frame, table: Table, who: Set) -> Table:
        """Say that a way is none at all for others."""
        self._room(here)
        return np.maximum(table, here.gate(who))

    def _room(self, here: Frame) -> None:
        """Count what is worked out; raises TooLargeError."""
        self._entries += here.size
        held = max(1, len(self._far)) * here.size
        if len(self._views) * here.size > HELD:
            self._views.clear()
        if here.size > STATES or held > HELD or self._entries > ENTRIES:
            raise TooLargeError


def _is_idle(way: Way, free: dict[int, Way]) -> bool:
    """Say whether another answer is open to all and as short."""
    other = free.get(id(way[0].table))
    return other is not None and other[0].more <= way[0].more


def depths(reach: Marked, wanted: Places) -> Sheet:
    """Find what to answer, in this order, so as to stand as soon as may be where it is wanted."""
    picks, sheet = Depths(reach, wanted).picks, Sheet()
    state, name = reach.words.begin, reach.tree.start
    while name not in wanted or not reach.diagram.intersects(state, wanted[name]):
        pick = picks[name]
        if isinstance(pick, Option):
            sheet[name], name = (pick.id,), pick.go[0].to
            continue
        turn = pick.turn(state) if isinstance(pick, Pick) else pick
        if turn.chosen:
            sheet[name] = turn.chosen
        state = _after(reach, state, turn.changes)
        name = next(route.to for _, route in reach.split(state, turn.routes))
    return sheet


def _after(reach: Marked, state: Set, changes: Changes) -> Set:
    """Make the changes of an answer to one state."""
    if not changes:
        return state
    made = {name: reach.diagram.intersects(state, was) for name, was in changes.items()}
    return reach.diagram.exist(tuple(made), state) & reach.diagram.cube(made)
