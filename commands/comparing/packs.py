"""The tree of a pack that is compared with another one."""

from __future__ import annotations

from dataclasses import replace

from tree.checking.checked import Checked
from tree.fault import Fault, FaultyPackError
from tree.model import Tree


def tree_of(checked: Checked, name: str) -> Tree:
    """Return the tree of a pack; raises FaultyPackError with the pack's name before each file."""
    if checked.tree is None:
        raise FaultyPackError(tuple(_in_pack(fault, name) for fault in checked.faults))
    return checked.tree


def _in_pack(fault: Fault, name: str) -> Fault:
    file = f"{name.rstrip('/')}/{fault.where.file}"
    return replace(fault, where=replace(fault.where, file=file))
