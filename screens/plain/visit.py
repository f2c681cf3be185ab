"""One visit in line mode: the loop over nodes, with each answer said back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NoReturn

from screens.pages.outcome import PageView
from screens.pages.question import stood, where
from screens.pages.sources import sources, why
from screens.plain import render
from screens.plain.desk import Desk, nth
from screens.plain.talk import numbers
from screens.words import Words
from tree.ahead import Counter
from tree.model import SKIP, Outcome, Question
from tree.page import Page, page, page_beside
from tree.walk import Answer, Walk, WrongAnswerError, begin


def is_safety(question: Question) -> bool:
    """Return whether answers are said back as numbers only: if an option is marked `plain`.

    People who hear or read along then learn only a number.
    """
    return any(option.plain for option in question.options)


def told(words: Words, form: str, asked: Question, answer: Answer) -> str:
    """Return an answer as a sentence, safety questions by number; `form` is chose or before."""
    if answer.skipped:
        return words(f"line.{form}.skip")
    chosen = [(str(n), o.say) for n, o in enumerate(asked.options, 1) if o.id in answer.options]
    key = f"line.{form}.{'number' if is_safety(asked) else 'words'}"
    says = words("look.join").join(say for _, say in chosen)
    return words(key, numbers=", ".join(n for n, _ in chosen), words=says)


def sorry(words: Words, asked: Question, error: WrongAnswerError) -> str:
    """Return why an answer does not fit."""
    if error.code == "too-many":
        several = asked.choose
        return words("line.wrong.too-many", most=several) if several else words("line.wrong.one")
    if error.code == "alone":
        ids = [option.id for option in asked.options]
        return words("line.wrong.alone", n=ids.index(error.values["option"]) + 1)
    return words("line.wrong.answer", last=len(asked.options))


def answers(words: Words, walk: Walk) -> Iterator[str]:
    """Yield the answers so far, numbered, and how to change one."""
    yield from ("", words("look.title"))
    if not walk.asked:
        yield words("look.empty")
    for n, answer in enumerate(walk.asked, 1):
        asked = walk.tree.questions[answer.question]
        yield words("line.look.item", n=n, ask=asked.ask)
        yield "   " + told(words, "chose", asked, answer)
    yield words("line.look.note")


class Visit:
    """One visit: the walk, and which look over was already shown."""

    def __init__(self, desk: Desk, walk: Walk) -> None:
        """Start at the end of this walk."""
        self._desk, self._words = desk, desk.words
        self._walk = walk
        self._counter = Counter(walk.tree, longest=desk.ready.longest)
        self._looked: Walk | None = None
        self._entered: set[str] = set()

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
        before = self._walk.before
        known = before if before and before.question == asked.id else None
        turns = {"b": self._back, "l": self._look_over}
        if turn := turns.get(self._ask(asked, known, self._walk.answer)):
            turn()

    def _ask(self, asked: Question, before: Answer | None, give: Callable[..., Walk]) -> str:
        """Ask until `give` takes an answer or the person goes elsewhere; return what was typed."""
        shown = tuple(self._asks(asked, before))
        self._desk.say(shown)
        while True:
            typed = self._desk.hear("several" if asked.choose else "one", shown)
            if typed in {"b", "l"}:
                return typed
            if typed == "?":
                self._desk.say(
                    render.page(why(asked, self._walk.tree.sources, self._words), self._words)
                )
            elif not typed and not before:
                self._desk.say(shown)
            elif self._given(asked, _options(asked, typed, before), give):
                return typed

    def _asks(self, asked: Question, before: Answer | None) -> Iterator[str]:
        """Yield the question, how many may still come or that this is a change, and its answer."""
        ahead = self._counter.ahead(self._walk) if asked is self._walk.place else None
        here = stood(self._walk, ahead, None) if ahead else None
        meta = where(here, self._words) if here else self._words("ask.changing")
        yield from render.ask(self._words, asked, meta)
        if before:
            yield told(self._words, "before", asked, before)

    def _given(self, asked: Question, options: tuple[str, ...], give: Callable[..., Walk]) -> bool:
        """Answer and say it back; if it does not fit, say why, and return False."""
        try:
            self._walk = give(*options)
        except WrongAnswerError as error:
            self._desk.say([sorry(self._words, asked, error)])
            return False
        answer = Answer(asked.id, options)
        self._desk.say([told(self._words, "chose", asked, answer)])
        return True

    def _back(self) -> None:
        if not self._walk.answers:
            self._desk.tell("line.wrong.first")
        self._walk = self._walk.back()

    def _look_over(self) -> None:
        """List the answers; change one, or continue from the current node."""
        shown = tuple(answers(self._words, self._walk))
        self._desk.say(shown)
        while typed := self._desk.hear("look", shown):
            if typed == "b" or (answer := nth(self._walk.asked, typed)):
                break
            self._desk.tell("line.wrong.answer", last=len(self._walk.asked))
        if not typed:
            self._looked = self._walk
        elif typed == "b":
            self._back()
        elif answer:
            self._change(answer)

    def _change(self, answer: Answer) -> None:
        """Ask a question again; the same answer changes nothing."""
        walk = self._walk

        def give(*options: str) -> Walk:
            same = set(options) == set(answer.options)
            return walk if same else walk.change(answer.question, *options)

        self._ask(walk.tree.questions[answer.question], answer, give)

    def _page(self, place: Outcome) -> None:
        """Show an outcome until the person goes elsewhere."""
        here = page(self._walk)
        beside = {"f": self._beside} if here.beside else {}
        self._read(here, {"": _stay, "c": _stay, **beside, **self._turns(place)})

    def _beside(self) -> None:
        """Show the page beside this one until the person goes back or elsewhere."""
        here = page_beside(self._walk)
        turns = self._turns(here.outcome) | {"b": _stay, "": self._beside, "c": self._beside}
        self._read(here, turns)

    def _read(self, here: Page, turns: dict[str, Callable[[], None]]) -> None:
        """Say a page, and its optional parts on request, until the person goes elsewhere."""
        desk = self._desk
        words, tree = desk.words, self._walk.tree
        view = PageView(here, tree.facts, desk.helplines, desk.country.id, words)
        desk.say(render.end(view))
        tells = {
            "m": tuple(render.said_back(view)),
            "e": tuple(render.said_more(view)),
            "w": tuple(render.weighed(here, self._walk, words)),
            "o": tuple(render.page(sources(here.sources, tree.sources, words), words)),
        }
        while (typed := desk.hear("outcome")) not in turns:
            desk.say(tells.get(typed, [words("line.wrong.letter")]))
        turns[typed]()

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
        shown = (self._words("look.surely"),)
        self._desk.say(shown)
        if self._desk.hear("again", shown):
            return
        self._walk, self._looked = begin(self._walk.tree), None
        self._entered.clear()
        self._desk.tell("line.wiped")


def _stay() -> None:
    """Return to the loop, which shows the same page again; Enter alone does this."""


def _options(asked: Question, typed: str, before: Answer | None) -> tuple[str, ...]:
    """Return which options were typed; empty if they do not fit."""
    if not typed:
        return before.options if before else ()
    if typed == "s":
        return (SKIP,)
    options = [nth(asked.options, str(number)) for number in numbers(typed)]
    return tuple(option.id for option in options if option) if all(options) else ()
