"""An outcome in line mode: whole where the window holds it, else its first screen and chapters."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import replace

from screens.pages.chapters import chapter_page, turned
from screens.pages.outcome import STEPS, Chapter, Letter, PageView, letter
from screens.pages.sources import sources
from screens.plain import render
from screens.plain.desk import OUTCOME, Desk, nth
from screens.plain.spot import Speech, Spot
from screens.plain.taking import Taking
from tree.walk import Walk

TURNS = {"n": 1, "p": -1}
BESIDE = "f"


class LetterReader:
    """Says an outcome until a letter is typed that leads away from it."""

    def __init__(
        self, desk: Desk, view: Callable[[], PageView], walk: Walk, taking: Taking
    ) -> None:
        """Start at the first screen; `view` is asked afresh after a change of country."""
        self._desk, self._view = desk, view
        self._walk, self._taking = walk, taking
        self._at = ""

    def read(self, turns: Container[str]) -> str:
        """Say the outcome, and return the first letter typed that is one of `turns`."""
        here = Spot(OUTCOME, self._full, self._short, self._opens(), local=True)
        typed = self._desk.stand(here)
        while not self._leads_away(typed := self._named(typed), turns):
            if not self._taking.mark(typed, self._chapter(), self._view()):
                self._turn(typed)
            typed = self._desk.hear(here)
        return typed

    def _leads_away(self, typed: str, turns: Container[str]) -> bool:
        return typed in turns and not (typed == "b" and self._chapter())

    @property
    def _letter(self) -> Letter:
        return letter(self._view())

    def _named(self, typed: str) -> str:
        """Return the letter of the page beside, where its number was typed."""
        chapter = nth(self._letter.chapters, typed)
        return BESIDE if chapter and not chapter.rows else typed

    def _turn(self, typed: str) -> None:
        """Turn to another chapter, or say that this is not possible."""
        at, chapter = self._at, nth(self._letter.chapters, typed)
        if chapter:
            self._at = chapter.id
        elif typed == "b":
            self._at = ""
        elif typed in TURNS:
            self._at = turned(self._letter, self._at, TURNS[typed])
        self._say_turned(typed, at)

    def _say_turned(self, typed: str, at: str) -> None:
        words = self._desk.words
        if typed in TURNS and self._at == at:
            self._desk.say([words("line.outcome.last" if typed == "n" else "line.outcome.first")])
        elif typed in TURNS or typed in {"", "b"} or nth(self._letter.chapters, typed) is not None:
            self._desk.say(self._full())
        else:
            self._desk.say([words("line.wrong.letter")])

    def _chapter(self) -> Chapter | None:
        return next((c for c in self._letter.chapters if c.id == self._at), None)

    def _full(self) -> Iterator[str]:
        view, chapter = self._view(), self._chapter()
        if chapter:
            yield from self._says_chapter(chapter)
            return
        whole = tuple(render.whole(view))
        yield from whole if self._desk.holds(whole) else render.front(view)
        yield from self._hint(view)
        yield from render.last_calls(view)

    def _says_chapter(self, chapter: Chapter) -> Iterator[str]:
        """Yield a chapter; its page repeats the numbers, here only the one for danger ends it."""
        view, words = self._view(), self._desk.words
        parts = replace(letter(view), calls=())
        yield from render.page(chapter_page(parts, chapter, words), words)
        yield from render.danger_again(view)
        if chapter.id == STEPS:
            yield from ("", words("line.take.mark"))
        if self._desk.first_time("chapter"):
            yield from ("", words("line.do.turn"))

    def _hint(self, view: PageView) -> Iterator[str]:
        """Yield what the letters do, the first time; then only how to hear it."""
        first = self._desk.first_time(OUTCOME)
        yield from render.doings(view) if first else ("", self._desk.words("line.do.short"))

    def _short(self) -> Iterator[str]:
        chapter, words = self._chapter(), self._desk.words
        title = chapter.title if chapter else self._letter.title.text
        yield from ("", words("line.again.page", title=title))

    def _opens(self) -> dict[str, Speech]:
        words, known = self._desk.words, self._walk.tree.sources
        return {
            "m": lambda: render.said_back(self._view()),
            "e": lambda: render.said_more(self._view()),
            "w": lambda: render.weighed(self._view()),
            "o": lambda: render.page(sources(self._view().page.sources, known, words), words),
            "?": lambda: render.doings(self._view()),
            **self._taking.opens(self._view, self._walk),
        }
