"""Read a pack, the words of a language and the helplines, and check that they fit together."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from tree.checking.checked import Checked, check_pack
from tree.checking.plain_words import held
from tree.checking.proved import refuse_unproved
from tree.checking.reviewed import SAID, said_of_review, standings
from tree.fault import Fault, FaultyPackError, UnusableError, Where
from tree.helplines import EMERGENCY, Helplines
from tree.languages.helpline_files import add_local, own_phrases, read_helplines
from tree.languages.spoken import (
    Phrases,
    lines_in,
    phrase_faults,
    phrases,
    read_words,
    said,
    words_in,
)
from tree.languages.texts import written_texts
from tree.model import Tree
from tree.pack.files import gather, read_file
from tree.pack.pack import Pack
from tree.pack.yaml_reader import parse
from tree.proving.sets.shown import sayings
from tree.stored_start import Ready

BASE = "en"
"""The language in which the words of screens and helplines are written first."""

NAME = "language.name"


def read_everything(
    pack: Path, words: Path, helplines: Path, local: Path | None, *, proved: bool = True
) -> Ready:
    """Read all that a start needs, and prove the pack; raises FaultyPackError or UnusableError.

    `words` is the folder of one language; the others are beside it.
    """
    if not os.path.isdir(pack):
        raise UnusableError("no-such-pack", name=pack.name)
    checked = check_pack(gather(pack))
    tree = checked.speak(words.name)
    verdict = refuse_unproved(checked).verdict if proved else None
    lines = read_lines(helplines, local, words.name)
    if faults := tuple(unresolved(tree, lines)):
        raise FaultyPackError(faults)
    names = _names(checked, words.parent, helplines)
    said = _as_reviewed(checked, read_spoken(words), words.name)
    return Ready(tree, lines, said, names, verdict.longest if verdict else None)


def _as_reviewed(checked: Checked, said: dict[str, str], language: str) -> dict[str, str]:
    """Return the words of a language; what they say of a review is what was signed."""
    if not (checked.pack and checked.pack.review):
        return said
    found = [s for s in standings(checked, {language: said}) if s.unit.language == language]
    return {**said, SAID[0]: said_of_review(said, found)}


def read_lines(helplines: Path, local: Path | None, language: str) -> Helplines:
    """Read the helplines in a language, a host's own lines first; raises FaultyPackError."""
    lines = shipped = read_helplines(gather(helplines))
    if local:
        lines = add_local(lines, local)
    if language == BASE:
        return lines
    known = _phrases(helplines, language)
    if faults := tuple(phrase_faults(shipped, known)):
        raise FaultyPackError(faults)
    own = own_phrases(parse(read_file(local), local.name), []).get(language, {}) if local else {}
    return lines_in(lines, replace(known, says={**known.says, **own}))


def untranslated(helplines: Path, local: Path, language: str) -> list[str]:
    """List the texts of a host's own lines that have no words in a language."""
    own, known = read_lines(helplines, local, BASE), _phrases(helplines, language)
    mine = own_phrases(parse(read_file(local), local.name), []).get(language, {})
    shipped = set(said(read_helplines(gather(helplines))))
    texts = dict.fromkeys(text for text in said(own) if text not in shipped)
    return [text for text in texts if text not in {*known.says, *known.keep, *mine}]


def _phrases(helplines: Path, language: str) -> Phrases:
    """Read the phrases of the helplines in a language; raises FaultyPackError."""
    files, file = gather(helplines), f"languages/{language}.yaml"
    place = f"{helplines.name}/{file}"
    if file not in files:
        like = next((name for name in files if name.startswith("languages/")), "")
        raise FaultyPackError((Fault("missing-file", Where(place), {"name": like}),))
    return phrases(files[file], place)


def read_spoken(words: Path) -> dict[str, str]:
    """Read the words of the screens in the language of this folder; raises FaultyPackError."""
    base = person_words(words.parent / BASE)
    if words.name == BASE:
        return read_words(base)
    return words_in(base, person_words(words), f"{words.parent.name}/{words.name}")


def spoken_words(words: Path) -> dict[str, dict[str, str]]:
    """Return the words of the screens in each language in which they are complete."""
    found: dict[str, dict[str, str]] = {}
    for folder in sorted(path for path in words.iterdir() if path.is_dir()):
        with suppress(FaultyPackError):
            found[folder.name] = read_spoken(folder)
    return found


def _names(checked: Checked, words: Path, helplines: Path) -> dict[str, str]:
    """Return the languages that are complete, with their own names."""
    names: dict[str, str] = {}
    for folder in sorted(path for path in words.iterdir() if path.is_dir()):
        with suppress(FaultyPackError, UnusableError):
            checked.speak(folder.name)
            read_lines(helplines, None, folder.name)
            names[folder.name] = read_spoken(folder).get(NAME, folder.name)
    return names


def faults_of_words(words: Path, helplines: Path) -> Iterator[Fault]:
    """Find faults in the words of screens and helplines, language by language, each once."""
    found: list[Fault] = []
    for folder in sorted(path for path in words.iterdir() if path.is_dir()):
        for read in (
            partial(read_spoken, folder),
            partial(read_lines, helplines, None, folder.name),
        ):
            try:
                read()
            except FaultyPackError as error:
                found += [fault for fault in error.faults if fault not in found]
    yield from found


def person_words(words: Path) -> dict[str, bytes]:
    """Read the words of the screens alone; those of commands are in a subfolder."""
    return {name: raw for name, raw in gather(words).items() if "/" not in name}


def unresolved(tree: Tree, lines: Helplines) -> Iterator[Fault]:
    """Find helpline categories on pages that have no fallback."""
    for outcome in tree.outcomes.values():
        says = (h for say in sayings(outcome) for h in say.helplines)
        for name in dict.fromkeys([*outcome.helplines, *says]):
            if name != EMERGENCY and name not in lines.fallbacks:
                yield Fault("no-line", Where(f"outcomes/{outcome.id}.yaml"), {"name": name})


def screen_faults(pack: Pack, words: Path) -> Iterator[Fault]:
    """Check the words of each language against the pack's wording rules for it."""
    for language, rules in pack.wording.items():
        folder = words / language
        for name, raw in person_words(folder).items() if folder.is_dir() else ():
            yield from held(list(written_texts(parse(raw, f"{language}/{name}"))), rules.shape)
