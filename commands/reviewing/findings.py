"""What was proved and measured of a pack, as far as the review page tells it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from tree.model import Outcome, Say
from tree.proving.findings.statistics import Statistics
from tree.proving.mutation_score import Score
from tree.proving.pages_beside import leads_on
from tree.proving.sets.diagram import Set, TooLargeError
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Findings:
    """The mark of a pack, why it must not be signed (empty if it may), proofs and measurements."""

    mark: str = ""
    warning: str = ""
    verdict: Verdict | None = None
    numbers: Statistics | None = None
    score: Score | None = None

    def can_show(self, page: Outcome, say: Say) -> bool:
        """Return whether some walk sees this text on this page; True where that is not known."""
        space = self.verdict.space if self.verdict else None
        if space is None or say.when is None or leads_on(space.tree):
            return True
        with suppress(TooLargeError):
            return space.diagram.intersects(_coming(space, page), space.meaning(say.when))
        return True


def _coming(space: ExactSpace, page: Outcome) -> Set:
    """Return the walks that come to a page, or may open it beside another one."""
    beside = (
        space.at[other.id] & space.meaning(route.when)
        for other in space.tree.outcomes.values()
        for route in other.beside
        if route.to == page.id
    )
    return space.diagram.union([space.at[page.id], *beside])


NOTHING = Findings()
