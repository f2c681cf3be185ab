"""Check the texts of a pack against its wording rules for each language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from math import ceil, floor
from textwrap import wrap

from tree.checking.implied_tags import untagged
from tree.fault import Fault, Where
from tree.languages.overlay import Overlay, reworded
from tree.languages.phrases import any_phrase
from tree.languages.texts import PlacedText, texts
from tree.model import Question, Tree
from tree.pack.confusables import folded
from tree.pack.pack import Pack
from tree.pack.wording_rules import BannedShape, ScreenShape, WordingShape
from tree.remembered import remembered

MOST_KNOWN = 20_000
"""Texts of which it is kept what is wrong with them."""

Slip = tuple[str, dict[str, str]]
"""What is wrong with a text: the code of its fault, and its values."""

FEWEST = 8
"""Words below which a text is not graded: one long word would decide the grade."""

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\d+")
_SENTENCE = re.compile(r"(?<=[.?!…])[\"'»\u201d)]*\s+|\n+")
_EN_GROUP = re.compile(r"[aeiouy]+")
_EN_APART = re.compile(
    r"[aeiouy](?=ing\b)|(?<![tc])i(?=a(?!ge|ll))|(?<![tcsgxl])i(?=o)|(?<=[dnrvm])e(?=[ao]\b)|e(?=o(?!u|p))"
    r"|(?<![gq])u(?=[ao])|u(?=e[lt]|i[dn]\b)|o(?=e[mt])|i(?=en(?:ce|t)|et)|(?<=cr)e(?=a[t])"
)
"""Adjacent vowels that are pronounced separately."""
_EN_SILENT = re.compile(r"(?<=[^aeiouy])(?:e|es|ed)$|(?<=[aeiouy])(?:ed)$")
_EN_HEARD = re.compile(r"[^aeiouyl]le[sd]?$|[td]ed$|(?:[cgszx]|ch|sh)es$|^\w{1,2}e$")
_EN_INNER = re.compile(
    r"(?<=[aeiouy][bcdfgklmnprstvz])e(?=(?:ful|less|ly|ment|ness|times?|where|thing|body|one)s?$)|(?<=ev)e(?=r[y]|ning)"
)
_ES_GROUP = re.compile(r"[aeiouáéíóúü]+")
_ES_STRONG = re.compile(r"[aeoáéíóú](?=[aeoáéó])|[aeo](?=[íú])|[íú](?=[aeoáéó])")


@cache
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text; a number counts as one."""
    return tuple(_WORD.findall(text))


@cache
def sentences(text: str) -> tuple[str, ...]:
    """Split a text into sentences; a colon does not end one."""
    return tuple(part for part in _SENTENCE.split(text) if words(part))


@cache
def english_syllables(word: str) -> int:
    """Return the number of syllables of an English word, by its vowel groups."""
    word = _EN_INNER.sub("", word.lower().replace("\u2019", "'").split("'")[0])
    heard = word if _EN_HEARD.search(word) else _EN_SILENT.sub("", word)
    return max(1, len(_EN_GROUP.findall(heard)) + len(_EN_APART.findall(heard)))


@cache
def spanish_syllables(word: str) -> int:
    """Return the syllables of a Spanish word: two strong vowels are two, a weak one joins."""
    word = re.sub(r"([gq])u(?=[eiéí])", r"\1", word.lower())
    word = re.sub(r"y$", "i", word.replace("ya", "lla"))
    groups = _ES_GROUP.findall(word)
    return max(1, len(groups) + sum(len(_ES_STRONG.findall(group)) for group in groups))


def _rates(text: str, syllables: Callable[[str], int]) -> tuple[float, float]:
    """Return the words per sentence and the syllables per word."""
    found = words(text)
    return len(found) / max(1, len(sentences(text))), sum(map(syllables, found)) / len(found)


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of an English text."""
    long, heavy = _rates(text, english_syllables)
    return 0.39 * long + 11.8 * heavy - 15.59


def perspicuity(text: str) -> float:
    """Return the Szigriszt perspicuity of a Spanish text, from 0 (very hard) to 100 (very easy)."""
    long, heavy = _rates(text, spanish_syllables)
    return 206.835 - 62.3 * heavy - long


FRAME = 6
"""Lines of a question's screen without words of the pack: the top, the progress, the keys."""
SIGN = 6
"""Columns before an option: its mark and its number."""


def check_words(tree: Tree, pack: Pack, overlays: Mapping[str, Overlay]) -> Iterator[Fault]:
    """Find texts that are too hard, too long or against the pack's wording rules."""
    for language, rules in pack.wording.items():
        yield from held(list(texts(pack, language)), rules.shape)
        overlay = overlays.get(language)
        if overlay is None or not overlay.faults:
            spoken = reworded(tree, pack, overlay) if overlay else tree
            if spoken.language == language:
                yield from untagged(spoken, pack, rules.shape.implied)
                yield from _tall(spoken, pack, language, rules.shape.screen)


def held(said: list[PlacedText], rules: WordingShape) -> Iterator[Fault]:
    """Find texts that are too hard or too long, and banned phrases."""
    known = _known(rules)
    new = dict.fromkeys(text.says for text in said if text.says not in known)
    met = list(_met(new, rules.banned)) if new else []
    known |= {says: tuple(_slips(says, rules, met)) for says in new}
    for text in said:
        for code, values in known[text.says]:
            yield text.fault(code, **values)
    if len(known) > MOST_KNOWN:
        known.clear()


@remembered
def _known(_rules: WordingShape) -> dict[str, tuple[Slip, ...]]:
    """Return what is known of texts by some rules: where a pack is edited, few texts change."""
    return {}


def _slips(says: str, rules: WordingShape, met: Iterable[BannedShape]) -> Iterator[Slip]:
    """Find what is wrong with one text; `met` are the rules that some text may break."""
    yield from _hard(says, rules)
    yield from _long(says, rules)
    for banned in met:
        yield from _banned(says, banned)


def _met(said: Iterable[str], rules: Iterable[BannedShape]) -> Iterator[BannedShape]:
    """Yield the rules with a phrase that occurs somewhere; usually none, so this saves time."""
    low = folded("\n".join(said))
    spaced = " ".join(low.split())
    for banned in rules:
        phrases = [phrase for phrase in banned.phrases if _may_stand(phrase, spaced)]
        if phrases and any_phrase(phrases).search(low):
            yield banned


def _may_stand(phrase: str, spaced: str) -> bool:
    """Return whether all parts of a phrase between stars occur; faster than a pattern."""
    parts = folded(phrase).split("*")
    return all(" ".join(part.split()) in spaced for part in parts)


def _hard(says: str, rules: WordingShape) -> Iterator[Slip]:
    if len(words(says)) < FEWEST:
        return
    english = rules.formula == "flesch-kincaid"
    found = grade(says) if english else perspicuity(says)
    if (found > rules.limit) if english else (found < rules.limit):
        away = ceil(found * 10) if english else floor(found * 10)
        code = "text-too-hard" if english else "text-not-easy"
        yield code, {"found": f"{away / 10:.1f}", "limit": str(rules.limit)}


def _long(says: str, rules: WordingShape) -> Iterator[Slip]:
    for sentence in sentences(says):
        if (n := len(words(sentence))) > rules.sentence:
            values = {"n": str(n), "limit": str(rules.sentence), "text": sentence}
            yield "sentence-too-long", values


def _banned(says: str, banned: BannedShape) -> Iterator[Slip]:
    """Find the banned phrases of one rule, after removing the longer phrases that it allows."""
    low = folded(says)
    left = any_phrase(banned.unless).sub(" ", low) if banned.unless else low
    for phrase in dict.fromkeys(any_phrase(banned.phrases).findall(left)):
        yield "banned-phrase", {"phrase": phrase, "because": banned.because}


def _tall(spoken: Tree, pack: Pack, language: str, screen: ScreenShape) -> Iterator[Fault]:
    """Find questions that do not fit on one screen without scrolling."""
    met: set[str] = set()
    for question in spoken.questions.values():
        entering = "" if question.topic in met else spoken.topics[question.topic].note
        met.add(question.topic)
        lines = _lines(question, entering, screen.columns)
        if lines > screen.lines:
            values = {"n": str(lines), "limit": str(screen.lines)}
            yield Fault("screen-too-tall", _place(pack, language, question.id), values)


def _place(pack: Pack, language: str, question: str) -> Where:
    """Return where a question is written: in the translation, or at its source."""
    if overlay := pack.languages.get(language):
        return overlay.where(("questions", question))
    items = (item for _, item in pack.questions if item.shape.id == question)
    return next(item.written.where(item.path) for item in items)


def _lines(question: Question, entering: str, columns: int) -> int:
    """Return the lines that a question takes: notes, question, options and skip."""
    above = [entering, question.note, question.ask]
    tall = sum(_rows(text, columns) for text in above)
    tall += sum(_rows(option.say, columns - SIGN) for option in question.options)
    return FRAME + tall + (2 if question.choose else 1)


@lru_cache(MOST_KNOWN)
def _rows(text: str, columns: int) -> int:
    return len(wrap(text, columns))
