"""The linked tree: all ids are resolved and all conditions compiled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tree.condition import Condition, Learned, holds


@dataclass(frozen=True, slots=True, repr=False)
class WeighOption:
    """One option of a decision; `when` holds if this and another option fit."""

    id: str
    say: str
    good: str
    hard: str
    like: str
    when: Condition | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Weigh:
    """A decision that a person can weigh, on a screen of its own."""

    situation: str
    decision: str
    options: tuple[WeighOption, ...]


SKIP = "skip"
GO_ON = "go-on"
URGENT = 1
"""The mildest tier whose pages speak of harm."""


@dataclass(frozen=True, slots=True, repr=False)
class Route:
    """An edge to another node, taken if its condition holds; None always holds."""

    to: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Option:
    """One answer to a question; the skip is an option without text."""

    id: str
    say: str = ""
    learn: tuple[str, ...] = ()
    count: tuple[tuple[str, int], ...] = ()
    alone: bool = False
    plain: bool = False
    go: tuple[Route, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Question:
    """A question; `choose` is 0 for a single choice, else the most options that can be ticked."""

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
        """Return an option by its id, the skip included; None if there is none."""
        if option == SKIP:
            return self.skip
        return next((found for found in self.options if found.id == option), None)


@dataclass(frozen=True, slots=True, repr=False)
class Fork:
    """A node that routes a walk and asks nothing."""

    id: str
    go: tuple[Route, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Say:
    """Text of an outcome that may depend on a condition: a step, a thing to leave, a note.

    `first` text is never folded away; a note on `top` comes before the steps.
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
        """Return whether this text is shown to somebody who has learned this."""
        return holds(self.when, learned)


@dataclass(frozen=True, slots=True, repr=False)
class Room:
    """The most steps, things to leave and notes that a page shows at once; 0 is no limit."""

    steps: int = 0
    leave: int = 0
    also: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Outcome:
    """A page where a walk ends, or with `go_on` passes through; tier 0 is the most urgent.

    `answers` reply to what a person may have come to ask; at most one fits each walk. The first
    page of `beside` whose condition holds can be opened from here.
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
        """Whether numbers come first, and what was heard is shown only on request."""
        return self.tier <= URGENT

    @property
    def parts(self) -> tuple[tuple[tuple[Say, ...], int], ...]:
        """The steps, things to leave and notes, each with the most shown at once."""
        return (
            (self.steps, self.room.steps),
            (self.leave, self.room.leave),
            (self.also, self.room.also),
        )

    @property
    def at_once(self) -> bool:
        """Whether the page is shown at once, without a review of the answers first."""
        return self.tier == 0 or bool(self.go_on)


@dataclass(frozen=True, slots=True, repr=False)
class Topic:
    """A group of questions with a title, and a note shown once on entering."""

    id: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Source:
    """A source: its text, address, kind, and the day it was read.

    Rows of the ledger have no address: the place in an article is for authors alone.
    """

    id: str
    says: str
    address: str
    read: str
    kind: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Tree:
    """A pack with all ids resolved: nodes, edges and texts.

    `good` are facts worth saying back; `matters` are facts about what matters most to a person.
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
        """Follow routes through forks to the next screen; raises StopIteration if none matches."""
        target = next(r.to for r in go if holds(r.when, learned))
        return self.stand(target, learned)

    def stand(self, node: str, learned: Learned) -> Question | Outcome:
        """Return the screen that a question, outcome or fork leads to."""
        place = self.node(node)
        return self.land(place.go, learned) if isinstance(place, Fork) else place

    def node(self, name: str) -> Question | Fork | Outcome:
        """Return a node by its id; raises KeyError."""
        return self.questions.get(name) or self.forks.get(name) or self.outcomes[name]

    def learn(self, learned: Learned, options: Iterable[Option]) -> Learned:
        """Add what these options teach; a tally stops at its limit."""
        options = [option for option in options if option.learn or option.count]
        if not options:
            return learned
        tallies = dict(learned.tallies)
        facts = set(learned.facts)
        for option in options:
            facts.update(option.learn)
            for tally, n in option.count:
                tallies[tally] = min(self.tallies[tally], tallies.get(tally, 0) + n)
        return Learned(frozenset(facts), tuple(sorted(tallies.items())))


def exit_routes(question: Question, chosen: Iterable[Option]) -> tuple[Route, ...]:
    """Return the routes of an answer: the option's own, or for a list the question's."""
    only = tuple(chosen)
    return question.go if question.choose and only[0].id != SKIP else only[0].go


def exits(place: Question | Fork | Outcome) -> list[Route]:
    """List all routes out of a node, for every answer."""
    if isinstance(place, Outcome):
        return [Route(place.go_on)] if place.go_on else []
    routes = [*place.go]
    for option in (*place.options, place.skip) if isinstance(place, Question) else ():
        routes += option.go
    return routes
