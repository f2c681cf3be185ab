"""The rows of a question, for both faces."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from screens.pages.rows import PageRow, sign
from screens.words import Words
from tree.model import SKIP, Question
from tree.walk import Walk


def question(
    asked: Question, words: Words, meta: str, notes: Iterable[str], ticks: Container[str] = ()
) -> Iterator[PageRow]:
    """Yield the rows of a question.

    Args:
        asked: the question.
        words: the catalogue.
        meta: a line about it, such as how many questions can still come.
        notes: lines before it.
        ticks: ids of the ticked options, if several may be chosen.
    """
    yield PageRow(meta, "meta")
    yield PageRow("\n".join(notes), "note")
    yield PageRow(asked.ask, "head")
    if asked.choose:
        every = asked.choose >= sum(not option.alone for option in asked.options)
        yield PageRow(role="limit", key="all" if every else "some")
    for n, option in enumerate(asked.options, 1):
        ticked = option.id in ticks if asked.choose else None
        yield PageRow(option.say, "option", option.id, sign(n), ticked)
    yield PageRow(words("ask.skip"), "option", SKIP, "s")


def notes(asked: Question, walk: Walk) -> Iterator[str]:
    """Yield the notes before the question; the topic's note only on entering the topic."""
    topic = asked.topic
    if all(walk.tree.questions[a.question].topic != topic for a in walk.asked):
        yield from filter(None, [walk.tree.topics[topic].note])
    yield from filter(None, [asked.note])
