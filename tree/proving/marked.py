"""Every walk of a tree by its marks, with what a single promise needs to remember besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tree.model import Outcome, Question, Route, Tree, exit_routes
from tree.proving.diagram import Set
from tree.proving.marks import Changes, Chosen, Marks
from tree.proving.meaning import Meanings
from tree.proving.needs import needs
from tree.proving.promise import Promise
from tree.proving.reach import Reach, Way
from tree.proving.shown import Pages

FRESH, BEFORE, SEEN, LATE = "now", "before", "seen", "late"


class Watched(Marks):
    """Marks, and what one promise asks for besides.

    For next: did it only now come to hold; for at_most: how many questions since; for never and
    never_routes: was it shown, or read, on the way.
    """

    def __init__(self, tree: Tree, promise: Promise) -> None:
        """Add the marks of a promise."""
        self._promise = promise
        self._late = tuple(f"{LATE}/{i}" for i in range(1, promise.most + 1))
        own = {"next": ((FRESH,), (BEFORE,)), "at_most": (self._late, (BEFORE,))}
        read = needs(tree, (promise,), pages=False)
        super().__init__(tree, read, own.get(promise.form, ((SEEN,),)))
        self.first[BEFORE] = len(self.order)  # is gone once an answer is given
        self._meaning = Meanings(self.diagram, self.atoms)
        self._after = self._meaning(promise.after)
        self._pages = Pages(tree, self._meaning)
        self.begin = self._see(self.begin, self._tries((Route(tree.start),)))

    def answer(self, question: Question, standing: Set) -> Iterator[Way]:
        """Answer a question, and note what came of it for the promise."""
        before = self._noting(standing)
        for walks, routes in super().answer(question, before):
            yield self._noted(self._see(walks, self._tries(routes))), routes

    def marks_at(self, question: Question) -> bool:
        """Say that any answer may leave a mark: the promise notes it."""
        return bool(question)

    def go_on(self, outcome: Outcome, standing: Set) -> Set:
        """Go on from a passing outcome, and note what that showed or reads."""
        on = super().go_on(outcome, standing)
        if self._promise.form == "next":
            return self.diagram.exist((FRESH,), on) & ~self.mark(FRESH)
        return self._see(on, self._passing(outcome))

    def _passing(self, outcome: Outcome) -> Set:
        """Take the walks to which a passing outcome shows the target, or that read on from it."""
        if self._promise.form == "never":
            return self._pages.shown(self._promise.target, outcome)
        return self._tries((Route(outcome.go_on),))

    def _tries(self, routes: Iterable[Route], been: tuple[str, ...] = ()) -> Set:
        """Take the walks that on these routes, forks included, try one that reads such a fact."""
        found, left = self.diagram.none, self.diagram.all
        facts = {("fact", name) for name in self._promise.names}
        for route in routes if self._promise.form == "never_routes" else ():
            if route.when and route.when.reads() & facts:
                return found | left
            here = left & self._meaning(route.when)
            fork = self.tree.forks.get(route.to)
            if fork and fork.id not in been:
                found = found | here & self._tries(fork.go, (*been, fork.id))
            left = left & ~here
        return found

    def _see(self, walks: Set, which: Set) -> Set:
        """Mark those of some walks for which the target was shown or read."""
        if which == self.diagram.none:
            return walks
        return walks & ~which | self.diagram.exist((SEEN,), walks & which) & self.mark(SEEN)

    def _noting(self, walks: Set) -> Set:
        """Note for the time of one answer whether the promise held before it."""
        if self._promise.form not in ("next", "at_most"):
            return walks
        held = self.mark(BEFORE)
        walks = self.diagram.exist((BEFORE,), walks)
        return walks & self._after & held | walks & ~self._after & ~held

    def _noted(self, walks: Set) -> Set:
        """Count one question more where the promise held before; or say that it only now does."""
        if self._promise.form not in ("next", "at_most"):
            return walks
        held = self.mark(BEFORE)
        if self._promise.form == "at_most":
            walks = self.raise_(self._late, 1, walks & held) | walks & ~held
        else:
            fresh, new = self.mark(FRESH), self._after & ~held
            walks = self.diagram.exist((FRESH,), walks)
            walks = walks & new & fresh | walks & ~new & ~fresh
        return self.diagram.exist((BEFORE,), walks) & ~held

    def changes(self, place: Question | Outcome, chosen: Chosen) -> Changes:
        """Say, of each mark that an answer changes, which walks before it have the mark after."""
        made = super().changes(place, chosen)
        if isinstance(place, Outcome):
            return made | self._gone_on(place)
        return made | self._was(made, exit_routes(place, chosen))

    def _was(self, made: Changes, routes: tuple[Route, ...]) -> Changes:
        """Say what each mark of the promise was before an answer that makes these."""
        if self._promise.form == "next":
            return {FRESH: self.diagram.substitute(made, self._after) & ~self._after}
        if self._promise.form == "at_most":
            fewer = [self.diagram.all, *(self.mark(name) for name in self._late)]
            return {
                name: self._after & less | ~self._after & self.mark(name)
                for name, less in zip(self._late, fewer, strict=False)
            }
        return self._seeing(self.diagram.substitute(made, self._tries(routes)))

    def _gone_on(self, outcome: Outcome) -> Changes:
        """Say what each mark of the promise was before one went on from a passing outcome."""
        if self._promise.form == "next":
            return {FRESH: self.diagram.none}
        return {} if self._promise.form == "at_most" else self._seeing(self._passing(outcome))

    def _seeing(self, which: Set) -> Changes:
        return {} if which == self.diagram.none else {SEEN: self.mark(SEEN) | which}

    @property
    def speaks(self) -> Set:
        """Take the walks of which the promise speaks where they stand."""
        if self._promise.form == "next":
            return self.mark(FRESH)
        if self._promise.form == "at_most":
            return self._after & self.mark(self._late[-1])
        return self.mark(SEEN)


class Marked(Reach):
    """The walks that come to each place, by their marks."""

    def __init__(self, tree: Tree, words: Marks) -> None:
        """Find what marks the walks have that come to each place."""
        self.words = words
        super().__init__(tree, words)


def marked(tree: Tree, promises: Iterable[Promise], *, pages: bool, pure: bool = False) -> Marked:
    """Find the walks by all that some promises, and where asked for pages, read of them."""
    return Marked(tree, Marks(tree, needs(tree, promises, pages=pages)))


def watched(tree: Tree, promise: Promise) -> tuple[Marked, Set]:
    """Find the walks by all that one promise must remember; and where it speaks."""
    words = Watched(tree, promise)
    return Marked(tree, words), words.speaks
