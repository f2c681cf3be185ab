"""How hard a text is to read: sentences, syllables, and one formula a language.

English: the grade of Flesch and Kincaid (1975). Spanish: the perspicuity of Szigriszt-Pazos
(1993), which the INFLESZ scale reads; its 65 to 80 is what a primary school reads. Both need
only counts of words, sentences and syllables, so that no dictionary has to be shipped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

FEWEST = 8
"""Below so many words one long word would decide the figure."""

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\d+")
_SENTENCE = re.compile(r"(?<=[.?!…])[\"'»\u201d)]*\s+|\n+")
_EN_GROUP = re.compile(r"[aeiouy]+")
_EN_APART = re.compile(
    r"[aeiouy](?=ing\b)|(?<![tc])i(?=a(?!ge|ll))|(?<![tcsgxl])i(?=o)|(?<=[dnrvm])e(?=[ao]\b)|e(?=o(?!u|p))"
    r"|(?<![gq])u(?=[ao])|u(?=e[lt]|i[dn]\b)|o(?=e[mt])|i(?=en(?:ce|t)|et)|(?<=cr)e(?=a[t])"
)
"""Vowels beside each other that are heard apart."""
_EN_SILENT = re.compile(r"(?<=[^aeiouy])(?:e|es|ed)$|(?<=[aeiouy])(?:ed)$")
_EN_HEARD = re.compile(r"[^aeiouyl]le[sd]?$|[td]ed$|(?:[cgszx]|ch|sh)es$|^\w{1,2}e$")
_EN_INNER = re.compile(
    r"(?<=[aeiouy][bcdfgklmnprstvz])e(?=(?:ful|less|ly|ment|ness|times?|where|thing|body|one)s?$)|(?<=ev)e(?=r[y]|ning)"
)
_ES_GROUP = re.compile(r"[aeiouáéíóúü]+")
_ES_STRONG = re.compile(r"[aeoáéíóú](?=[aeoáéó])|[aeo](?=[íú])|[íú](?=[aeoáéó])")


@cache
def words(text: str) -> tuple[str, ...]:
    """List the words of a text; a number counts as one."""
    return tuple(_WORD.findall(text))


@cache
def sentences(text: str) -> tuple[str, ...]:
    """Split a text where a sentence ends; a colon ends none."""
    return tuple(part for part in _SENTENCE.split(text) if words(part))


@cache
def english_syllables(word: str) -> int:
    """Count the vowels heard in an English word."""
    word = _EN_INNER.sub("", word.lower().replace("\u2019", "'").split("'")[0])
    heard = word if _EN_HEARD.search(word) else _EN_SILENT.sub("", word)
    return max(1, len(_EN_GROUP.findall(heard)) + len(_EN_APART.findall(heard)))


@cache
def spanish_syllables(word: str) -> int:
    """Count the syllables of a Spanish word: strong vowels part, weak ones join."""
    word = re.sub(r"([gq])u(?=[eiéí])", r"\1", word.lower())
    word = re.sub(r"y$", "i", word.replace("ya", "lla"))
    groups = _ES_GROUP.findall(word)
    return max(1, len(groups) + sum(len(_ES_STRONG.findall(group)) for group in groups))


def _rates(text: str, syllables: Callable[[str], int]) -> tuple[float, float]:
    """Find words a sentence and syllables a word."""
    found = words(text)
    return len(found) / max(1, len(sentences(text))), sum(map(syllables, found)) / len(found)


def grade(text: str) -> float:
    """Find the school grade that an English text asks for."""
    long, heavy = _rates(text, english_syllables)
    return 0.39 * long + 11.8 * heavy - 15.59


def perspicuity(text: str) -> float:
    """Find how easy a Spanish text is, from 0 (very hard) to 100 (very easy)."""
    long, heavy = _rates(text, spanish_syllables)
    return 206.835 - 62.3 * heavy - long
