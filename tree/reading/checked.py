"""From files to all that a person's start needs: read, link, check, all faults at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tree.fault import Fault, FaultyPackError
from tree.model import Tree
from tree.proving.promise import Promise
from tree.reading.language import in_language, language_faults
from tree.reading.ledger import check_ledger
from tree.reading.link import link
from tree.reading.pack import Pack, read_pack
from tree.reading.plain_words import check_words
from tree.reading.promises import link_promises
from tree.reading.structure import check_structure

LANGUAGES = "languages/"


@dataclass(frozen=True, slots=True)
class Checked:
    """A pack as written, its tree where it has one, and all its faults."""

    pack: Pack | None
    tree: Tree | None
    faults: tuple[Fault, ...]
    promises: tuple[Promise, ...] = ()

    def speak(self, language: str = "") -> Tree:
        """Give the tree in a language, or its own; raises FaultyPackError or UnusableError.

        A fault in a translation stops that language alone: the others need not wait for it.
        """
        faults = tuple(f for f in self.faults if not f.where.file.startswith(LANGUAGES))
        if self.pack is None or self.tree is None or faults:
            raise FaultyPackError(faults)
        return in_language(self.tree, self.pack, language or self.tree.language)


def check_pack(files: Mapping[str, bytes]) -> Checked:
    """Read a pack and find every fault of shape, names and structure."""
    pack = read_pack(files)
    tree, faults = link(pack)
    promises: list[Promise] = []
    if tree:
        promises, wrong = link_promises(pack, tree)
        faults += [*wrong, *check_structure(tree, pack), *language_faults(tree, pack)]
        faults += [*check_words(tree, pack), *check_ledger(pack)]
    ordered = tuple(sorted(faults, key=lambda fault: fault.where))
    return Checked(pack, tree, ordered, tuple(promises))


def read_tree(files: Mapping[str, bytes]) -> Tree:
    """Read a pack that must be without fault, in its own language; raises FaultyPackError."""
    return check_pack(files).speak()
