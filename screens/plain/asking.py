"""What is said of a question, and what is said of an answer to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from screens.pages.sources import sources, why
from screens.plain import render
from screens.plain.answer_list import told
from screens.plain.desk import nth
from screens.plain.spot import Spot
from screens.plain.talk import numbers
from screens.words import Words
from tree.model import SKIP, Question, Source
from tree.walk import Answer, WrongAnswerError


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as it is asked now.

    Args:
        question: the question.
        words: the catalogue.
        known: the sources of the pack.
        meta: where this is and how far it can be, or that an answer is changed.
        before: the answer that Enter alone keeps.
        aloud: whether an answer about safety may be said in words.
    """

    question: Question
    words: Words
    known: dict[str, Source]
    meta: str
    before: Answer | None
    aloud: bool

    def spot(self) -> Spot:
        """Return where a person stands who is asked this."""
        return Spot(
            "several" if self.question.choose else "one",
            self._full,
            self._short,
            opens={"?": self._why, "o": self._sources},
        )

    def _full(self) -> Iterator[str]:
        yield from render.ask(self.words, self.question, self.meta)
        yield from self._was()

    def _short(self) -> Iterator[str]:
        """Yield the question without note and count, after something else was said."""
        yield from ("", self.words("line.again.question"), self.question.ask)
        yield from render.options(self.words, self.question)
        yield from self._was()

    def _was(self) -> Iterator[str]:
        if self.before:
            yield told(self.words, "before", self.question, self.before, aloud=self.aloud)

    def _why(self) -> Iterator[str]:
        yield from render.page(why(self.question, self.known, self.words), self.words)

    def _sources(self) -> Iterator[str]:
        rows = sources(self.question.sources, self.known, self.words)
        yield from render.page(rows, self.words)

    def options(self, typed: str) -> tuple[str, ...]:
        """Return which options were typed; empty if they do not fit."""
        if not typed:
            return self.before.options if self.before else ()
        if typed == "s":
            return (SKIP,)
        listed = self.question.options
        options = [nth(listed, str(number)) for number in numbers(typed)]
        return tuple(option.id for option in options if option) if all(options) else ()

    def sorry(self, error: WrongAnswerError) -> str:
        """Return why an answer does not fit."""
        words, several = self.words, self.question.choose
        if error.code == "too-many":
            key = "line.wrong.too-many" if several else "line.wrong.one"
            return words(key, most=several)
        if error.code == "alone":
            ids = [option.id for option in self.question.options]
            return words("line.wrong.alone", n=ids.index(error.values["option"]) + 1)
        return words("line.wrong.answer", last=len(self.question.options))
