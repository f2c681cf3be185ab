"""The linked tree: every id resolved, every condition compiled, nothing left to check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tree.condition import Condition, Learned, holds


@dataclass(frozen=True, slots=True)
class WeighOption:
    """One way to decide; its condition holds where it and another one are shown."""

    id: str
    say: str
    good: str
    hard: str
    like: str
    when: Condition | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weigh:
    """A decision that can be weighed on a screen of its own."""

    situation: str
    decision: str
    options: tuple[WeighOption, ...]


SKIP = "skip"
GO_ON = "go-on"
URGENT = 1
"""Up to this tier a page speaks of harm."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where to go when a condition holds; without a condition it is the otherwise."""

    to: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that a question offers; the skip of a question is an option without words."""

    id: str
    say: str = ""
    learn: tuple[str, ...] = ()
    count: tuple[tuple[str, int], ...] = ()
    alone: bool = False
    plain: bool = False
    go: tuple[Route, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked. `choose` is 0 for a single choice, else the most options one may tick."""

    id: str
    topic: str
    ask: str
    why: str
    options: tuple[Option, ...]
    skip: Option
    note: str = ""
    choose: int = 0
    go: tuple[Route, ...] = ()
    sources: tuple[str, ...] = ()

    def option(self, option: str) -> Option | None:
        """Find an option by its id, the skip included; None where there is none."""
        if option == SKIP:
            return self.skip
        return next((found for found in self.options if found.id == option), None)


@dataclass(frozen=True, slots=True)
class Fork:
    """Routing without asking."""

    id: str
    go: tuple[Route, ...]


@dataclass(frozen=True, slots=True)
class Say:
    """Words of an outcome that may depend on what was learned: a step, a thing to leave, a note.

    What is `first` is never left to wait; a note on `top` stands before the steps.
    """

    id: str
    say: str
    when: Condition | None = None
    tags: tuple[str, ...] = ()
    helplines: tuple[str, ...] = ()
    first: bool = False
    top: bool = False
    sources: tuple[str, ...] = ()

    def fits(self, learned: Learned) -> bool:
        """Say whether these words belong on the page of someone who has learned this."""
        return holds(self.when, learned)


@dataclass(frozen=True, slots=True)
class Room:
    """How many steps, things to leave and notes a page shows at once; 0 is as many as there are."""

    steps: int = 0
    leave: int = 0
    also: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a walk ends, or, with `go_on`, a page that may be passed. Tier 0 is the most urgent.

    Of `answers`, each to something that a person may have come to ask, no two fit one walk. From
    here the first page of `beside` whose condition holds can be opened as well.
    """

    id: str
    kind: str
    tier: int
    title: str
    opening: tuple[Say, ...]
    answers: tuple[Say, ...] = ()
    tags: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    steps: tuple[Say, ...] = ()
    leave: tuple[Say, ...] = ()
    also: tuple[Say, ...] = ()
    beside: tuple[Route, ...] = ()
    weigh: Weigh | None = None
    helplines: tuple[str, ...] = ()
    revisit: str = ""
    go_on: str = ""
    sources: tuple[str, ...] = ()
    room: Room = Room()

    @property
    def urgent(self) -> bool:
        """Say whether numbers come before all else, and what was heard only when asked for."""
        return self.tier <= URGENT

    @property
    def parts(self) -> tuple[tuple[tuple[Say, ...], int], ...]:
        """List the steps, things to leave and notes, each with how many are shown at once."""
        return (
            (self.steps, self.room.steps),
            (self.leave, self.room.leave),
            (self.also, self.room.also),
        )

    @property
    def at_once(self) -> bool:
        """Say whether this is shown without a look over the answers first."""
        return self.tier == 0 or bool(self.go_on)


@dataclass(frozen=True, slots=True)
class Topic:
    """A group of questions with a title, and a note that is said once on entering."""

    id: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where something comes from, what kind of source that is, and when it was read.

    A row of the ledger has no address: where in an article it stood is for authors alone.
    """

    id: str
    says: str
    address: str
    read: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """All that may be asked and said, and in what order.

    `good` are facts worth saying back, `matters` those that say what matters most to a person.
    """

    id: str
    version: str
    language: str
    title: str
    start: str
    topics: dict[str, Topic]
    facts: dict[str, str]
    tallies: dict[str, int]
    questions: dict[str, Question]
    forks: dict[str, Fork]
    outcomes: dict[str, Outcome]
    sources: dict[str, Source] = field(default_factory=dict)
    good: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()

    def land(self, go: Iterable[Route], learned: Learned) -> Question | Outcome:
        """Follow routes, through forks, to the next screen; raises LookupError if none fits."""
        target = next(r.to for r in go if holds(r.when, learned))
        return self.stand(target, learned)

    def stand(self, node: str, learned: Learned) -> Question | Outcome:
        """Find the screen that a question, outcome or fork leads to."""
        place = self.node(node)
        return self.land(place.go, learned) if isinstance(place, Fork) else place

    def node(self, name: str) -> Question | Fork | Outcome:
        """Find a question, fork or outcome by its id; raises KeyError."""
        return self.questions.get(name) or self.forks.get(name) or self.outcomes[name]

    def learn(self, learned: Learned, options: Iterable[Option]) -> Learned:
        """Add what these options teach; a tally stops at its most."""
        tallies = dict(learned.tallies)
        facts = set(learned.facts)
        for option in options:
            facts.update(option.learn)
            for tally, n in option.count:
                tallies[tally] = min(self.tallies[tally], tallies.get(tally, 0) + n)
        return Learned(frozenset(facts), tuple(sorted(tallies.items())))


def exit_routes(question: Question, chosen: Iterable[Option]) -> tuple[Route, ...]:
    """Choose the routes of an answer: its own at a single choice or skip, else the question's."""
    only = tuple(chosen)
    return question.go if question.choose and only[0].id != SKIP else only[0].go


def exits(place: Question | Fork | Outcome) -> list[Route]:
    """List every route out of a place, whatever the answer."""
    if isinstance(place, Outcome):
        return [Route(place.go_on)] if place.go_on else []
    routes = [*place.go]
    for option in (*place.options, place.skip) if isinstance(place, Question) else ():
        routes += option.go
    return routes
