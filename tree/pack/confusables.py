"""Invisible characters, lookalike letters, and texts that say nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

TEXTS = 1 << 13
"""Folded texts kept at once: more than a pack has, as each is looked through many times."""

NEVER = (
    r"\0-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b"
    r"\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
"""Characters invisible in every language; some steer a terminal or reverse a line."""
JOINS = r"\u200c\u200d\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Characters that change the shape of the letter before them, in scripts such as Persian."""
JOINED = r"\u0590-\u180a\u1810-\u1dff\u2190-\u27ff\u2900-\U000e00ff"
"""Letters and pictographs that they may follow; Latin, Greek and Cyrillic need none."""
TURNS = "\u200e\u200f\u061c"
"""Direction marks; allowed only in a text with right-to-left letters."""
FROM_RIGHT = re.compile(
    r"[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
UNSEEN = re.compile(rf"[{NEVER}]|(?<![{JOINED}{JOINS}])[{JOINS}]")
ANY = re.compile(rf"[{NEVER}{JOINS}{TURNS}]")
LETTERS = re.compile(r"[^\W\d_]+")
ALIKE = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"}
"""Scripts that share lookalike letters."""
NOTHING = {"", "~", "null"}
"""How data files write an empty value."""
HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63\uff0d"), "-")
QUOTES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc\uff07"), "'")


def has_unseen(text: str) -> bool:
    """Return whether a text contains an invisible character that has no use there."""
    if text.isascii() and text.isprintable():
        return False
    turned = any(sign in text for sign in TURNS) and not FROM_RIGHT.search(text)
    return turned or bool(UNSEEN.search(text))


def has_any_unseen(text: str) -> bool:
    """Return whether a text contains any invisible character, useful or not."""
    return bool(ANY.search(text))


def without_unseen(text: str) -> str:
    """Return the text without invisible characters."""
    return ANY.sub("", text)


def has_mixed_word(text: str) -> bool:
    """Return whether a word mixes letters of two scripts that look alike."""
    return not text.isascii() and any(_is_mixed(word) for word in LETTERS.findall(text))


def _is_mixed(word: str) -> bool:
    return not word.isascii() and len(ALIKE.intersection(_scripts(word))) > 1


def _scripts(word: str) -> Iterator[str]:
    for letter in word:
        yield unicodedata.name(letter, "").partition(" ")[0]


@lru_cache(TEXTS)
def says_nothing(text: str) -> bool:
    """Return whether a text is empty, blank, or a word for an empty value."""
    return without_unseen(text).strip().lower() in NOTHING


@lru_cache(TEXTS)
def folded(text: str) -> str:
    """Normalize a text so that two texts that read the same are equal."""
    plain = unicodedata.normalize("NFKC", without_unseen(text).translate(HYPHENS))
    return plain.translate(HYPHENS | QUOTES).casefold()
