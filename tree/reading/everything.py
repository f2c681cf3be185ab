"""Read a pack, the words of a language and the helplines, and check that they fit together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tree.fault import Fault, FaultyPackError, UnusableError, Where
from tree.helplines import Helplines
from tree.model import Say, Tree
from tree.reading.checked import read_tree
from tree.reading.files import gather
from tree.reading.helpline_files import EMERGENCY, add_local, read_helplines
from tree.reading.word_files import read_words
from tree.ready import Ready


def read_everything(pack: Path, words: Path, helplines: Path, local: Path | None) -> Ready:
    """Read all that a start needs; raises FaultyPackError or UnusableError."""
    if not pack.is_dir():
        raise UnusableError("no-such-pack", name=pack.name)
    tree = read_tree(gather(pack))
    lines = read_helplines(gather(helplines))
    if local:
        lines = add_local(lines, local)
    if faults := tuple(unresolved(tree, lines)):
        raise FaultyPackError(faults)
    return Ready(tree, lines, read_words(person_words(words)))


def person_words(words: Path) -> dict[str, bytes]:
    """Gather the words of the screens alone; those of commands stand in a folder inside."""
    return {name: raw for name, raw in gather(words).items() if "/" not in name}


def unresolved(tree: Tree, lines: Helplines) -> Iterator[Fault]:
    """Find helpline categories of a page that no fallback leads from to an emergency number."""
    for outcome in tree.outcomes.values():
        says: tuple[Say, ...] = (*outcome.steps, *outcome.leave, *outcome.also)
        for name in dict.fromkeys([*outcome.helplines, *(h for s in says for h in s.helplines)]):
            if name != EMERGENCY and name not in lines.fallbacks:
                yield Fault("no-line", Where(f"outcomes/{outcome.id}.yaml"), {"name": name})
