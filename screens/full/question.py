"""One question: choose one line, or tick several, or rather not say."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.events import Resize

from screens.full.base_screen import BaseScreen
from screens.full.rows import WIDEST, Row, sign
from screens.full.sources import Sources
from screens.full.why import Why
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


class Ask(BaseScreen):
    """Asks the question at which the walk stands."""

    HINTS = ("move", "next", "back", "skip", "why", "look", "leave")

    def __init__(self, question: Question, earlier: tuple[str, ...] = ()) -> None:
        """Keep the question, and the answer to mark that was given before, if any."""
        super().__init__()
        self.question = question
        self.earlier = earlier
        self.ticks: Ticks = known(question, earlier)

    def ask(self, question: Question, earlier: tuple[str, ...] = ()) -> None:
        """Go on to another question on the same screen."""
        self.question, self.earlier = question, earlier
        self.ticks = known(question, earlier)
        self.fill()

    def fill(self) -> None:
        """Show the question, its notes, and its options."""
        self.pin("notice")
        self.pin("meta", self.meta())
        self.pin("note", self._note() if self._roomy() else "")
        self.pin("head", self.question.ask)
        self.put(self._rows(), self.earlier[0] if self.earlier else "")

    def meta(self) -> str:
        """Say how many questions can still come."""
        return self.even.ahead()

    def on_resize(self, _event: Resize) -> None:
        """Find another place for a note that no longer fits, or fits again."""
        self.pin("note", self._note() if self._roomy() else "")
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

    def _note(self) -> str:
        return "\n".join(self.notes())

    def notes(self) -> Iterator[str]:
        """List what is said before the question: of a topic, only on entering it."""
        walk, topic = self.even.walk, self.question.topic
        if all(walk.tree.questions[a.question].topic != topic for a in walk.asked):
            yield from filter(None, [walk.tree.topics[topic].note])
        yield from filter(None, [self.question.note])

    def _roomy(self) -> bool:
        width = max(8, min(WIDEST, self.size.width))
        lines = sum(len(Content(t).wrap(width)) for t in (self._note(), self.question.ask))
        return lines + SPARE <= self.app.size.height

    def _rows(self) -> tuple[Row, ...]:
        return (*self._hints(), *self._options(), Row(self.words("ask.skip"), "text", SKIP, "s"))

    def _hints(self) -> Iterator[Row]:
        if not self._roomy() and (note := self._note()):
            yield Row(note, "quiet")
        if self.question.choose:
            every = self.question.choose >= sum(not o.alone for o in self.question.options)
            key = "ask.all" if every else "ask.upto"
            yield Row(self.words(key, n=self.question.choose), "quiet")

    def _options(self) -> Iterator[Row]:
        for n, option in enumerate(self.question.options, 1):
            ticked = option.id in self.ticks if self.question.choose else None
            yield Row(option.say, "text", option.id, sign(n), ticked)


class AskAgain(Ask):
    """Asks a question that was answered, the answer marked."""

    def meta(self) -> str:
        """Say that this is a change."""
        return self.words("ask.changing")

    def notes(self) -> Iterator[str]:
        """List only what belongs to the question itself."""
        yield from filter(None, [self.question.note])

    def take(self, *options: str) -> None:
        """Put these options in place of the answer."""
        self.even.change(self.question.id, *options)

    def action_back(self) -> None:
        """Keep the answer as it was."""
        self.app.pop_screen()
