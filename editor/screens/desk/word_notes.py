"""What is said under a text that is written: what breaks the rules, and what no dictionary has."""

from __future__ import annotations

from functools import cached_property

from editor.at_once.spelling import SpellingNotes
from editor.at_once.words import own_words, wrong_words
from editor.screens.desk.previewing import Previewing
from editor.screens.widgets.text_drawer import TextDrawer
from editor.values import EntryMark

WRONG = 2
"""Sentences on what breaks the rules, at most."""


class WordNotes(Previewing):
    """A desk that looks at words while they are written."""

    @cached_property
    def _spelling(self) -> SpellingNotes:
        return SpellingNotes(self._spelt, self.verdict_told)

    def told_of(self, text: str, language: str, *, whole: bool) -> str:
        """Return what is wrong with a text in a language, and which words may be misspelt."""
        found = wrong_words(self.desk.files, language, text)
        lines = [self._say_fault(fault) for fault in found[:WRONG]]
        own = own_words(self.desk.files, language)
        if unknown := self._spelling.unknown(text, language, own, whole=whole):
            lines.append(self.words("spelling.unknown", words=", ".join(unknown)))
        return "\n".join(lines)

    def _spelt(self) -> None:
        """Say it again, now that more words are known."""
        if not self.is_attached:
            return
        for drawer in self.app.screen.query(TextDrawer):
            drawer.look_again()
        kept = self.entry and EntryMark.CHANGED in self.entry.marks
        if kept and self.entry and self.app.screen is self and not self.drawer.display:
            self.show_entry(self.entry)
