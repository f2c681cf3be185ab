"""Do the words of the screens read as a pack wants its own words to?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tree.checking.everything import person_words
from tree.checking.plain_words import held
from tree.fault import Fault
from tree.languages.texts import written_texts
from tree.pack.pack import Pack
from tree.pack.strict import parse


def screen_faults(pack: Pack, words: Path) -> Iterator[Fault]:
    """Hold the words of each language against the rules that the pack has for it."""
    for language, rules in pack.wording.items():
        folder = words / language
        for name, raw in person_words(folder).items() if folder.is_dir() else ():
            yield from held(list(written_texts(parse(raw, f"{language}/{name}"))), rules.shape)
