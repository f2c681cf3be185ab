"""Conditions over what was learned: the only thing that routes, steps and notes may depend on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Learned:
    """What the answers so far have taught: facts, and how far each tally has come."""

    facts: frozenset[str] = frozenset()
    tallies: tuple[tuple[str, int], ...] = ()

    def tally(self, name: str) -> int:
        """Say how far the tally of this name has come; 0 where nothing was counted."""
        return next((n for tally, n in self.tallies if tally == name), 0)


@dataclass(frozen=True, slots=True)
class Condition:
    """A fact, a tally that has come far enough, or all, any or none of other conditions.

    `op` is one of fact, all, any, not, at_least, answer. `name` is the fact, tally or
    question; `least` belongs to at_least, `options` to answer, `parts` to the rest.
    """

    op: str
    name: str = ""
    parts: tuple[Condition, ...] = ()
    least: int = 0
    options: tuple[str, ...] = ()

    def holds(self, learned: Learned) -> bool:
        """Say whether it is met; raises ValueError for `answer`, which only proofs read."""
        match self.op:
            case "fact":
                return self.name in learned.facts
            case "all":
                return all(part.holds(learned) for part in self.parts)
            case "any":
                return any(part.holds(learned) for part in self.parts)
            case "not":
                return not self.parts[0].holds(learned)
            case "at_least":
                return learned.tally(self.name) >= self.least
        raise ValueError(self.op)

    def reads(self) -> frozenset[tuple[str, str]]:
        """List what the condition reads, as (fact | at_least | answer, name) pairs."""
        if self.parts:
            return frozenset().union(*(part.reads() for part in self.parts))
        return frozenset({(self.op, self.name)}) if self.name else frozenset()
