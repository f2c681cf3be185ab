"""The names of a pack, faults for unknown names, and the size of named conditions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from tree.condition import AtLeast, Chose, Condition, Fact, leaves, parts, reads
from tree.fault import Fault, Where
from tree.model import SKIP
from tree.pack.pack import FILLERS, Pack, Placed
from tree.pack.patterns import as_id
from tree.pack.shapes import (
    ForkShape,
    OutcomeShape,
    PackShape,
    PromiseShape,
    QuestionShape,
    RouteShape,
    Shape,
    SourceShape,
)
from tree.pack.yaml_reader import Path

MOST_PARTS, DEEPEST = 1_000, 100


@dataclass(frozen=True, slots=True)
class Weight:
    """The size of a condition: its parts in all, and how deeply they nest."""

    parts: int = 1
    depth: int = 1

    @property
    def too_much(self) -> bool:
        """Whether a condition of this size is refused."""
        return self.parts > MOST_PARTS or self.depth > DEEPEST


SAID = Weight(0, 0)
"""The weight of a refused condition, so that conditions that use it are not reported again."""


def weigh(condition: Condition, named: Mapping[str, Weight]) -> Weight:
    """Return the weight of a condition; names count by the weight of their meaning."""
    inside = [weigh(part, named) for part in parts(condition)]
    if isinstance(condition, Fact) and condition.name in named:
        inside = [named[condition.name]]
    if SAID in inside:
        return SAID
    depth = max((part.depth for part in inside), default=0)
    return Weight(1 + sum(part.parts for part in inside), 1 + depth)


UsedNames = tuple[frozenset[str], frozenset[str], frozenset[str]]
"""The names that something teaches, reads and carries."""


@dataclass
class Names:
    """The names of one pack, and which of them were learned, read and carried."""

    pack: Pack
    shape: PackShape
    learned: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    carried: set[str] = field(default_factory=set)
    weights: dict[str, Weight] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Collect the known names; ids of items that could not be read count as known."""
        pack, shape = self.pack, self.shape
        self.pages = pack.named(OutcomeShape)
        self.nodes = self.pages | pack.named(QuestionShape, ForkShape)
        self.options = {
            q.shape.id: {SKIP, *(o.id for o in q.shape.options)}
            for _, q in pack.questions
            if not q.mended
        }
        self.places = {q.shape.id: str(q.written.where(q.path)) for _, q in pack.questions}
        self.asked = pack.named(QuestionShape)
        self.own_facts = self._said("facts", shape.facts)
        self.facts = self.own_facts | self._said("conditions", shape.conditions)
        self.tallies = self._said("tallies", shape.tallies)
        self.topics = self._said("topics", shape.topics)
        self.declared = self._said("tags", shape.tags)

    @property
    def around(self) -> tuple[object, ...]:
        """All that decides whether the names of an item are known, besides the item itself."""
        pack = self.pack
        pages = pack.outcomes, pack.notes, pack.answers
        return (pack.head, pack.seen, pack.kinds, pack.whole, self.options, *pages)

    def used_in(self, checks: Iterator[Fault]) -> tuple[list[Fault], UsedNames]:
        """Check something; returns its faults, and the names that it used."""
        before = self.learned, self.read, self.carried
        self.learned, self.read, self.carried = set(), set(), set()
        faults = list(checks)
        used = frozenset(self.learned), frozenset(self.read), frozenset(self.carried)
        self.learned, self.read, self.carried = before
        self.use(used)
        return faults, used

    def use(self, used: UsedNames) -> None:
        """Record names as learned, read and carried."""
        self.learned |= used[0]
        self.read |= used[1]
        self.carried |= used[2]

    @cached_property
    def lines(self) -> frozenset[str]:
        """Every helpline category that some page may show."""
        return frozenset(_helplines(self.pack))

    @cached_property
    def tags_and_lines(self) -> frozenset[str]:
        """What a promise may ask for as a tag: a helpline counts as `line:NAME`."""
        return frozenset((*self.declared, *(f"line:{name}" for name in self.lines)))

    @cached_property
    def _sources(self) -> set[str]:
        return self.pack.named(SourceShape)

    def _said(self, key: str, fits: Iterable[str]) -> set[str]:
        """Return the names under a key of pack.yaml, including invalid ones."""
        value = self.pack.head.written.value if self.pack.head else None
        inside = value.get(key) if isinstance(value, dict) else None
        named = list(inside) if isinstance(inside, dict) else []
        return {*fits, *named, *map(as_id, named)}

    def known(
        self,
        item: Placed[Shape],
        named: Iterable[str],
        known: Collection[str],
        code: str,
        path: Path,
        **more: str,
    ) -> Iterator[Fault]:
        """Report names that are not known, with the nearest that is."""
        for i, name in enumerate(named):
            if name not in known:
                listed = (*item.path, *path, i) in item.written.marks
                near = (get_close_matches(name, known, 1) or [""])[0]
                values = {**more, "name": name, "nearest": near}
                yield item.fault(code, *path, *((i,) if listed else ()), **values)

    def node(self, item: Placed[Shape], target: str, path: Path) -> Iterator[Fault]:
        """Report a target that is no question, fork or outcome."""
        if target and self.pack.whole and not self.filled(item, target):
            yield from self.known(item, [target], self.nodes, "unknown-target", path)

    def filled(self, item: Placed[Shape], name: str) -> bool:
        """Return whether a name is only a filler for a missing one."""
        return item.mended and name in FILLERS

    def when(
        self, item: Placed[Shape], when: Condition | None, path: Path, facts: set[str] | None = None
    ) -> Iterator[Fault]:
        """Check every name in a condition."""
        if when and weigh(when, self.weights).too_much:
            yield item.fault("condition-too-large", *path)
        promised = isinstance(item.shape, PromiseShape)
        for op, name in sorted(reads(when)) if when else ():
            if op == Fact.op:
                self.read |= set() if promised else {name}
                yield from self.known(item, [name], facts or self.facts, "unknown-fact", path)
            elif op == AtLeast.op:
                yield from self.known(item, [name], self.tallies, "unknown-tally", path)
            elif not promised:
                yield item.fault("answer-outside-promise", *path)
        if promised and when and self.pack.whole:
            yield from self._answers(item, when, path)

    def name_condition(self, name: str, when: Condition) -> None:
        """Record the weight of a named condition; a refused one is recorded as SAID."""
        weight = weigh(when, self.weights)
        self.weights[name] = SAID if weight.too_much else weight

    def _answers(self, item: Placed[Shape], when: Condition, path: Path) -> Iterator[Fault]:
        for leaf in leaves(when):
            if isinstance(leaf, Chose):
                yield from self.known(item, [leaf.question], self.asked, "unknown-question", path)
                known = self.options.get(leaf.question, set(leaf.options))
                at = {"question": leaf.question, "at": self.places.get(leaf.question, "")}
                yield from self.known(item, leaf.options, known, "unknown-option", path, **at)

    def go(
        self, item: Placed[Shape], go: Iterable[RouteShape] | None, path: Path
    ) -> Iterator[Fault]:
        """Check the targets and conditions of routes."""
        for i, route in enumerate(go or ()):
            yield from self.when(item, route.when, (*path, i, "when"))
            at = (*path, i, "to" if route.to else "otherwise")
            yield from self.node(item, route.to or route.otherwise, at)

    def tags(self, item: Placed[Shape], tags: list[str], path: Path) -> Iterator[Fault]:
        """Check that tags are declared, and record them as carried."""
        self.carried |= set(tags)
        yield from self.known(item, tags, self.declared, "unknown-tag", path)

    def sources(self, item: Placed[Shape], named: list[str], path: Path = ()) -> Iterator[Fault]:
        """Check that sources are known."""
        if self.pack.whole:
            yield from self.known(item, named, self._sources, "unknown-source", (*path, "sources"))


def _helplines(pack: Pack) -> Iterator[str]:
    """List every helpline category that some page may show."""
    for outcome in pack.outcomes.values():
        shape = outcome.shape
        yield from shape.helplines
        for say in (*shape.steps, *shape.leave, *shape.also):
            yield from say.helplines
    for item in (*pack.notes, *pack.answers):
        yield from item.shape.helplines


def repeats(ids: Sequence[tuple[str, Placed[Shape], Path]]) -> Iterator[Fault]:
    """Find ids that occur twice in one list."""
    seen: dict[str, Where] = {}
    for id_, item, path in ids:
        at = item.written.where((*item.path, *path, "id"))
        if id_ in seen:
            yield item.fault("duplicate-id", *path, "id", id=id_, first=str(seen[id_]))
        seen.setdefault(id_, at)
