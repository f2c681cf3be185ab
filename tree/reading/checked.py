"""From files to all that a person's start needs: read, link, check, all faults at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tree.fault import Fault, FaultyPackError
from tree.model import Tree
from tree.reading.link import link
from tree.reading.pack import Pack, read_pack
from tree.reading.structure import check_structure


@dataclass(frozen=True, slots=True)
class Checked:
    """A pack as written, its tree where it has one, and all its faults."""

    pack: Pack | None
    tree: Tree | None
    faults: tuple[Fault, ...]


def check_pack(files: Mapping[str, bytes]) -> Checked:
    """Read a pack and find every fault of shape, names and structure."""
    pack = read_pack(files)
    tree, faults = link(pack)
    if tree:
        faults = [*faults, *check_structure(tree, pack)]
    return Checked(pack, tree, tuple(sorted(faults, key=lambda fault: fault.where)))


def read_tree(files: Mapping[str, bytes]) -> Tree:
    """Read a pack that must be without fault; raises FaultyPackError."""
    checked = check_pack(files)
    if checked.tree is None or checked.faults:
        raise FaultyPackError(checked.faults)
    return checked.tree
