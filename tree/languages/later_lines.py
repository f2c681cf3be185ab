"""Numbers to call that the program has read again, and has otherwise, since a pack took them.

A pack's own numbers follow no later ones of the program. Which of two is later is told by the days
on which their sources were read, so nothing has to be kept of when they were taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from tree.helplines import Helplines, Line
from tree.languages.helpline_files import read_helplines
from tree.languages.spoken import FOLDER, SAID, phrases

READ = "read"


class ShippedLines:
    """The numbers of the program, to hold those of a pack against."""

    def __init__(self, files: Mapping[str, bytes], language: str) -> None:
        """Read them, with what they say in the language of a pack; raises FaultyPackError."""
        file = f"{FOLDER}{language}.yaml"
        self._says = phrases(files[file], file).says if file in files else {}
        self._lines = {line.id: line for line in _all(read_helplines(files))}

    def later(self, id_: str, own: Mapping[str, object]) -> tuple[Line, dict[str, str]] | None:
        """Return the line that the program read later than a pack's own, and what is otherwise.

        What it says is in the language of the pack, where the program knows that.
        """
        line = self._lines.get(id_)
        if line is None or not str(own.get(READ) or "") < line.read:
            return None
        said = {name: str(getattr(line, name)) for name in SAID}
        now = {
            name: self._says.get(text, text)
            for name, text in said.items()
            if str(own.get(name) or "") not in (text, self._says.get(text, text))
        }
        return (line, now) if now else None

    def all_later(self, own: Helplines) -> Iterator[Line]:
        """Yield each line of the program that is later than the pack's own, and otherwise."""
        for line in _all(own):
            if found := self.later(line.id, asdict(line)):
                yield found[0]


def _all(found: Helplines) -> Iterator[Line]:
    for country in found.countries.values():
        yield from country.lines
