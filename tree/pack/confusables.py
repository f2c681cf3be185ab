"""Signs of a text that nobody sees, letters that look like others, and texts that say nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

NEVER = (
    r"\0-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b"
    r"\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
"""Signs that show nothing in any language, and can steer a terminal or turn a line round."""
JOINS = r"\u200c\u200d\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Signs that change how the letter before them looks, in scripts such as that of Persian."""
JOINED = r"\u0590-\u180a\u1810-\u1dff\u2190-\u27ff\u2900-\U000e00ff"
"""Letters and pictures that such signs may follow; Latin, Greek and Cyrillic need none."""
TURNS = "\u200e\u200f\u061c"
"""Marks of direction: of use only where something is written from right to left."""
FROM_RIGHT = re.compile(
    r"[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
UNSEEN = re.compile(rf"[{NEVER}]|(?<![{JOINED}{JOINS}])[{JOINS}]")
ANY = re.compile(rf"[{NEVER}{JOINS}{TURNS}]")
LETTERS = re.compile(r"[^\W\d_]+")
ALIKE = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"}
"""Scripts of which some letters look the same."""
NOTHING = {"", "~", "null"}
"""How files of data write that there is nothing."""
HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63\uff0d"), "-")
QUOTES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc\uff07"), "'")


def has_unseen(text: str) -> bool:
    """Tell whether a text holds a sign that shows nothing and has no use there."""
    if text.isascii() and text.isprintable():
        return False
    turned = any(sign in text for sign in TURNS) and not FROM_RIGHT.search(text)
    return turned or bool(UNSEEN.search(text))


def has_any_unseen(text: str) -> bool:
    """Tell whether a text holds any sign that shows nothing, of use or not."""
    return bool(ANY.search(text))


def without_unseen(text: str) -> str:
    """Take all signs out that show nothing."""
    return ANY.sub("", text)


def has_mixed_word(text: str) -> bool:
    """Tell whether letters of two scripts that look alike stand in one word."""
    return not text.isascii() and any(_is_mixed(word) for word in LETTERS.findall(text))


def _is_mixed(word: str) -> bool:
    return not word.isascii() and len(ALIKE.intersection(_scripts(word))) > 1


def _scripts(word: str) -> Iterator[str]:
    for letter in word:
        yield unicodedata.name(letter, "").partition(" ")[0]


def says_nothing(text: str) -> bool:
    """Tell whether a text is empty, holds nothing but spaces, or says that there is none."""
    return without_unseen(text).strip().lower() in NOTHING


def folded(text: str) -> str:
    """Write a text so that two that read the same are the same, however they are stored."""
    plain = unicodedata.normalize("NFKC", without_unseen(text).translate(HYPHENS))
    return plain.translate(HYPHENS | QUOTES).casefold()
