"""The rows of the look over: a route with a stop for each question that was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from screens.pages.rows import PageRow, numbering
from screens.words import Words
from tree.model import Outcome, Question
from tree.walk import Answer, Walk

ON = "go-on"
AGAIN = "start-again"
"""Picks of this page; picks of stops have a prefix, so none of them is the same."""

OF_QUESTION = "?"
ONWARD = "g"
"""The key that goes on from anywhere on this page."""

Telling = Callable[[Question, Answer, Words], str]


def look_over(walk: Walk, words: Words, tell: Telling | None = None) -> Iterator[PageRow]:
    """Yield the way on, each stop under its topic, and the way to start again.

    `tell` says an answer in other words than `told` does.
    """
    over = isinstance(walk.place, Outcome)
    yield PageRow(words("look.title"), "head")
    yield PageRow(words("look.note" if walk.asked else "look.empty"), "quiet")
    yield from numbering(len(walk.asked), words)
    yield PageRow(words(f"look.onward.{'outcome' if over else 'question'}"), pick=ON, key=ONWARD)
    yield from stops(walk, words, tell or told)
    if walk.asked:
        yield from (PageRow(), PageRow(words("look.again"), pick=AGAIN))


def stops(walk: Walk, words: Words, tell: Telling) -> Iterator[PageRow]:
    """Yield a row for each question that was asked, with what was said, under its topic."""
    topic = ""
    for n, answer in enumerate(walk.asked, 1):
        asked = walk.tree.questions[answer.question]
        if asked.topic != topic:
            topic = asked.topic
            yield from (PageRow(), PageRow(walk.tree.topics[topic].title, "heading"))
        said = tell(asked, answer, words)
        yield PageRow(asked.ask, "stop", OF_QUESTION + asked.id, str(n), said=said)


def told(asked: Question, answer: Answer, words: Words) -> str:
    """Return what was said as a sentence; a skip is said to be one."""
    if answer.skipped:
        return words("look.skipped")
    chosen = (o.say for o in asked.options if o.id in answer.options)
    return words("look.said", said=words("look.join").join(chosen))
