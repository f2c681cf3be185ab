"""What an author means who works by lines: a name, or words of what is to be changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from commands.editing.line import TypedLines
from editor.desk import PackDesk
from editor.told.places import PlaceWords
from editor.values import Entry
from screens.flags import nearest
from screens.words import Words
from tree.fault import UnusableError

MOST = 20
"""Things that are listed of those that have some words: more would be long to hear."""


@dataclass(frozen=True, slots=True)
class MeantByWords:
    """Finds what is meant among what `is_texts` is true of, and asks where that is not clear."""

    desk: PackDesk
    words: Words
    places: PlaceWords
    typed: TypedLines
    is_texts: Callable[[Entry], bool]

    def found(self, said: str) -> tuple[Entry, ...]:
        """List what has a name, or else what has all of some words, the nearest first."""
        named = [one for one in self.desk.outline() if said in (one.id, one.key)]
        return tuple(named[:1]) or tuple(filter(self.is_texts, self.desk.search(said)))

    def known(self, said: str) -> None:
        """Raise UnusableError if nothing has this name or these words."""
        if not self.found(said):
            near = nearest(said, [one.id for one in self.desk.outline()])
            raise UnusableError("edit-no-entry", name=said, nearest=near)

    def named(self, said: str) -> Entry | None:
        """Return what has a name or words; None if several have, and the author wants none."""
        found = self.found(said)
        return found[0] if len(found) == 1 else self._asked(self._listed(found), found)

    def asked(self, prompt: str) -> Entry | None:
        """Ask for words until one thing is meant; None if the author wants none."""
        return self._asked(prompt, ())

    def _asked(self, prompt: str, found: Sequence[Entry]) -> Entry | None:
        while said := self.typed.ask(prompt):
            picks = {str(n): one for n, one in enumerate(found[:MOST], 1)}
            if said in picks:
                return picks[said]
            found = self.found(said)
            if len(found) == 1:
                return found[0]
            prompt = self._listed(found)
        return None

    def _listed(self, found: Sequence[Entry]) -> str:
        """Say what was found, each with its number; returns what is asked then."""
        if not found:
            return self.words("edit-plain.nothing")
        for n, one in enumerate(found[:MOST], 1):
            print(self.words("edit-plain.found", n=n, place=self.places.entry(one)))
        if len(found) > MOST:
            print(self.words.count("edit-plain.more", len(found) - MOST))
        return self.words("edit-plain.which")
