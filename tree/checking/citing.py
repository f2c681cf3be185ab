"""Questions and pages without a source, in a pack that asks for one on each."""

from __future__ import annotations

from collections.abc import Iterator

from tree.fault import Fault
from tree.linking.link import locate
from tree.model import Tree
from tree.pack.pack import Pack


def uncited(tree: Tree, pack: Pack) -> Iterator[Fault]:
    """Find questions and outcomes that cite nothing people can look up, if the pack minds."""
    if pack.head is None or not pack.head.shape.cited:
        return
    for kind, places in (("questions", tree.questions), ("outcomes", tree.outcomes)):
        for name, place in places.items():
            if not place.sources:
                spot = (kind, name) if kind == "questions" else (kind, name, "title")
                yield Fault("without-source", locate(pack, spot), {"name": name})
