"""One visit in line mode: the loop over nodes, with each answer said back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NoReturn

from screens.pages.change import Change, change, ends
from screens.pages.decision import weighed
from screens.pages.outcome import PageView
from screens.pages.question import Stood, stood, where
from screens.plain import render
from screens.plain.answer_list import Aloud, answers, told
from screens.plain.asking import Asking
from screens.plain.desk import Desk, nth
from screens.plain.letter_reader import BESIDE, LetterReader
from screens.plain.spot import Spot
from screens.plain.taking import Taking
from tree.ahead import Counter
from tree.model import Outcome, Question
from tree.page import page, page_beside
from tree.walk import Answer, Walk, WrongAnswerError, begin

Give = Callable[..., Walk | None]
"""Takes options, and returns the walk then; None where all was kept as it was."""


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
        self._taking = Taking(desk)
        self._stood: Stood | None = None

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
            note = self._walk.tree.topics[asked.topic].note
            self._desk.say(["", note] if note else [])
        turns = {"b": self._back, "l": self._look_over}
        known = self._given.get(asked.id)
        typed = self._ask(self._asking(asked, known, self._where()), self._walk.answer)
        if turn := turns.get(typed):
            turn()

    def _where(self) -> str:
        """Return the topic, how many questions can still come, and why that is not as before."""
        if self._stood is None or self._stood.walk is not self._walk:
            self._stood = stood(self._walk, self._counter.ahead(self._walk), self._stood)
        return where(self._stood, self._words)

    def _asking(self, asked: Question, before: Answer | None, meta: str) -> Asking:
        known = self._walk.tree.sources
        return Asking(asked, self._words, known, meta, before, self._aloud.yes)

    def _ask(self, asking: Asking, give: Give) -> str:
        """Ask until `give` takes an answer or the person goes elsewhere; return what was typed."""
        here = asking.spot()
        typed = self._desk.stand(here)
        while typed not in {"b", "l"}:
            if not typed and not asking.before:
                self._desk.say(here.full())
            elif self._answered(asking, asking.options(typed), give):
                break
            typed = self._desk.hear(here)
        return typed

    def _answered(self, asking: Asking, options: tuple[str, ...], give: Give) -> bool:
        """Answer and say it back; if it does not fit, say why, and return False."""
        asked = asking.question
        try:
            walk = give(*options)
        except WrongAnswerError as error:
            self._desk.say([asking.sorry(error)])
            return False
        if walk:
            self._walk = walk
            self._given[asked.id] = answer = Answer(asked.id, options)
            self._desk.say([told(self._words, "chose", asked, answer, aloud=asking.aloud)])
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
        """Ask a question again; what a change would end is said before it is made."""
        walk = self._walk
        changes = list[Change]()

        def give(*options: str) -> Walk | None:
            changed = change(walk, answer.question, *options)
            if changed.ends and self._desk.sure(ends(changed, self._words)):
                self._desk.tell("line.kept")
                return None
            changes.append(changed)
            return changed.walk

        asked, meta = walk.tree.questions[answer.question], self._words("ask.changing")
        self._ask(self._asking(asked, answer, meta), give)
        for changed in changes:
            self._desk.say(render.opened(changed, self._words))

    def _page(self, place: Outcome) -> None:
        """Show an outcome until the person goes elsewhere."""
        self._taking.keep(self._walk)
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
                opened=opened, weighed=rows, marks=self._taking.marks,
            )  # fmt: skip

        return LetterReader(desk, view, walk, self._taking)

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
            self._taking.forget()
            self._stood = None
            self._desk.tell("line.wiped")


def _stay() -> None:
    """Return to the loop, which shows the same page again."""
