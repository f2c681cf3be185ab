"""Answers said back: as chosen now or before, as wrong, and all of them in a list."""

from __future__ import annotations

from collections.abc import Iterator

from screens.words import Words
from tree.model import Question
from tree.walk import Answer, Walk, WrongAnswerError


def is_safety(question: Question) -> bool:
    """Say whether answers are echoed as numbers only: so where an option is marked as the plain no.

    Whoever hears or reads along then learns a number, in any pack, and no id is named here.
    """
    return any(option.plain for option in question.options)


def told(words: Words, form: str, asked: Question, answer: Answer) -> str:
    """Say an answer back: `form` is chose or before; at a safety question by number only."""
    if answer.skipped:
        return words(f"line.{form}.skip")
    chosen = [(str(n), o.say) for n, o in enumerate(asked.options, 1) if o.id in answer.options]
    key = f"line.{form}.{'number' if is_safety(asked) else 'words'}"
    says = words("look.join").join(say for _, say in chosen)
    return words(key, numbers=", ".join(n for n, _ in chosen), words=says)


def sorry(words: Words, asked: Question, error: WrongAnswerError) -> str:
    """Say why an answer does not fit."""
    if error.code == "too-many":
        several = asked.choose
        return words("line.wrong.too-many", most=several) if several else words("line.wrong.one")
    if error.code == "alone":
        ids = [option.id for option in asked.options]
        return words("line.wrong.alone", n=ids.index(error.values["option"]) + 1)
    return words("line.wrong.answer", last=len(asked.options))


def answers(words: Words, walk: Walk) -> Iterator[str]:
    """List the answers so far, numbered, with how to change one."""
    yield from ("", words("look.title"))
    if not walk.asked:
        yield words("look.empty")
    for n, answer in enumerate(walk.asked, 1):
        asked = walk.tree.questions[answer.question]
        yield words("line.look.item", n=n, ask=asked.ask)
        yield "   " + told(words, "chose", asked, answer)
    yield words("line.look.note")
