"""What is said under a text that is written: what breaks the rules, and what no dictionary has."""

from __future__ import annotations

from editor.at_once.spelling import SpellingNotes
from editor.at_once.words import own_words, wrong_words
from editor.screens.desk.previewing import Previewing
from editor.screens.widgets.text_drawer import TextDrawer
from editor.screens.widgets.verdict_line import SayFault
from editor.values import EntryMark

WRONG = 2
"""Sentences on what breaks the rules, at most."""


class WordNotes:
    """Looks at words while they are written."""

    def __init__(self, view: Previewing, say_fault: SayFault) -> None:
        """Serve a desk."""
        self._view, self._say_fault = view, say_fault
        self._spelling = SpellingNotes(self._spelt, view.verdict_told)

    def told_of(self, text: str, language: str, *, whole: bool) -> str:
        """Return what is wrong with a text in a language, and which words may be misspelt."""
        found = wrong_words(self._view.desk.files, language, text)
        lines = [self._say_fault(fault) for fault in found[:WRONG]]
        own = own_words(self._view.desk.files, language)
        if unknown := self._spelling.unknown(text, language, own, whole=whole):
            lines.append(self._view.words("spelling.unknown", words=", ".join(unknown)))
        return "\n".join(lines)

    def _spelt(self) -> None:
        """Say it again, now that more words are known."""
        view = self._view
        if not view.is_attached:
            return
        for drawer in view.app.screen.query(TextDrawer):
            drawer.look_again()
        entry = view.entry
        kept = entry is not None and EntryMark.CHANGED in entry.marks
        if kept and entry and view.app.screen is view and not view.drawer.display:
            view.show_entry(entry)
