"""Translations: an overlay mirrors the ids of its source, and holds only texts.

Beside each text stands `of`, a hash of the source text that was translated. If the source has
changed since, the hash no longer matches, and the text is reported for review.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import lru_cache
from hashlib import sha256
from pathlib import PurePosixPath
from string import Formatter

from tree.fault import Fault, FaultyPackError, UnusableError
from tree.languages.wording import Speak, Texts, branches, reword, texts
from tree.model import Tree
from tree.pack.confusables import says_nothing
from tree.pack.pack import Pack
from tree.pack.yaml_reader import Path, Plain, Written, slip_of
from tree.remembered import remembered

LEAF = ("say", "of")
MARK = 8
KNOWN = 20_000
"""Texts whose marks and placeholders are kept: where a pack is edited, few texts change."""
SPARE = 60
"""Letters that a translation may have beyond half as many more as its source."""
BROKEN = "{"
"""Stands for places that cannot be told; the screens could not fill in such a text."""


@lru_cache(KNOWN)
def mark(text: str) -> str:
    """Return the hash of a source text, as written beside its translation."""
    return sha256(text.encode()).hexdigest()[:MARK]


@dataclass(slots=True)
class Overlay:
    """A file of translations checked against its source: its texts and its faults.

    `after` lists the keys that the source has at each level.
    """

    source: Mapping[Path, str]
    written: Written
    after: Mapping[Path, list[str | int]] = field(default_factory=dict)
    says: Texts = field(default_factory=dict)
    marks: Texts = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, code: str, path: Path, **values: str) -> None:
        """Record a fault at a path of the overlay."""
        self.faults.append(Fault(code, self.written.where(path), values))


def overlay(source: Mapping[Path, str], written: Written) -> Overlay:
    """Check a file of translations against its source texts, once while both stay the same."""
    known: Overlay | None = written.fitted.get((Overlay, ()))
    if known is None or [*known.source.items()] != [*source.items()]:  # their order is kept, too
        known = written.fitted[Overlay, ()] = _checked(source, written)
    return known


def _checked(source: Mapping[Path, str], written: Written) -> Overlay:
    held = Overlay(source, written, branches(source), faults=list(written.faults))
    if not written.faults:
        _branch(held, (), {} if written.value is None else written.value)
        _stale(held)
    return held


def _branch(held: Overlay, path: Path, value: Plain) -> None:
    """Check one level: each key leads on, holds a text, or is unknown."""
    listed = any(isinstance(key, int) for key in held.after[path])
    if not isinstance(value, list if listed else dict):
        held.fault("not-a-list" if listed else "not-a-mapping", path)
        return
    items = dict(_items(value))
    for key, inside in items.items():
        if (*path, key) in held.source:
            _leaf(held, (*path, key), inside)
        elif (*path, key) in held.after:
            _branch(held, (*path, key), inside)
        else:
            near = (get_close_matches(str(key), map(str, held.after[path]), 1, 0.5) or [""])[0]
            held.fault("unknown-words", (*path, key), name=dotted((*path, key)), nearest=near)
    for key in held.after[path]:
        if key not in items:
            held.fault("missing-words", path, name=dotted((*path, key)))


def _items(value: Plain) -> Iterator[tuple[str | int, Plain]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _leaf(held: Overlay, path: Path, value: Plain) -> None:
    """Read one text; any key but `say` and `of` is a fault."""
    if not isinstance(value, dict):
        held.fault("not-a-mapping", path)
        return
    for key in value:
        if key not in LEAF:
            near = (get_close_matches(key, LEAF, 1, 0.5) or [""])[0]
            held.fault("unknown-key", (*path, key), key=key, nearest=near)
    for key in LEAF:
        inside = value.get(key)
        if not isinstance(inside, str):
            held.fault("not-text-value" if key in value else "missing", (*path, key), key=key)
        elif says_nothing(inside):
            held.fault("empty", (*path, key), key=key)
        elif key == LEAF[0]:
            _says(held, path, inside)
    held.says[path], held.marks[path] = (_text(value.get(key)) for key in LEAF)


def _says(held: Overlay, path: Path, text: str) -> None:
    """Find a text that a # cut short, or that is too long for its screen."""
    if slip := slip_of(text):
        held.fault(slip, (*path, "say"))
    elif len(text) > (limit := longest(held.source[path])):
        held.fault("too-long", (*path, "say"), key=dotted(path), limit=str(limit))


def longest(source: str) -> int:
    """Return how many letters a translation may have."""
    return len(source) * 3 // 2 + SPARE


def _text(value: Plain) -> str:
    return value if isinstance(value, str) else ""


def _stale(held: Overlay) -> None:
    """Find texts whose source has changed, and texts with other placeholders than the source."""
    for path, was in held.marks.items():
        source, says = held.source[path], held.says[path]
        if was and was != mark(source):
            new = mark(source)
            held.fault("stale-words", (*path, "of"), name=dotted(path), text=source, mark=new)
        elif says and places(says) != places(source):
            held.fault("wrong-places", (*path, "say"), name=dotted(path))


@lru_cache(KNOWN)
def places(text: str) -> frozenset[str]:
    """Return the names of the placeholders; only a brace if the braces are broken."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return frozenset((BROKEN,))


def dotted(path: Path) -> str:
    """Return a path with dots: `questions.afraid.ask`."""
    return ".".join(map(str, path))


def overlays(tree: Tree, pack: Pack) -> dict[str, Overlay]:
    """Check every translation of a pack against its source texts."""
    source = texts(tree, pack) if pack.languages else {}
    return {name: overlay(source, written) for name, written in pack.languages.items()}


def in_language(
    tree: Tree, pack: Pack, language: str, checked: Mapping[str, Overlay] | None = None
) -> Tree:
    """Return a tree in a language; raises UnusableError if the pack has no such language.

    A translation that was `checked` before is not checked again. Raises FaultyPackError.
    """
    if language == tree.language:
        return tree
    if language not in pack.languages:
        known = ", ".join(sorted([tree.language, *pack.languages]))
        raise UnusableError("unknown-language", name=language, known=known)
    held = (checked or {}).get(language) or overlay(texts(tree, pack), pack.languages[language])
    if held.faults:
        raise FaultyPackError(tuple(held.faults))
    return reworded(tree, pack, held)


def reworded(tree: Tree, pack: Pack, held: Overlay) -> Tree:
    """Return a tree with the texts of an overlay that has no faults."""
    spoken = reword(tree, pack, _speak(held))
    return replace(spoken, language=PurePosixPath(held.written.file).stem)


@remembered
def _speak(held: Overlay) -> Speak:
    return lambda path, _: held.says[path]
