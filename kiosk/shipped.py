"""What is shipped for visitors: the files, and each text of the screens with its places in braces.

`content/shipped.json` lists it, so that a file or a text that was lost since is found before a
visitor comes to it, however seldom it is shown. `python -m kiosk.shipped` prints it anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tree.checking.everything import person_words
from tree.fault import UnusableError
from tree.languages.overlay import places
from tree.languages.word_tables import read_words
from tree.pack.files import ENDING, gather
from tree.prepare import ENGLISH, Places

LIST = "shipped.json"
CONTENT = Path(__file__).parent.parent / "content"
PACK, WORDS, HELPLINES = "evenground", "words", "helplines"


@dataclass(frozen=True, slots=True)
class Shipped:
    """The names of files in the folder of content, and by key the places in braces of a text."""

    files: tuple[str, ...]
    places: Mapping[str, frozenset[str]]


def what_is_there(content: Path) -> Shipped:
    """Return what a folder holds now."""
    texts = read_words(person_words(content / WORDS / ENGLISH))
    return Shipped(
        tuple(_files(content)), {key: frozenset(places(text)) for key, text in texts.items()}
    )


def _files(content: Path) -> Iterator[str]:
    """Yield the files that visitors are shown something of; those of commands are not."""
    for folder in (PACK, HELPLINES):
        yield from (f"{folder}/{name}" for name in gather(content / folder))
    spoken = (path.relative_to(content) for path in (content / WORDS).glob(f"*/*{ENDING}"))
    yield from sorted(path.as_posix() for path in spoken)


def written(shipped: Shipped) -> str:
    """Return the list as it is written."""
    texts = {key: " ".join(sorted(named)) for key, named in sorted(shipped.places.items())}
    return json.dumps({"files": sorted(shipped.files), "texts": texts}, indent=1) + "\n"


def read_shipped(content: Path) -> Shipped:
    """Read the list; raises UnusableError where it is not there or is no such list."""
    try:
        told = json.loads((content / LIST).read_text("utf-8"))
        texts = {key: frozenset(named.split()) for key, named in told["texts"].items()}
        return Shipped(tuple(told["files"]), texts)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise UnusableError("words-missing", name=str(content / LIST)) from None


def lost_files(shipped: Shipped, used: Places) -> list[Path]:
    """Return the shipped files that are not there, of the pack and the helplines only if in use."""
    content = used.words.parent
    folders = {content / PACK: used.pack, content / HELPLINES: used.helplines}
    others = [folder for folder, in_use in folders.items() if folder != in_use]
    files = (content / name for name in shipped.files)
    return [
        file
        for file in files
        if not (file.is_file() or any(file.is_relative_to(folder) for folder in others))
    ]


def unfit_texts(shipped: Shipped, words: Mapping[str, str]) -> list[str]:
    """Return the keys of texts that are not there, or hold a place that nothing fills in."""
    return [
        key
        for key, named in shipped.places.items()
        if key not in words or not places(words[key]) <= named
    ]


if __name__ == "__main__":
    sys.stdout.write(written(what_is_there(CONTENT)))
