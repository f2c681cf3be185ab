"""Do the texts of a pack read as its own rules for each language want them to?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from textwrap import wrap

from tree.fault import Fault
from tree.reading.pack import Pack, Placed
from tree.reading.readability import FEWEST, grade, perspicuity, sentences, words
from tree.reading.shapes import QuestionShape
from tree.reading.texts import Text, texts
from tree.reading.word_rules import BannedShape, ScreenShape, WordingShape

FRAME = 6
"""Lines of a question's screen that hold no words of the pack: the top, the way, the keys."""
SIGN = 6
"""Columns before an option: its mark and its number."""


def check_words(pack: Pack) -> Iterator[Fault]:
    """Find texts that are too hard, too long or worded as the pack does not want them."""
    for language, rules in pack.wording.items():
        said = list(texts(pack, language))
        for text in said:
            yield from _hard(text, rules.shape)
            yield from _long(text, rules.shape)
        for banned in rules.shape.banned:
            yield from _banned(said, banned)
        if pack.head and language == pack.head.shape.language:
            yield from _tall(pack, rules.shape.screen)


def _hard(text: Text, rules: WordingShape) -> Iterator[Fault]:
    if len(words(text.says)) < FEWEST:
        return
    english = rules.formula == "flesch-kincaid"
    found = grade(text.says) if english else perspicuity(text.says)
    if (found > rules.limit) if english else (found < rules.limit):
        yield text.fault("text-too-hard", found=f"{found:.1f}", limit=str(rules.limit))


def _long(text: Text, rules: WordingShape) -> Iterator[Fault]:
    for sentence in sentences(text.says):
        if (n := len(words(sentence))) > rules.sentence:
            yield text.fault(
                "sentence-too-long", n=str(n), limit=str(rules.sentence), text=sentence
            )


def _banned(said: Iterable[Text], banned: BannedShape) -> Iterator[Fault]:
    """Find the phrases of one reason; longer phrases that are allowed are taken out before."""
    sought, allowed = _any(banned.phrases), _any(banned.unless)
    for text in said:
        left = allowed.sub(" ", text.says) if banned.unless else text.says
        for phrase in dict.fromkeys(found[0].lower() for found in sought.finditer(left)):
            yield text.fault("banned-phrase", phrase=phrase, because=banned.because)


def _any(phrases: Iterable[str]) -> re.Pattern[str]:
    """Seek any of some phrases as whole words; a star stands for any ending."""
    return re.compile("|".join(map(_pattern, phrases)), re.IGNORECASE)


def _pattern(phrase: str) -> str:
    ends = [r"\b" if phrase[at].isalnum() else "" for at in (0, -1)]
    return ends[0] + re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") + ends[1]


def _tall(pack: Pack, screen: ScreenShape) -> Iterator[Fault]:
    """Find questions that do not fit on one screen without scrolling."""
    met: set[str] = set()
    for topic, item in pack.questions:
        entering = "" if topic in met or not pack.head else pack.head.shape.topics[topic].note
        met.add(topic)
        lines = _lines(item, entering, screen.columns)
        if lines > screen.lines:
            yield item.fault("screen-too-tall", "ask", n=str(lines), limit=str(screen.lines))


def _lines(item: Placed[QuestionShape], entering: str, columns: int) -> int:
    """Count the lines of a question: its notes, what is asked, its options and the skip."""
    shape = item.shape
    above = [entering, shape.note, shape.ask]
    options = [option.say for option in shape.options]
    tall = sum(len(wrap(text, columns)) for text in above)
    tall += sum(len(wrap(text, columns - SIGN)) for text in options)
    return FRAME + tall + (2 if shape.choose else 1)
