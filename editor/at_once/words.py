"""What is wrong with a text while it is being written, by the rules of its language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from pydantic import ValidationError

from tree.checking.plain_words import held
from tree.fault import Fault, Where
from tree.languages.phrases import any_phrase
from tree.languages.texts import PlacedText
from tree.pack.confusables import folded, has_mixed_word, has_unseen
from tree.pack.wording_rules import ImpliedShape, WordingShape
from tree.pack.yaml_reader import parse

FOLDER, ENDING = "wording/", ".yaml"
LANGUAGES = 16
"""Rules that are kept at once."""

PackFiles = Mapping[str, bytes]
ImpliedTags = tuple[str, tuple[str, ...]]
"""A phrase that needs a tag, and the tags of which one will do."""


def wrong_words(files: PackFiles, language: str, text: str) -> tuple[Fault, ...]:
    """Return what is wrong with a text in a language; nothing where it has no rules."""
    return tuple(_wrong(files, language, text)) if text else ()


def _wrong(files: PackFiles, language: str, text: str) -> Iterator[Fault]:
    if has_unseen(text):
        yield Fault("unseen-sign", Where(""))
    if has_mixed_word(text):
        yield Fault("mixed-letters", Where(""))
    if rules := _rules(files, language):
        yield from held([PlacedText(text, parse(b"", ""), ())], rules)


def own_words(files: PackFiles, language: str) -> frozenset[str]:
    """Return the words that a pack says are spelt right in a language."""
    rules = _rules(files, language)
    return frozenset(rules.words) if rules else frozenset()


def implied_tags(files: PackFiles, language: str, text: str) -> tuple[ImpliedTags, ...]:
    """Return what needs a tag in a text."""
    rules = _rules(files, language)
    found = ((_met(rule, text), tuple(rule.tags)) for rule in (rules.implied if rules else ()))
    return tuple((phrase, tags) for phrase, tags in found if phrase)


def _met(rule: ImpliedShape, text: str) -> str:
    low = folded(text)
    left = any_phrase(rule.unless).sub(" ", low) if rule.unless else low
    found = any_phrase(rule.phrases).search(left)
    return found[0] if found else ""


def _rules(files: PackFiles, language: str) -> WordingShape | None:
    return _read(files.get(f"{FOLDER}{language}{ENDING}", b""))


@lru_cache(LANGUAGES)
def _read(raw: bytes) -> WordingShape | None:
    """Return the rules of a file; None where they cannot be read."""
    try:
        return WordingShape.model_validate(parse(raw, FOLDER).value)
    except ValidationError:
        return None
