"""What `check` says of the words that somebody has signed, or nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commands.reports.sentences import fault_line
from screens.words import Words
from tree.checking.checked import Checked
from tree.checking.everything import spoken_words
from tree.checking.signing.reviewed import needs_review, standings, unsigned
from tree.checking.signing.untrue import untrue
from tree.fault import Fault


@dataclass(frozen=True, slots=True)
class ReviewState:
    """How many units there are, how many were signed with other words, and what is open."""

    units: int = 0
    changed: int = 0
    unsigned: tuple[Fault, ...] = ()
    untrue: tuple[Fault, ...] = ()

    @property
    def signed(self) -> bool:
        """Whether anything was ever signed."""
        return bool(self.changed or self.untrue or len(self.unsigned) < self.units)

    def data(self) -> dict[str, int]:
        """Return the state as data."""
        counts = {"units": self.units, "unsigned": len(self.unsigned), "changed": self.changed}
        return counts | {"untrue": len(self.untrue)}

    def tell(self, words: Words, *, whole: bool) -> Iterator[str]:
        """Yield marks that fit nothing, and one line on the rest; the whole list if asked."""
        yield from (fault_line(words, fault) for fault in self.untrue)
        if whole:
            yield from (fault_line(words, fault) for fault in self.unsigned)
        if self.unsigned:
            key = "some" if self.signed else "none"
            counts = {"n": len(self.unsigned), "all": self.units, "changed": self.changed}
            yield words(f"review-state.{key}", **counts)


def read_state(checked: Checked, words: Path) -> ReviewState:
    """Return what is signed in a pack; nothing is said of one that could not be read."""
    if checked.pack is None or checked.tree is None:
        return ReviewState()
    found = standings(checked, spoken_words(checked, words))
    changed = sum(bool(standing.was) for standing in unsigned(found))
    marked = tuple(untrue(checked))
    return ReviewState(len(found), changed, tuple(needs_review(checked, found)), marked)
