"""Read what a preview shows from the files of a pack, as long as they can be read at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from tree.checking.everything import (
    BASE,
    NAME,
    own_name,
    read_lines,
    read_spoken,
    with_card,
    with_own,
)
from tree.checking.structure import check_structure
from tree.fault import FaultyPackError, UnusableError
from tree.helplines import Helplines
from tree.languages.overlay import overlay
from tree.languages.wording import reword, texts
from tree.linking.link import build
from tree.linking.references import check
from tree.model import Tree
from tree.pack.files import gather
from tree.pack.pack import Pack, read_pack
from tree.prepare import Places
from tree.stored_start import Ready

UNREAD = ("promises.yaml", "review.yaml")
"""Files that change nothing on a screen: while they are being written, a preview goes on."""

UNFINISHED = {"no-promises", "fact-never-learned", "fact-never-read", "unused-tag"}
"""Faults of names that wait for their use."""

ENDLESS = "fork-circle"
"""A fault with which a walk would never come to a screen."""


@dataclass(frozen=True, slots=True)
class Material:
    """A pack and its tree in its own language."""

    pack: Pack
    tree: Tree

    @property
    def shape(self) -> Tree:
        """The tree without its texts: two packs of one shape have the same walks."""
        return reword(self.tree, self.pack, lambda *_: "")


def read_material(files: Mapping[str, bytes]) -> Material:
    """Read a pack; raises FaultyPackError if it cannot be shown."""
    pack = read_pack({name: raw for name, raw in files.items() if name not in UNREAD})
    faults = (*pack.faults, *(f for f in check(pack) if f.code not in UNFINISHED))
    if faults or pack.head is None:
        raise FaultyPackError(faults)
    tree = build(pack, pack.head.shape)
    if endless := tuple(f for f in check_structure(tree, pack) if f.code == ENDLESS):
        raise FaultyPackError(endless)
    return Material(pack, tree)


def spoken(material: Material, language: str) -> Tree:
    """Return the tree in a language; what is not translated yet stays as it is.

    Raises UnusableError if the pack has no such language, FaultyPackError if it cannot be read.
    """
    tree, pack = material.tree, material.pack
    if language in ("", tree.language):
        return tree
    if language not in pack.languages:
        known = ", ".join(sorted([tree.language, *pack.languages]))
        raise UnusableError("unknown-language", name=language, known=known)
    written = pack.languages[language]
    if written.faults:
        raise FaultyPackError(tuple(written.faults))
    said = overlay(texts(tree, pack), written).says
    return replace(reword(tree, pack, lambda path, text: said.get(path) or text), language=language)


def make_ready(material: Material, places: Places, language: str, longest: int | None) -> Ready:
    """Return all that a visit needs; raises FaultyPackError or UnusableError."""
    tree, own = spoken(material, language), places.of(places.pack)
    lines = with_card(_lines(own.helplines, own.local, tree.language), material.pack)
    said = with_own(_said(places.words / tree.language), material.pack, tree.language)
    return Ready(tree, lines, said, dict(_names(material, places)), longest)


def _names(material: Material, places: Places) -> Iterator[tuple[str, str]]:
    """Yield the languages of the pack, with their own names."""
    for language in sorted({material.tree.language, *material.pack.languages}):
        folder = places.words / language
        name = _said(folder)[NAME] if folder.is_dir() else own_name(places.words, language)
        yield language, name


def _said(words: Path) -> dict[str, str]:
    base = words.parent / BASE
    folder = words if words.is_dir() else base
    return _said_of(folder, _seen(folder), _seen(base))


def _lines(helplines: Path, local: Path | None, language: str) -> Helplines:
    own = local.read_bytes() if local else b""
    return _lines_of(helplines, local, language, (*_seen(helplines), ("", own)))


def _seen(folder: Path) -> tuple[tuple[str, bytes], ...]:
    return tuple((name, raw) for name, raw in gather(folder).items())


@lru_cache(8)
def _said_of(words: Path, *_seen: object) -> dict[str, str]:
    return read_spoken(words)


@lru_cache(8)
def _lines_of(helplines: Path, local: Path | None, language: str, *_seen: object) -> Helplines:
    return read_lines(helplines, local, language)
