"""Items whose names were all known stay so while the same names are known around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tree.fault import Fault
from tree.linking.names import Names, UsedNames
from tree.pack.pack import Placed
from tree.pack.shapes import Shape

MOST = 20_000
"""Items that are kept: as many as the largest packs have, not those of every pack ever read."""

CleanItem = tuple[Placed[Shape], UsedNames]
"""An item, held so that no other object gets its id, and the names that it uses."""


@dataclass
class CleanItems:
    """The items of the pack that was checked last, as far as they had no fault."""

    around: tuple[object, ...] = ()
    items: dict[int, CleanItem] = field(default_factory=dict)

    def begin(self, names: Names) -> None:
        """Begin to check a pack, and forget all where the items stand among other names."""
        if self.around != names.around or len(self.items) > MOST:
            self.around, self.items = names.around, {}

    def check(
        self, names: Names, item: Placed[Shape], find: Callable[[], Iterator[Fault]]
    ) -> list[Fault]:
        """Find the faults of an item, or only note what it uses where it is known to have none."""
        if id(item) in self.items:
            names.use(self.items[id(item)][1])
            return []
        faults, used = names.used_in(find())
        if not faults:
            self.items[id(item)] = item, used
        return faults
