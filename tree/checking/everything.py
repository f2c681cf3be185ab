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
from tree.checking.signing.reviewed import SAID, said_of_review, standings
from tree.fault import Fault, FaultyPackError, UnusableError, Where
from tree.helplines import EMERGENCY, Helplines
from tree.languages.helpline_files import add_local, own_phrases, read_helplines
from tree.languages.pack_words import words_in as own_words_in
from tree.languages.paper import paper_faults
from tree.languages.spoken import (
    Phrases,
    lines_in,
    phrase_faults,
    phrases,
    said,
    words_in,
)
from tree.languages.texts import written_texts
from tree.languages.word_tables import read_words
from tree.pack.files import gather, read_file
from tree.pack.pack import Pack
from tree.pack.yaml_reader import parse
from tree.proving.sets.shown import sayings
from tree.stored_start import LIVES, Ready

BASE = "en"
"""The language in which the words of screens and helplines are written first."""

NAME, UNSIGNED = "language.name", "welcome.unsigned"
MADE, MADE_CHECKED = "welcome.made", "welcome.made_checked"
"""The heading above what is said of reviews: while nobody has signed all words, and afterwards."""
NAMES = "languages.yaml"
"""Names of languages, each in its own words, for those of which the screens have none."""


def read_everything(
    pack: Path, words: Path, helplines: Path, local: Path | None, *, proved: bool = True
) -> Ready:
    """Read all that a start needs, and prove the pack; raises FaultyPackError or UnusableError.

    `words` is the folder of one language; the others are beside it.
    """
    if not os.path.isdir(pack):
        raise UnusableError("no-such-pack", name=str(pack))
    checked = check_pack(gather(pack, without=LIVES))
    tree = checked.speak(words.name)
    verdict = refuse_unproved(checked).verdict if proved else None
    lines = read_lines(helplines, local, words.name)
    if faults := tuple(unresolved(checked, lines)):
        raise FaultyPackError(faults)
    names = _names(checked, words.parent, helplines)
    said = _as_reviewed(checked, screens_in(checked.pack, words), words.name)
    return Ready(
        tree, with_card(lines, checked.pack), said, names, verdict.longest if verdict else None
    )


def with_card(lines: Helplines, pack: Pack | None) -> Helplines:
    """Return the helplines with the categories that a pack wants on the card, emergency first."""
    named = pack.head.shape.card if pack and pack.head else ()
    return replace(lines, card=tuple(dict.fromkeys((EMERGENCY, *named)))) if named else lines


def _as_reviewed(checked: Checked, said: dict[str, str], language: str) -> dict[str, str]:
    """Return the words of a language; what they say of a review is what was signed."""
    if not (checked.pack and checked.pack.review):
        return said
    found = [s for s in standings(checked, {language: said}) if s.unit.language == language]
    says = said_of_review(said, found)
    made = said[MADE if says == said[SAID[0]] else MADE_CHECKED]
    return {**said, SAID[0]: says, MADE: made}


def read_lines(helplines: Path, local: Path | None, language: str) -> Helplines:
    """Read the helplines in a language, a host's own lines first; raises FaultyPackError.

    Where nobody has translated what they say, it stays as it is written.
    """
    lines = shipped = read_helplines(gather(helplines))
    if local:
        lines = add_local(lines, local)
    known = _phrases(helplines, language)
    if known and (faults := tuple(phrase_faults(shipped, known))):
        raise FaultyPackError(faults)
    says = {**(known.says if known else {}), **(_own_phrases(local, language) if local else {})}
    return lines_in(lines, says) if says else lines


def _own_phrases(local: Path, language: str) -> dict[str, str]:
    return own_phrases(parse(read_file(local), local.name), []).get(language, {})


def untranslated(helplines: Path, local: Path, language: str) -> list[str]:
    """List the texts of a host's own lines that have no words in a language."""
    tables = read_helplines(gather(helplines))
    known, shipped = _phrases(helplines, language), set(said(tables))
    done = {
        *_own_phrases(local, language),
        *(known.says if known else ()),
        *(known.keep if known else ()),
    }
    texts = dict.fromkeys(text for text in said(add_local(tables, local)) if text not in shipped)
    return [text for text in texts if text not in done]


def _phrases(helplines: Path, language: str) -> Phrases | None:
    """Read the phrases of the helplines in a language, if any; raises FaultyPackError."""
    files, file = gather(helplines), phrase_file(language)
    return phrases(files[file], f"{helplines.name}/{file}") if file in files else None


def phrase_file(language: str) -> str:
    """Return the name of the file with what helplines say in a language."""
    return f"languages/{language}.yaml"


def read_spoken(words: Path) -> dict[str, str]:
    """Read the words of the screens in the language of this folder; raises FaultyPackError."""
    base = person_words(words.parent / BASE)
    if words.name == BASE:
        return read_words(base)
    return words_in(base, person_words(words), f"{words.parent.name}/{words.name}")


def screens_in(pack: Pack | None, words: Path) -> dict[str, str]:
    """Return the words of the screens in the language of a folder, with those that the pack gives.

    A language for which there is no folder borrows the words. Raises FaultyPackError.
    """
    said = read_spoken(words if words.is_dir() else words.parent / BASE)
    return with_own(said, pack, words.name)


def with_own(said: dict[str, str], pack: Pack | None, language: str) -> dict[str, str]:
    """Return the words of the screens with those that a pack gives in their place."""
    own = own_words_in(pack, language) if pack else {}
    return {**said, SAID[0]: said.get(UNSIGNED, ""), **own} if own else said


def spoken_words(checked: Checked, words: Path) -> dict[str, dict[str, str]]:
    """Return the words of the screens in each language of a pack in which they are complete."""
    found: dict[str, dict[str, str]] = {}
    for language in languages_of(checked):
        with suppress(FaultyPackError, UnusableError):
            checked.speak(language)
            found[language] = screens_in(checked.pack, words / language)
    return found


def languages_of(checked: Checked) -> list[str]:
    """List the languages that a pack was written in or translated into."""
    if checked.pack is None or checked.pack.head is None:
        return []
    return sorted({checked.pack.head.shape.language, *checked.pack.languages})


def _names(checked: Checked, words: Path, helplines: Path) -> dict[str, str]:
    """Return the languages that are complete, with their own names."""
    names: dict[str, str] = {}
    for language, spoken in spoken_words(checked, words).items():
        with suppress(FaultyPackError):
            read_lines(helplines, None, language)
            own = (words / language).is_dir()
            names[language] = spoken.get(NAME, language) if own else own_name(words, language)
    return names


def name_of(words: Path, language: str) -> str:
    """Return a language's own name, as the screens or a list of names have it; else its code."""
    folder = words / language
    if not folder.is_dir():
        return own_name(words, language)
    return read_spoken(folder).get(NAME, language)


def own_name(words: Path, language: str) -> str:
    """Return a language's own name, of which the screens have no words; else its code."""
    return read_words({NAMES: read_file(words / NAMES)}).get(language, language)


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
        found += [*paper_faults(folder), *_missing_phrases(helplines, folder.name)]
    yield from found


def _missing_phrases(helplines: Path, language: str) -> list[Fault]:
    """Find a language of the program in which the helplines have no words."""
    if language == BASE or (helplines / phrase_file(language)).exists():
        return []
    like = next(iter(sorted((helplines / "languages").glob("*.yaml"))), None)
    name = f"languages/{like.name}" if like else ""
    return [
        Fault("missing-file", Where(f"{helplines.name}/{phrase_file(language)}"), {"name": name})
    ]


def person_words(words: Path) -> dict[str, bytes]:
    """Read the words of the screens alone; those of commands are in a subfolder."""
    return {name: raw for name, raw in gather(words).items() if "/" not in name}


def unresolved(checked: Checked, lines: Helplines) -> Iterator[Fault]:
    """Find helpline categories on pages and on the card that have no fallback."""
    known = {EMERGENCY, *lines.fallbacks}
    for outcome in checked.tree.outcomes.values() if checked.tree else ():
        says = (h for say in sayings(outcome) for h in say.helplines)
        for name in dict.fromkeys([*outcome.helplines, *says]):
            if name not in known:
                yield Fault("no-line", Where(f"outcomes/{outcome.id}.yaml"), {"name": name})
    if head := checked.pack.head if checked.pack else None:
        for i, name in enumerate(head.shape.card):
            if name not in known:
                yield head.fault("no-line", "card", i, name=name)


def screen_faults(pack: Pack, words: Path) -> Iterator[Fault]:
    """Check the words of each language against the pack's wording rules for it."""
    for language, rules in pack.wording.items():
        folder = words / language
        for name, raw in person_words(folder).items() if folder.is_dir() else ():
            yield from held(list(written_texts(parse(raw, f"{language}/{name}"))), rules.shape)
