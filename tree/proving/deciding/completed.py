"""The completions of the walks to one outcome, and the way back from completions to walks."""

from __future__ import annotations

from tree.proving.sets.diagram import Set
from tree.proving.sets.encoding import ExactEncoding
from tree.proving.sets.model_count import Legal


class Completed:
    """Walks with every allowed answer wherever they did not ask, and each stage of completing them.

    Going back stage by stage keeps only what some walk was there, so the sets stay as small as they
    were; leaving out any answers of completions first, and then looking for walks, does not.
    """

    def __init__(self, encoding: ExactEncoding, walks: Set, allowed: Legal, stopped: str) -> None:
        """Complete walks from the last place on; those at a passing page have `stopped` there."""
        self._encoding, self._stages = encoding, list[tuple[str, Set]]()
        for place in reversed(encoding.letters):
            unasked = self._unsaid(place, walks & encoding.blank(place))
            if place != stopped and unasked != encoding.diagram.none:
                self._stages.append((place, walks))
                walks = walks & ~encoding.blank(place) | unasked & allowed[place]
        self.whole = walks

    def _unsaid(self, place: str, walks: Set) -> Set:
        return self._encoding.diagram.exist(self._encoding.letters[place].bits, walks)

    def walks(self, some: Set) -> Set:
        """Return the walks that have one of these completions."""
        for place, before in reversed(self._stages):
            shorter = self._unsaid(place, some) & self._encoding.blank(place)
            some = (some | shorter) & before
        return some
