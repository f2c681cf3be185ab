"""Read what a preview shows from the files of a pack, as long as they can be read at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path as Folder

from editor.preview.same_shape import differs_in_texts_alone
from editor.values import OWN_LINES
from tree.checking.everything import (
    BASE,
    NAME,
    own_name,
    phrase_file,
    read_lines,
    read_spoken,
    with_card,
    with_own,
)
from tree.checking.structure import check_structure
from tree.fault import FaultyPackError, UnusableError
from tree.helplines import Helplines
from tree.languages.helpline_files import read_helplines
from tree.languages.spoken import lines_in, phrases
from tree.languages.wording import reword, wordless
from tree.linking.link import build
from tree.linking.references import check
from tree.model import Tree
from tree.pack.files import gather
from tree.pack.pack import Pack, read_pack
from tree.pack.yaml_reader import Path, Plain, parse
from tree.prepare import Places
from tree.stored_start import Ready

HEAD = "pack.yaml"
"""The file in which most names are made."""

LIVES = "lives/"
UNREAD = ("promises.yaml", "review.yaml")
"""With lives, what changes nothing on a screen: while it is being written, a preview goes on."""

SPOKEN = ("languages/", "wording/", OWN_LINES)
"""Folders of files that no name stands in for others."""

UNFINISHED = {"no-promises", "fact-never-learned", "fact-never-read", "unused-tag"}
"""Faults of names that wait for their use."""

ENDLESS = "fork-circle"
"""A fault with which a walk would never come to a screen."""


@dataclass(frozen=True, slots=True)
class Material:
    """A pack and its tree in its own language, and the files that they were read from.

    `alike` is the same for packs that are known to differ in texts alone.
    """

    pack: Pack
    tree: Tree
    files: dict[str, bytes]
    alike: object

    @property
    def shape(self) -> Tree:
        """The tree without its texts: two packs of one shape have the same walks."""
        return wordless(self.tree, self.pack)


def read_material(files: Mapping[str, bytes], before: Material | None = None) -> Material:
    """Read a pack; raises FaultyPackError if it cannot be shown.

    Names are checked anew only if more than texts has changed since `before`.
    """
    read = {n: raw for n, raw in files.items() if n not in UNREAD and not n.startswith(LIVES)}
    pack = read_pack(read)
    same = before if before and not pack.faults and _is_alike(before.files, read) else None
    names = () if same else (f for f in check(pack) if f.code not in UNFINISHED)
    faults = (*pack.faults, *names)
    if faults or pack.head is None:
        raise FaultyPackError(faults)
    tree = build(pack, pack.head.shape)
    if endless := tuple(f for f in check_structure(tree, pack) if f.code == ENDLESS):
        raise FaultyPackError(endless)
    return Material(pack, tree, read, same.alike if same else object())


def _is_alike(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> bool:
    """Return whether files hold the same but for texts, and for what is only translated."""
    changed = [name for name in now if before.get(name) != now[name]]
    return (
        list(before) == list(now)
        and HEAD not in changed
        and all(
            name.startswith(SPOKEN)
            or differs_in_texts_alone(parse(before[name], name).value, parse(now[name], name).value)
            for name in changed
        )
    )


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
    spoken = reword(tree, pack, lambda path, text: _translated(written.value, path) or text)
    return replace(spoken, language=language)


def _translated(value: Plain, path: Path) -> str:
    """Return the text at a path of a translation; empty text where there is none."""
    for key in (*path, "say"):
        if isinstance(value, dict):
            value = value.get(str(key))
        elif isinstance(value, list) and isinstance(key, int) and key < len(value):
            value = value[key]
        else:
            return ""
    return value if isinstance(value, str) else ""


def make_ready(material: Material, places: Places, language: str, longest: int | None) -> Ready:
    """Return all that a visit needs; raises FaultyPackError or UnusableError."""
    tree, own = spoken(material, language), places.of(places.pack)
    found = _edited(material, tree.language) or _lines(own.helplines, own.local, tree.language)
    lines = with_card(found, material.pack)
    said = with_own(_said(places.words / tree.language), material.pack, tree.language)
    return Ready(tree, lines, said, dict(_names(material, places)), longest)


def _names(material: Material, places: Places) -> Iterator[tuple[str, str]]:
    """Yield the languages of the pack, with their own names."""
    for language in sorted({material.tree.language, *material.pack.languages}):
        folder = places.words / language
        name = _said(folder)[NAME] if folder.is_dir() else own_name(places.words, language)
        yield language, name


def _said(words: Folder) -> dict[str, str]:
    base = words.parent / BASE
    folder = words if words.is_dir() else base
    return _said_of(folder, _seen(folder), _seen(base))


def _edited(material: Material, language: str) -> Helplines | None:
    """Return a pack's own numbers as they are edited; None if there are none that are whole."""
    own = {n: raw for n, raw in material.files.items() if n.startswith(OWN_LINES)}
    try:
        return _edited_of(language, tuple(own.items())) if own else None
    except FaultyPackError:
        return None


@lru_cache(8)
def _edited_of(language: str, files: tuple[tuple[str, bytes], ...]) -> Helplines:
    tables = {name.removeprefix(OWN_LINES): raw for name, raw in files}
    lines, file = read_helplines(tables), phrase_file(language)
    return lines_in(lines, phrases(tables[file], file).says) if file in tables else lines


def _lines(helplines: Folder, local: Folder | None, language: str) -> Helplines:
    own = local.read_bytes() if local else b""
    return _lines_of(helplines, local, language, (*_seen(helplines), ("", own)))


def _seen(folder: Folder) -> tuple[tuple[str, bytes], ...]:
    return tuple((name, raw) for name, raw in gather(folder).items())


@lru_cache(8)
def _said_of(words: Folder, *_seen: object) -> dict[str, str]:
    return read_spoken(words)


@lru_cache(8)
def _lines_of(helplines: Folder, local: Folder | None, language: str, *_seen: object) -> Helplines:
    return read_lines(helplines, local, language)
