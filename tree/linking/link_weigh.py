"""A decision to weigh: its options, each with exactly when it is shown."""

from __future__ import annotations

from collections.abc import Iterator

from tree.condition import All, AnyOf, Condition
from tree.fault import Fault
from tree.linking.expand import Conditions, expand_when
from tree.linking.names import Names, repeats
from tree.model import URGENT
from tree.pack.pack import Placed
from tree.pack.page_shapes import OutcomeShape, WeighShape
from tree.weigh import Weigh, WeighOption


def link_weigh(shape: WeighShape | None, named: Conditions) -> Weigh | None:
    """Link a decision; an option is shown where it fits and another does, too."""
    if shape is None:
        return None
    whole = expand_when(shape.when, named)
    own = [expand_when(option.when, named) for option in shape.options]
    options = tuple(
        WeighOption(o.id, o.say, o.good, o.hard, o.like, _shown(whole, own, i), tuple(o.tags))
        for i, o in enumerate(shape.options)
    )
    return Weigh(shape.situation, shape.decision, options)


def _shown(whole: Condition | None, own: list[Condition | None], at: int) -> Condition | None:
    """Hold where the decision, an option of it and any other option fit."""
    others = [when for i, when in enumerate(own) if i != at]
    some = None if None in others else AnyOf(tuple(w for w in others if w))
    parts = tuple(part for part in (whole, own[at], some) if part)
    return All(parts) if len(parts) > 1 else next(iter(parts), None)


def check_weigh(names: Names, item: Placed[OutcomeShape]) -> Iterator[Fault]:
    """Find names without meaning, and a decision to weigh where there is no time for it."""
    weigh = item.shape.weigh
    if weigh is None:
        return
    if item.shape.tier <= URGENT and not item.mended:
        yield item.fault("weigh-urgent", "weigh")
    yield from names.when(item, weigh.when, ("weigh", "when"))
    paths = [("weigh", "options", i) for i in range(len(weigh.options))]
    yield from repeats([(o.id, item, p) for o, p in zip(weigh.options, paths, strict=True)])
    for option, path in zip(weigh.options, paths, strict=True):
        yield from names.when(item, option.when, (*path, "when"))
        yield from names.tags(item, option.tags, (*path, "tags"))
