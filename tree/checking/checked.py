"""Read, link and check a pack, and report all faults at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tree.checking.citing import uncited
from tree.checking.plain_words import check_words
from tree.checking.structure import check_structure
from tree.fault import Fault, FaultyPackError
from tree.languages.overlay import Overlay, in_language, overlays
from tree.languages.pack_words import word_faults
from tree.languages.same_answers import same_answers
from tree.linking.link import link
from tree.linking.link_lives import link_lives
from tree.linking.link_promises import link_promises
from tree.model import Tree
from tree.pack.confusables import without_unseen
from tree.pack.files import ENDING
from tree.pack.ledger import check_ledger
from tree.pack.pack import SPOKEN, Pack, read_pack
from tree.pack.yaml_reader import decoded
from tree.proving.life import Life
from tree.proving.promise import Promise

LANGUAGES, UNSEEN = "languages/", "unseen-sign"


def language_of(file: str) -> str:
    """Return the language that a file of a pack is for; empty text for one that is for all."""
    folder, _, name = file.rpartition("/")
    return name.removesuffix(ENDING) if folder in SPOKEN else ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A pack as written, its tree if it could be linked, and all faults."""

    pack: Pack | None
    tree: Tree | None
    faults: tuple[Fault, ...]
    promises: tuple[Promise, ...] = ()
    lives: tuple[Life, ...] = ()
    overlays: Mapping[str, Overlay] = field(default_factory=dict, compare=False, repr=False)
    """The translations as they were checked, by language."""

    def speak(self, language: str = "") -> Tree:
        """Return the tree in a language or its own; raises FaultyPackError or UnusableError.

        A fault in a translation blocks only that language.
        """
        own = self.tree.language if self.tree else ""
        spoken = ("", own, language or own)
        faults = tuple(f for f in self.faults if language_of(f.where.file) in spoken)
        if self.pack is None or self.tree is None or faults:
            raise FaultyPackError(faults)
        return in_language(self.tree, self.pack, language or own, self.overlays)


def check_pack(files: Mapping[str, bytes]) -> Checked:
    """Read a pack, and find all faults of shape, names and structure.

    If there are invisible characters, check again without them, to find what they hide, such as
    banned phrases.
    """
    checked = _check(files)
    if not any(fault.code == UNSEEN for fault in checked.faults):
        return checked
    seen = _check({name: _without_unseen(raw) for name, raw in files.items()})
    faults = [*checked.faults, *(fault for fault in seen.faults if fault not in checked.faults)]
    return replace(checked, faults=tuple(sorted(faults, key=lambda fault: fault.where)))


def _without_unseen(raw: bytes) -> bytes:
    try:
        return without_unseen(decoded(raw)).encode()
    except UnicodeDecodeError:
        return raw


def _check(files: Mapping[str, bytes]) -> Checked:
    pack = read_pack(files)
    tree, faults = link(pack)
    promises, lives, held = list[Promise](), list[Life](), dict[str, Overlay]()
    if tree:
        promises, wrong = link_promises(pack, tree)
        lives, unlike = link_lives(pack, tree)
        held = overlays(tree, pack)
        spoken = (fault for overlay in held.values() for fault in overlay.faults)
        faults += [*wrong, *unlike, *check_structure(tree, pack), *spoken]
        faults += [*word_faults(pack), *check_words(tree, pack, held), *check_ledger(pack)]
        faults += [*uncited(tree, pack), *same_answers(pack, held)]
    ordered = tuple(sorted(faults, key=lambda fault: fault.where))
    return Checked(pack, tree, ordered, tuple(promises), tuple(lives), held)
