"""One question: choose one line, or tick several, or rather not say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize

from screens.full.base_screen import InnerScreen
from screens.full.side_pages import Sources, Why
from screens.full.view import WIDEST
from screens.pages.question import notes, question
from screens.pages.rows import PageRow
from tree.model import SKIP, Question

Ticks = frozenset[str]


def toggle(question: Question, ticks: Ticks, option: str) -> Ticks | None:
    """Tick an option or take its tick away; None where that would be one too many."""
    if option in ticks:
        return ticks - {option}
    alone = {o.id for o in question.options if o.alone}
    if option in alone:
        return frozenset({option})
    more = (ticks - alone) | {option}
    return more if len(more) <= question.choose else None


def known(question: Question, options: tuple[str, ...]) -> Ticks:
    """Keep of an earlier answer what can be ticked."""
    return frozenset(o.id for o in question.options if o.id in options)


SPARE = 14
"""A note stands above its question only where so many lines are left for all else."""


class Ask(InnerScreen):
    """Asks the question at which the walk stands."""

    LIST = ("move", "next")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s,S", "skip", "skip"),
        Binding("question_mark", "why", "why"),
        Binding("l,L", "look_over", "look"),
        Binding("o,O", "sources"),
    ]

    def __init__(self, question: Question, earlier: tuple[str, ...] = ()) -> None:
        """Keep the question, and the answer to mark that was given before, if any."""
        super().__init__()
        self.question = question
        self.earlier = earlier
        self.ticks: Ticks = known(question, earlier)
        self._meta, self._notes = "", tuple[str, ...]()

    def ask(self, question: Question, earlier: tuple[str, ...] = ()) -> None:
        """Go on to another question on the same screen."""
        self.question, self.earlier = question, earlier
        self.ticks = known(question, earlier)
        self.fill()

    def fill(self) -> None:
        """Show the question, its notes, and its options."""
        self.pin("notice")
        self._meta, self._notes = self.meta(), tuple(self.notes())
        self.put(self._rows(), self.earlier[0] if self.earlier else "")

    def meta(self) -> str:
        """Say how many questions can still come."""
        return self.even.ahead()

    def on_resize(self, _event: Resize) -> None:
        """Find another place for a note that no longer fits, or fits again."""
        self.put(self._rows(), stay=True)

    def chosen(self, pick: str) -> None:
        """Take the marked line as the answer, or all that is ticked."""
        if pick == SKIP or not self.question.choose:
            self.take(pick)
        elif self.ticks:
            self.take(*self.ticks)
        else:
            self.unchosen()

    def unchosen(self) -> None:
        """Say what to do, rather than guess."""
        if self.question.choose and self.ticks:
            self.take(*self.ticks)
        else:
            kind = "several" if self.question.choose else "single"
            self.pin("notice", self.words(f"ask.none.{kind}"))

    def take(self, *options: str) -> None:
        """Give these options as the answer."""
        self.even.answer(self.question.id, *options)

    def tick(self, pick: str) -> None:
        """Tick a line, or take its tick away, and say where that is one too many."""
        if not self.question.choose or pick in {SKIP, ""}:
            return
        ticks = toggle(self.question, self.ticks, pick)
        too_many = self.words("ask.too_many", n=self.question.choose)
        self.pin("notice", too_many if ticks is None else "")
        self.ticks = self.ticks if ticks is None else ticks
        self.put(self._rows(), stay=True)

    def action_skip(self) -> None:
        """Rather not say."""
        self.take(SKIP)

    def action_back(self) -> None:
        """Go back by one question."""
        self.even.back()

    def action_why(self) -> None:
        """Say why this is asked."""
        self.app.push_screen(Why(self.question))

    def action_sources(self) -> None:
        """Show what the question rests on."""
        self.app.push_screen(Sources(self.question.sources))

    def notes(self) -> Iterable[str]:
        """List what is said before the question."""
        return notes(self.question, self.even.walk)

    def _roomy(self, note: str) -> bool:
        width = max(8, min(WIDEST, self.size.width))
        lines = sum(len(Content(t).wrap(width)) for t in (note, self.question.ask))
        return lines + SPARE <= self.app.size.height

    def _rows(self) -> Iterator[PageRow]:
        """Ask; a note for which there is no room above the list goes into it."""
        asked = self.question
        for row in question(asked, self.words, self._meta, self._notes, self.ticks):
            if row.role == "limit":
                key = "ask.all" if row.key == "all" else "ask.upto"
                yield PageRow(self.words(key, n=asked.choose), "quiet")
            elif row.role == "note" and row.text and not self._roomy(row.text):
                yield from (PageRow(role="note"), PageRow(row.text, "quiet"))
            else:
                yield row


class AskAgain(Ask):
    """Asks a question that was answered, the answer marked."""

    def meta(self) -> str:
        """Say that this is a change."""
        return self.words("ask.changing")

    def notes(self) -> Iterable[str]:
        """List only what belongs to the question itself."""
        return filter(None, [self.question.note])

    def take(self, *options: str) -> None:
        """Put these options in place of the answer."""
        self.even.change(self.question.id, *options)

    def action_back(self) -> None:
        """Keep the answer as it was."""
        self.app.pop_screen()
