"""What line mode says before and at a question, as lines of text; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from screens.country import CountryChoice
from screens.plain.outcome_lines import danger
from screens.words import Words, say_ahead
from tree.ahead import Ahead
from tree.helplines import ELSEWHERE, Country
from tree.model import Question
from tree.walk import Answer, Walk, WrongAnswerError

HOW = ("numbers", "letters", "back", "skip", "why", "help", "look", "leave", "repeat", "stop")
WELCOME = (
    ("title", "about"),
    ("hard", "own"),
    ("not", "review"),
    ("keeps", "cannot", "habit"),
)


def is_safety(question: Question) -> bool:
    """Say whether answers are echoed as numbers only: so where an option is marked as the plain no.

    Whoever hears or reads along then learns a number, in any pack, and no id is named here.
    """
    return any(option.plain for option in question.options)


def welcome(
    words: Words, place: CountryChoice, country: Country, other: str = "", stays: str = "all"
) -> Iterator[str]:
    """Say what this is and how to answer; the number for danger comes first.

    `other` is another language by its own name; it stands near the top, for who reads only that.
    `stays` names what can be seen of a visit after it.
    """
    yield from first(words, country)
    yield from [words("line.how.language", name=other)] if other else ()
    for group in WELCOME:
        yield from ("", *(words(f"welcome.{key}") for key in group))
    yield words(f"line.stays.{stays}")
    yield from ("", *(words(f"line.how.{key}") for key in HOW))
    yield from ("", words(f"welcome.{place.how}", country=country.name))


def first(words: Words, country: Country) -> Iterator[str]:
    """Say what matters before all else: the emergency number, and the line for the young."""
    yield from danger(words, country)
    for line in country.of("youth")[:1]:
        yield words("welcome.youth", service=line.service, number=line.number)


def ask_country(words: Words, places: Iterable[Country], now: Country) -> Iterator[str]:
    """Ask where the person is, naming what Enter alone means."""
    yield from ("", words("country.title"), words("country.note"))
    for n, country in enumerate(places, 1):
        yield words("line.place.item", n=n, name=country.name)
    known = now.id != ELSEWHERE
    yield words("line.place.keep", country=now.name) if known else words("line.place.none")


def question(
    words: Words, asked: Question, ahead: Ahead | None, before: Answer | None
) -> Iterator[str]:
    """Say a question: note, words, how many may still come, options, and what was chosen before."""
    yield from ("", *filter(None, [asked.note]), asked.ask)
    if ahead:
        yield say_ahead(ahead, words)
    if asked.choose:
        every = asked.choose >= len(asked.options)
        yield words(f"line.choose.{'all' if every else 'some'}", most=asked.choose)
    for n, option in enumerate(asked.options, 1):
        yield words("line.option", n=n, say=option.say)
    yield words("line.skip", say=words("ask.skip"))
    if before:
        yield told(words, "before", asked, before)


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
