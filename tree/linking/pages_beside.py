"""May the pages that can be opened beside a page be opened from there?"""

from __future__ import annotations

from collections.abc import Iterator

from tree.fault import Fault
from tree.linking.names import Names
from tree.model import URGENT
from tree.pack.pack import Placed
from tree.pack.page_shapes import OutcomeShape

GENTLER = 1
"""By so many tiers a page may be gentler than the one from which it is opened."""


def check_beside(names: Names, item: Placed[OutcomeShape]) -> Iterator[Fault]:
    """Find names without meaning, and pages that must not be opened from this one."""
    pack = names.pack
    asked = {question.shape.id for _, question in pack.questions}
    ends = names.nodes - asked - {fork.shape.id for fork in pack.forks}
    for i, beside in enumerate(item.shape.beside):
        yield from names.when(item, beside.when, ("beside", i, "when"))
        to, path = beside.to, ("beside", i, "to")
        if pack.whole and not names.filled(item, to):
            yield from names.known(item, [to], ends, "unknown-outcome", path)
        target = pack.outcomes.get(to)
        code = _code(item, target) if target and not (item.mended or target.mended) else ""
        if code:
            yield item.fault(code, *path, name=to)


def _code(item: Placed[OutcomeShape], target: Placed[OutcomeShape]) -> str:
    """Say what speaks against opening one page from another, the gravest first."""
    return (
        "beside-itself" if target is item
        else "beside-urgent" if min(item.shape.tier, target.shape.tier) <= URGENT
        else "beside-passing" if item.shape.go_on or target.shape.go_on
        else "beside-too-gentle" if target.shape.tier > item.shape.tier + GENTLER
        else ""
    )  # fmt: skip
