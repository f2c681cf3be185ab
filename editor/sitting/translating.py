"""Translations side by side: what is old, what it was made from, what is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from editor.files.edits import insert, rename
from editor.files.putting import put
from editor.files.spans import spans, value_at
from editor.files.splices import Splice, spliced
from editor.judging.marks import SECTIONS
from editor.keeping.old_texts import OldTexts
from editor.sitting.phrasing import NUMBERS, phrase_file, phrase_pairs, with_phrase
from editor.sitting.state import DeskState
from editor.values import TRANSLATIONS, Entry, Translated
from tree.checking.checked import Checked, check_pack
from tree.fault import UnusableError
from tree.languages.overlay import Overlay, mark, overlay
from tree.languages.wording import branches, texts
from tree.linking.link import link
from tree.pack.pack import read_pack
from tree.pack.yaml_reader import Path, Plain, parse

OPEN = re.compile(r"[ \t]*# (missing|stale)\b[^\n]*\n")
"""What `translate` writes above open texts."""
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]+)*")
SAY, OF = "say", "of"
NOTHING: Plain = {SAY: "", OF: ""}
"""Stands in a list for a text that is still missing."""


class DeskTranslating(DeskState):
    """What shows and writes translations."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages into which the pack is translated."""
        files = (name for name in self.files if name.startswith(TRANSLATIONS))
        return tuple(name.removeprefix(TRANSLATIONS).removesuffix(".yaml") for name in files)

    @cached_property
    def _old(self) -> OldTexts:
        """Texts as they were."""
        return OldTexts(self.places.folder, self.started)

    def checked(self) -> Checked:
        """Return this revision, read and linked; raises UnusableError if it cannot be."""
        if self._checked is None or self._checked[0] != self.revision:
            self._checked = (self.revision, check_pack(self.pack_files))
        checked = self._checked[1]
        if checked.pack is None or checked.tree is None:
            raise UnusableError("edit-faults-first")
        return checked

    def _source(self) -> Mapping[Path, str]:
        """Return the texts to translate, read anew only where more than translations changed.

        Raises UnusableError while the pack cannot be linked.
        """
        own = {n: raw for n, raw in self.pack_files.items() if not n.startswith(TRANSLATIONS)}
        if self._sources is None or self._sources[0] != own:
            pack = read_pack(own)
            tree = link(pack)[0]
            if tree is None:
                raise UnusableError("edit-faults-first")
            self._sources = (own, texts(tree, pack))
        return self._sources[1]

    def _overlay(self, language: str) -> Overlay:
        """Return a translation beside its source; raises UnusableError."""
        file = _file(language)
        written = parse(self.files.get(file) or b"{}", file)
        if written.faults:
            raise UnusableError("edit-refused", name=file)
        return overlay(self._source(), written)

    def translated(self, language: str, entry: Entry | None = None) -> tuple[Translated, ...]:
        """List the texts of the pack, or of an entry, beside their translation: open ones first.

        Raises UnusableError while the pack has faults.
        """
        self.translated_so_far(language, entry)
        self.look_back()
        return self.translated_so_far(language, entry)

    def look_back(self) -> None:
        """Look in git for what old translations were made from; this may be done in a thread."""
        self._old.look()

    def translated_so_far(
        self, language: str, entry: Entry | None = None
    ) -> tuple[Translated, ...]:
        """List the texts like `translated`, without a look into git, which may take long."""
        held = self._overlay(language)
        self._old.want(of for path, of in held.marks.items() if _is_stale(held, path))
        found = [
            self._pair(held, language, path)
            for path in held.source
            if entry is None or _is_of(entry, path)
        ]
        found += phrase_pairs(self.files, language) if entry is None else ()
        return tuple(sorted(found, key=lambda one: ("stale", "missing", "").index(one.state)))

    def _pair(self, held: Overlay, language: str, path: Path) -> Translated:
        source, says, of = held.source[path], held.says.get(path, ""), held.marks.get(path, "")
        stale = _is_stale(held, path)
        state = "stale" if stale else "" if says else "missing"
        was, lost = (self._old.text(of), self._old.why_lost(of)) if stale else ("", "")
        return Translated(language, path, source, says, state, was, lost=lost)

    def translate(self, language: str, path: Path, says: str) -> None:
        """Write a translation, and the mark of the source it was made from.

        Raises UnusableError.
        """
        if path[0] == NUMBERS:
            self._write_phrase(language, str(path[1]), says)
            return
        held = self._overlay(language)
        self._write_pair(held, language, path, {SAY: says, OF: mark(held.source[path])})

    def _write_phrase(self, language: str, text: str, says: str) -> None:
        file = phrase_file(self.files, language)
        about = f"translation:{NUMBERS}-{language}"
        self._edit(file, about, lambda: with_phrase(self.files, language, text, says))

    def accept(self, language: str, path: Path) -> None:
        """Say that a translation still fits its source, which has changed; raises UnusableError."""
        if path[0] == NUMBERS:
            return
        held = self._overlay(language)
        self._write_pair(held, language, path, {OF: mark(held.source[path])})

    def add_language(self, language: str) -> None:
        """Begin a translation; all its texts are missing. Raises UnusableError."""
        file = _file(language)
        if not LANGUAGE.fullmatch(language) or file in self.files:
            raise UnusableError("edit-language", name=language)
        self._change({file: b""}, f"translation:{language}")

    def _write_pair(
        self, held: Overlay, language: str, path: Path, values: Mapping[str, str]
    ) -> None:
        file = _file(language)

        def written() -> bytes:
            raw = self.files.get(file, b"")
            if held.says.get(path) and held.marks.get(path):
                new = rename(raw, file, {(*path, key): text for key, text in values.items()}, {})
                return without_note(new, file, path)
            if _depth(raw, file, path) < len(path):
                return without_note(_with(raw, file, path, {**values}, held), file, path)
            for key, text in values.items():
                raw = _with(raw, file, (*path, key), text, held)
            return without_note(raw, file, path)

        self._edit(file, f"translation:{language}/{'/'.join(map(str, path))}", written)


def _is_stale(held: Overlay, path: Path) -> bool:
    """Return whether a text was translated from other words than its source has now."""
    return bool(held.says.get(path)) and held.marks.get(path) != mark(held.source[path])


def _file(language: str) -> str:
    return f"{TRANSLATIONS}{language}.yaml"


def _is_of(entry: Entry, path: Path) -> bool:
    """Return whether a text belongs to an entry."""
    return len(path) > 1 and SECTIONS.get(str(path[0])) is entry.kind and path[1] == entry.id


def _with(raw: bytes, file: str, path: Path, text: Plain, held: Overlay) -> bytes:
    """Return a translation with a text; what is missing on the way to it is added, too."""
    depth = _depth(raw, file, path)
    if depth == len(path):
        return put(raw, file, path, text)
    value: Plain = text
    for part in reversed(path[depth + 1 :]):
        value = {part: value} if isinstance(part, str) else [*[NOTHING] * part, value]
    if isinstance(path[depth], int):
        raw = _padded(raw, file, path[: depth + 1])
    keys = branches(held.source).get(path[:depth], [SAY, OF])
    return insert(raw, file, path[: depth + 1], value, [str(key) for key in keys])


def _padded(raw: bytes, file: str, path: Path) -> bytes:
    """Return a translation with empty items in a list, up to the place that a path ends in."""
    held, at = value_at(raw, file, path[:-1]), path[-1]
    n = len(held) if isinstance(held, list) else 0
    for i in range(n, at) if isinstance(at, int) else ():
        raw = insert(raw, file, (*path[:-1], i), NOTHING)
    return raw


def _depth(raw: bytes, file: str, path: Path) -> int:
    """Return how many parts of a path a file has."""
    for n in range(len(path), 0, -1):
        try:
            value_at(raw, file, path[:n])
        except LookupError:
            continue
        return n
    return 0


def without_note(raw: bytes, file: str, path: Path) -> bytes:
    """Return a translation without the note above a text that it was open."""
    found = spans(raw, file)
    line = found.line_start(found.at[path].key)
    above = found.line_start(line - 1) if line else 0
    if not OPEN.fullmatch(found.text, above, line):
        return raw
    return found.encoded(spliced(found.text, [Splice(above, line, "")]))
