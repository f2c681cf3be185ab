"""The rows of a question, for both faces."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from screens.pages.rows import PageRow, sign
from screens.words import Words, say_ahead
from tree.ahead import Ahead
from tree.model import SKIP, Question
from tree.walk import Walk

LOT = 3
"""A count may fall by so many more than were answered without a word."""


@dataclass(frozen=True, slots=True, repr=False)
class Stood:
    """Where a walk stands, how far it can be from there, and how that compares to before.

    `jump` is how many more questions can come than the place before let one expect; less than 0
    are fewer.
    """

    walk: Walk
    topic: str
    ahead: Ahead
    jump: int = 0


def stood(walk: Walk, ahead: Ahead, before: Stood | None) -> Stood:
    """Return where a walk stands, compared to where it stood before; back is no surprise."""
    topic = walk.tree.topics[walk.tree.questions[walk.place.id].topic].title
    if before is None:
        return Stood(walk, topic, ahead)
    gone = len(walk.asked) - len(before.walk.asked)
    jump = ahead.most - before.ahead.most + gone
    return Stood(walk, topic, ahead, 0 if walk.before else jump)


def where(here: Stood, words: Words) -> str:
    """Return the topic and how far it can be, and a sentence if that is not what was expected."""
    says = words("count.where", topic=here.topic, count=say_ahead(here.ahead, words))
    key = "more" if here.jump > 0 else "fewer" if here.jump < -LOT else ""
    return f"{says}. {words(f'count.{key}')}" if key else says


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


def note_first(notes: Iterable[str], meta: str) -> Iterator[PageRow]:
    """Yield the rows of a page with only the notes before a question."""
    yield PageRow(meta, "meta")
    for note in notes:
        yield from (PageRow(note), PageRow())


def notes(asked: Question, walk: Walk) -> Iterator[str]:
    """Yield the notes before the question; the topic's note only on entering the topic."""
    topic = asked.topic
    if all(walk.tree.questions[a.question].topic != topic for a in walk.asked):
        yield from filter(None, [walk.tree.topics[topic].note])
    yield from filter(None, [asked.note])
