"""The screen of one question: choose one option, tick several, or skip it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.full.base_screen import InnerScreen
from screens.full.note_first import roomy
from screens.full.side_pages import Sources, Why
from screens.pages.change import change, ends
from screens.pages.question import notes, question
from screens.pages.remembered import NOTHING, Draft, Ticks
from screens.pages.rows import PageRow
from tree.model import SKIP, Question


def toggle(question: Question, ticks: Ticks, option: str) -> Ticks | None:
    """Toggle the tick of an option; return None if that would be one too many."""
    if option in ticks:
        return ticks - {option}
    alone = {o.id for o in question.options if o.alone}
    if option in alone:
        return frozenset({option})
    more = (ticks - alone) | {option}
    return more if len(more) <= question.choose else None


def taken_off(question: Question, before: Ticks, after: Ticks) -> str:
    """Return the key of a sentence on ticks that another tick took off; empty if none did."""
    alone = {o.id for o in question.options if o.alone}
    if not after - before or not before - after:
        return ""
    return "ask.alone.others" if after & alone else "ask.alone.itself"


class Ask(InnerScreen):
    """Asks the current question."""

    LIST = ("move", "next")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s,S", "skip", "skip"),
        Binding("question_mark", "why", "why"),
        Binding("l,L", "look_over", "look"),
        Binding("o,O", "sources"),
    ]

    def __init__(self, question: Question, draft: Draft) -> None:
        """Keep the question, and what is ticked and marked on it from earlier."""
        super().__init__()
        self.question, self.draft = question, draft
        self.ticks: Ticks = draft.ticks
        self._meta, self._notes = "", tuple[str, ...]()

    def ask(self, question: Question, draft: Draft = NOTHING) -> None:
        """Ask another question on the same screen."""
        self.question, self.draft = question, draft
        self.ticks = draft.ticks
        self.fill()

    def fill(self) -> None:
        """Fill in the question, its notes and its options."""
        self.pin("notice")
        self._meta, self._notes = self.meta(), tuple(self.notes())
        self.choices.careful = self.ticks if self.question.choose else frozenset()
        self.put(self._rows(), self.draft.at)

    def keep(self) -> None:
        """Remember what is ticked and marked, and was not sent."""
        self.even.remembered.keep(self.question.id, Draft(self.ticks, self.choices.at))

    def meta(self) -> str:
        """Return the topic, and how many questions can still come."""
        return self.even.where()

    def put_again(self) -> None:
        """Show the note, or leave it out, for the new size."""
        self.put(self._rows(), stay=True)

    def chosen(self, pick: str) -> None:
        """Answer with the marked option, or with all that are ticked."""
        if pick == SKIP or not self.question.choose:
            self.take(pick)
        elif self.ticks:
            self.take(*self.ticks)
        else:
            self.unchosen()

    def unchosen(self) -> None:
        """Answer with the ticked options; with none, explain what to press."""
        if self.question.choose and self.ticks:
            self.take(*self.ticks)
        else:
            kind = "several" if self.question.choose else "single"
            self.pin("notice", self.words(f"ask.none.{kind}"))

    def take(self, *options: str) -> None:
        """Answer with these options."""
        self.even.answer(self.question.id, *options)

    def tick(self, pick: str) -> None:
        """Toggle a tick; explain if that is one too many, or takes others off."""
        if not self.question.choose or pick in {SKIP, ""}:
            return
        ticks = toggle(self.question, self.ticks, pick)
        key = "ask.too_many" if ticks is None else taken_off(self.question, self.ticks, ticks)
        self.pin("notice", self.words(key, n=self.question.choose) if key else "")
        self.ticks = self.ticks if ticks is None else ticks
        self.choices.careful &= self.ticks
        self.put(self._rows(), stay=True)

    def action_skip(self) -> None:
        """Skip the question."""
        self.take(SKIP)

    def action_back(self) -> None:
        """Go back by one question."""
        self.keep()
        self.even.back()

    def action_why(self) -> None:
        """Show why this is asked."""
        self.app.push_screen(Why(self.question))

    def action_sources(self) -> None:
        """Show the sources of the question."""
        self.app.push_screen(Sources(self.question.sources))

    def notes(self) -> Iterable[str]:
        """Return the notes before the question."""
        return notes(self.question, self.even.walk)

    def _rows(self) -> Iterator[PageRow]:
        """Yield the rows; a note that does not fit above the question was shown before it."""
        asked = self.question
        for row in question(asked, self.words, self._meta, self._notes, self.ticks):
            if row.role == "limit":
                key = "ask.all" if row.key == "all" else "ask.upto"
                yield PageRow(self.words(key, n=asked.choose), "quiet")
            elif row.role == "note" and not roomy(row.text, asked, self.app.size):
                yield PageRow(role="note")
            else:
                yield row


class AskAgain(Ask):
    """Asks an answered question again, with its answer marked.

    A change that ends later answers takes a second press.
    """

    ABOVE: ClassVar[bool] = True
    _warned: tuple[str, ...] = ()

    def meta(self) -> str:
        """Return a sentence that this changes an answer."""
        return self.words("ask.changing")

    def notes(self) -> Iterable[str]:
        """Return only the question's own note."""
        return filter(None, [self.question.note])

    def take(self, *options: str) -> None:
        """Replace the answer with these options, or say first what that would end."""
        changed = change(self.even.walk, self.question.id, *options)
        if changed.ends and self._warned != options:
            self._warned = options
            self.put(self._rows(), options[0])
            self.pin("notice", ends(changed, self.words))
        else:
            self.even.change(self.question.id, options, changed)

    def tick(self, pick: str) -> None:
        """Toggle a tick; what was said of the ticks before does not hold for these."""
        self._warned = ()
        super().tick(pick)

    def unchosen(self) -> None:
        """Say what to press; what was said before it is not in sight any more."""
        self._warned = ()
        super().unchosen()

    def action_back(self) -> None:
        """Close, and keep the answer."""
        self.even.remembered.drop(self.question.id)
        self.app.pop_screen()
