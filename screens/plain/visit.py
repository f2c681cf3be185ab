"""One visit in line mode: the loop over nodes, with each answer said back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NoReturn

from screens.pages.decision import weighed
from screens.pages.outcome import PageView
from screens.pages.question import stood, where
from screens.pages.sources import sources, why
from screens.plain import render
from screens.plain.answer_list import Aloud, answers, told
from screens.plain.desk import Desk, nth
from screens.plain.letter_reader import BESIDE, LetterReader
from screens.plain.spot import Spot
from screens.plain.talk import numbers
from screens.words import Words
from tree.ahead import Counter
from tree.model import SKIP, Outcome, Question
from tree.page import page, page_beside
from tree.walk import Answer, Walk, WrongAnswerError, begin

Give = Callable[..., Walk | None]
"""Takes options, and returns the walk then; None where all was kept as it was."""


def sorry(words: Words, asked: Question, error: WrongAnswerError) -> str:
    """Return why an answer does not fit."""
    if error.code == "too-many":
        several = asked.choose
        return words("line.wrong.too-many", most=several) if several else words("line.wrong.one")
    if error.code == "alone":
        ids = [option.id for option in asked.options]
        return words("line.wrong.alone", n=ids.index(error.values["option"]) + 1)
    return words("line.wrong.answer", last=len(asked.options))


class Visit:
    """One visit: the walk, and which look over was already shown."""

    def __init__(self, desk: Desk, walk: Walk) -> None:
        """Start at the end of this walk."""
        self._desk, self._words = desk, desk.words
        self._walk = walk
        self._counter = Counter(walk.tree, longest=desk.ready.longest)
        self._aloud = Aloud(desk)
        self._looked: Walk | None = None
        self._entered: set[str] = set()
        self._given: dict[str, Answer] = {}

    def run(self) -> NoReturn:
        """Show node after node until the person leaves, which raises EOFError."""
        while True:
            place = self._walk.place
            if isinstance(place, Question):
                self._question(place)
            elif not place.at_once and self._looked is not self._walk:
                self._look_over()
            else:
                self._page(place)

    def _question(self, asked: Question) -> None:
        if asked.topic not in self._entered:
            self._entered.add(asked.topic)
            topic = self._walk.tree.topics[asked.topic]
            self._desk.say(["", *filter(None, (topic.title, topic.note))])
        turns = {"b": self._back, "l": self._look_over}
        typed = self._ask(asked, self._given.get(asked.id), self._walk.answer)
        if turn := turns.get(typed):
            turn()

    def _ask(self, asked: Question, before: Answer | None, give: Give) -> str:
        """Ask until `give` takes an answer or the person goes elsewhere; return what was typed."""
        here = self._spot(asked, before)
        typed = self._desk.stand(here)
        while typed not in {"b", "l"}:
            if not typed and not before:
                self._desk.say(here.full())
            elif self._answered(asked, _options(asked, typed, before), give):
                break
            typed = self._desk.hear(here)
        return typed

    def _spot(self, asked: Question, before: Answer | None) -> Spot:
        words, known = self._words, self._walk.tree.sources
        return Spot(
            "several" if asked.choose else "one",
            full=lambda: self._asks(asked, before),
            short=lambda: self._asks_again(asked, before),
            opens={
                "?": lambda: render.page(why(asked, known, words), words),
                "o": lambda: render.page(sources(asked.sources, known, words), words),
            },
        )

    def _asks(self, asked: Question, before: Answer | None) -> Iterator[str]:
        """Yield the question, how many may still come or that this is a change, and its answer."""
        ahead = self._counter.ahead(self._walk) if asked is self._walk.place else None
        here = stood(self._walk, ahead, None) if ahead else None
        meta = where(here, self._words) if here else self._words("ask.changing")
        yield from render.ask(self._words, asked, meta)
        yield from self._was(asked, before)

    def _asks_again(self, asked: Question, before: Answer | None) -> Iterator[str]:
        """Yield the same without notes and count, after something else was shown."""
        yield from ("", self._words("line.again.question"), asked.ask)
        yield from render.options(self._words, asked)
        yield from self._was(asked, before)

    def _was(self, asked: Question, before: Answer | None) -> Iterator[str]:
        if before:
            yield told(self._words, "before", asked, before, aloud=self._aloud.yes)

    def _answered(self, asked: Question, options: tuple[str, ...], give: Give) -> bool:
        """Answer and say it back; if it does not fit, say why, and return False."""
        try:
            walk = give(*options)
        except WrongAnswerError as error:
            self._desk.say([sorry(self._words, asked, error)])
            return False
        if walk:
            self._walk = walk
            self._given[asked.id] = answer = Answer(asked.id, options)
            self._desk.say([told(self._words, "chose", asked, answer, aloud=self._aloud.yes)])
        return True

    def _back(self) -> None:
        if not self._walk.answers:
            self._desk.tell("line.wrong.first")
        self._walk = self._walk.back()

    def _look_over(self) -> None:
        """List the answers; change one, or continue from the current node."""
        self._aloud.ask(self._walk)
        here = Spot("look", self._answers, self._answers, own={"a"})
        typed = self._desk.stand(here)
        turns = {"b": self._back, "a": self._start_again}
        while typed not in {"", "g", *turns} and not nth(self._walk.asked, typed):
            self._desk.tell("line.wrong.answer", last=len(self._walk.asked))
            typed = self._desk.hear(here)
        if answer := nth(self._walk.asked, typed):
            self._change(answer)
        elif typed in turns:
            turns[typed]()
        else:
            self._looked = self._walk

    def _answers(self) -> Iterator[str]:
        yield from answers(self._words, self._walk, aloud=self._aloud.yes)

    def _change(self, answer: Answer) -> None:
        """Ask a question again; the same answer changes nothing."""
        walk = self._walk

        def give(*options: str) -> Walk:
            same = set(options) == set(answer.options)
            return walk if same else walk.change(answer.question, *options)

        self._ask(walk.tree.questions[answer.question], answer, give)

    def _page(self, place: Outcome) -> None:
        """Show an outcome until the person goes elsewhere."""
        turns = self._turns(place)
        if page(self._walk).beside:
            turns[BESIDE] = self._beside
        turns[self._reader().read(turns)]()

    def _beside(self) -> None:
        """Show the page beside this one until the person goes back or elsewhere."""
        turns = self._turns(page_beside(self._walk).outcome) | {"b": _stay}
        turns[self._reader(opened=True).read(turns)]()

    def _reader(self, *, opened: bool = False) -> LetterReader:
        walk, desk = self._walk, self._desk
        here = page_beside(walk) if opened else page(walk)
        rows = tuple(weighed(here, walk, self._words))

        def view() -> PageView:
            country = desk.country.id
            return PageView(
                here, walk.tree.facts, desk.helplines, country, self._words,
                opened=opened, weighed=rows,
            )  # fmt: skip

        return LetterReader(desk, view, walk.tree.sources)

    def _turns(self, place: Outcome) -> dict[str, Callable[[], None]]:
        """Return what leads away from a page, by letter."""
        turns: dict[str, Callable[[], None]] = {
            "l": self._look_over,
            "b": self._back,
            "a": self._start_again,
        }
        return turns | ({"g": self._go_on} if place.go_on else {})

    def _go_on(self) -> None:
        self._walk = self._walk.go_on()

    def _start_again(self) -> None:
        """Drop all answers, after a second Enter."""
        typed = self._desk.sure(self._words("look.surely"))
        if typed == "l":
            self._look_over()
        elif not typed:
            self._walk, self._looked = begin(self._walk.tree), None
            self._entered.clear()
            self._given.clear()
            self._desk.tell("line.wiped")


def _stay() -> None:
    """Return to the loop, which shows the same page again."""


def _options(asked: Question, typed: str, before: Answer | None) -> tuple[str, ...]:
    """Return which options were typed; empty if they do not fit."""
    if not typed:
        return before.options if before else ()
    if typed == "s":
        return (SKIP,)
    options = [nth(asked.options, str(number)) for number in numbers(typed)]
    return tuple(option.id for option in options if option) if all(options) else ()
