"""Search a pack by words: in all that people read, also in other languages, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain

from editor.files.numbers import NUMBERS
from editor.judging.marks import SECTIONS
from editor.outline import IN_HEAD
from editor.shapes_of import RULES
from editor.values import TRANSLATIONS, Address, Entry, EntryKind, FieldKind
from tree.pack.yaml_reader import Path, Plain, parse

FILES = 4_096
OPENING, SAY, WEIGHED = "opening", "say", "weigh"
READ = {OPENING, *(k for k, rule in RULES.items() if rule.kind in (FieldKind.TEXT, FieldKind.LINE))}
"""The keys of what is read."""
BARE = (EntryKind.FACT, EntryKind.TAG)
"""Entries that are one text."""
SHOWN_AS_TEXT = (EntryKind.FILE, EntryKind.TRANSLATION, EntryKind.WORDING, EntryKind.REVIEW)
EXACT, EXACT_INSIDE, WORDS, WORDS_INSIDE, NOT_FOUND = range(5)
"""How well something fits a search: first the very words, in its title, then inside it."""
ReadLine = tuple[Path, str]
"""A text in small letters, and where it stands in its entry."""


@lru_cache(FILES)
def lines_in(file: str, raw: bytes) -> tuple[ReadLine, ...]:
    """List the texts of a file that people read."""
    return tuple(_lines(parse(raw, file).value, ()))


def _lines(value: Plain, at: Path) -> Iterator[ReadLine]:
    if isinstance(value, str) and _is_read(at):
        yield at, value.casefold()
    for key, part in value.items() if isinstance(value, dict) else ():
        yield from _lines(part, (*at, key))
    for n, part in enumerate(value) if isinstance(value, list) else ():
        yield from _lines(part, (*at, n))


def _is_read(at: Path) -> bool:
    keys = [key for key in at if isinstance(key, str)]
    named = IN_HEAD.get(keys[0]) in BARE if keys else False
    return named or bool(keys and (keys[-1] in READ or WEIGHED in keys[:-1]))


@dataclass(frozen=True)
class Searched:
    """The files of a pack, to be searched."""

    files: Mapping[str, bytes]
    _known: dict[tuple[str, Address], tuple[ReadLine, ...]] = field(
        default_factory=dict, repr=False
    )

    def found(self, entries: Iterable[Entry], said: str) -> tuple[Entry, ...]:
        """List the entries that have all of some words, those with the very words first."""
        ranked = [(self._rank(one, said), one) for one in entries]
        fits = [pair for pair in ranked if pair[0] < NOT_FOUND]
        return tuple(one for _, one in sorted(fits, key=lambda pair: pair[0]))

    def _rank(self, one: Entry, said: str) -> int:
        words = said.casefold().split()
        phrase, title = " ".join(words), f"{one.id} {one.title}".casefold()
        lines = self._of(one)
        if phrase in title:
            return EXACT
        if any(phrase in line for _, line in lines):
            return EXACT_INSIDE
        if all(word in title for word in words):
            return WORDS
        return WORDS_INSIDE if any(_has_all(line, words) for _, line in lines) else NOT_FOUND

    def line(self, one: Entry, said: str) -> Path | None:
        """Return where in an entry the words stand, the very words first; None if nowhere."""
        words, lines = said.casefold().split(), self._of(one)
        exact = (path for path, line in lines if " ".join(words) in line)
        every = (path for path, line in lines if _has_all(line, words))
        return next(chain(exact, every), None)

    def _of(self, one: Entry) -> tuple[ReadLine, ...]:
        """Return the texts of an entry, and then what they are in other languages."""
        if one.kind in SHOWN_AS_TEXT or one.address.file not in self.files:
            return ()
        key = one.key, one.address
        if key not in self._known:
            self._known[key] = (*self._own(one), *self._translated.get(one.key, ()))
        return self._known[key]

    def _own(self, one: Entry) -> Iterator[ReadLine]:
        file, start = one.address.file, one.address.path
        for path, line in lines_in(file, self.files[file]):
            inside = path[len(start) :]
            if path[: len(start)] == start and not _is_apart(one.kind, path):
                yield inside, line

    @cached_property
    def _translated(self) -> dict[str, list[ReadLine]]:
        """The texts of translations, by the key of the entry whose words they are."""
        found: dict[str, list[ReadLine]] = {}
        for file, raw in self.files.items():
            for path, line in lines_in(file, raw) if file.startswith(TRANSLATIONS) else ():
                if path[-1] == SAY and path[0] in SECTIONS:
                    key = f"{SECTIONS[str(path[0])]}:{path[1]}"
                    found.setdefault(key, []).append((path[2:-1], line))
        return found


def _is_apart(kind: EntryKind, path: Path) -> bool:
    """Return whether a text in the file of an entry belongs to another entry beside it."""
    beside = {EntryKind.HEAD: (*IN_HEAD,), EntryKind.COUNTRY: (NUMBERS,)}
    return path[0] in beside.get(kind, ())


def _has_all(line: str, words: Iterable[str]) -> bool:
    return all(word in line for word in words)
