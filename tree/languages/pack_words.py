"""`words/xx.yaml`: what a pack says on the screens in place of the words of the program.

Written plainly in the language of the pack, and as a translation of that in all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from tree.fault import Fault, Where
from tree.helplines import CARD
from tree.languages.overlay import Overlay, dotted, overlay, places
from tree.languages.texts import written_texts
from tree.languages.word_tables import gaps, leaves
from tree.languages.wording import Texts
from tree.pack.pack import Pack
from tree.pack.yaml_reader import Written

FOLDER = "words"
GIVEN = {
    "welcome.title": 50,
    "welcome.about": 170,
    "welcome.hard": 110,
    "welcome.not": 250,
    "welcome.open": 250,
    "outcome.cannot_says": 400,
}
"""Keys that every pack may give, and the most letters of each, so that what follows is in sight.

They say what the pack is about, and none has a place in braces. All others stay with the program,
since they must be true of it whatever a pack holds: how to leave, what it cannot hide, whom to call
in danger, what a key does, and who has checked the words.
"""
HEADING = 60
"""Most letters of what is said of a category."""
OF_CATEGORY = ("card", "help.kinds")
"""Under these a pack may name categories of helplines: a heading on the card, and in a sentence."""
OURS = frozenset({"title", "place", "back", "none", "choose"})
"""Keys beside the headings of the card that are no categories."""
CATEGORY = r"[a-z][a-z0-9_-]{0,59}"
NEAR = 0.8


def own_words(pack: Pack) -> Texts:
    """Return what a pack says on the screens in its own language, by path."""
    written = pack.words.get(_language(pack))
    return dict(leaves(written.value, ())) if written else {}


def words_in(pack: Pack, language: str) -> dict[str, str]:
    """Return what a pack says on the screens in a language, by key; what is faulty is left out."""
    if language == _language(pack):
        found = own_words(pack)
    else:
        held = translations(pack).get(language)
        found = held.says if held else {}
    keyed = {dotted(path): says for path, says in found.items()}
    return {key: says for key, says in keyed.items() if says and _is_given(key, says)}


def translations(pack: Pack) -> dict[str, Overlay]:
    """Check what a pack says on the screens in each language that it is translated into."""
    own, source = _language(pack), own_words(pack)
    others = {name: it for name, it in pack.words.items() if name in pack.languages}
    return {name: overlay(source, it) for name, it in others.items() if name != own}


def category_of(key: str) -> str:
    """Return the category of helplines that a key names, or empty text."""
    before, _, name = key.rpartition(".")
    fits = before in OF_CATEGORY and name not in OURS and re.fullmatch(CATEGORY, name)
    return name if fits else ""


def word_faults(pack: Pack) -> Iterator[Fault]:
    """Find keys that a pack cannot give, texts that are none, and what is not translated."""
    own = pack.words.get(_language(pack))
    if own and (wrong := (*own.faults, *gaps(own))):
        yield from wrong  # what follows from these is not said
        return
    yield from (*_not_given(own), *_too_long(own)) if own else ()
    for held in translations(pack).values():
        yield from (*held.faults, *_too_long(held.written))
    yield from _files(pack)
    yield from _headings(pack)


def _is_given(key: str, says: str) -> bool:
    return _is_for_a_pack(key) and not places(says)


def _is_for_a_pack(key: str) -> bool:
    return key in GIVEN or bool(category_of(key))


def _not_given(own: Written) -> Iterator[Fault]:
    for path, says in leaves(own.value, ()):
        key = dotted(path)
        if not _is_for_a_pack(key):
            ends = [given for given in GIVEN if given.endswith(f".{key}")]
            near = (ends or get_close_matches(key, GIVEN, 1, NEAR) or [""])[0]
            values = {"key": key, "known": ", ".join(GIVEN), "nearest": near}
            yield Fault("not-for-a-pack", own.where(path), values)
        elif places(says):
            yield Fault("braces-in-words", own.where(path), {"name": key})


def _too_long(written: Written) -> Iterator[Fault]:
    for text in written_texts(written):
        key = dotted(text.path).removesuffix(".say")
        if len(text.says) > (limit := GIVEN.get(key, HEADING)):
            yield text.fault("too-long", key=key, limit=str(limit))


def _files(pack: Pack) -> Iterator[Fault]:
    """Find languages whose file of words is missing, and files of languages that nobody speaks."""
    own = _language(pack)
    if own in pack.words:
        for name in pack.languages.keys() - pack.words.keys():
            file = f"{FOLDER}/{name}.yaml"
            yield Fault("missing-file", Where(file), {"name": f"{FOLDER}/{own}.yaml"})
    for name in pack.words.keys() - pack.languages.keys() - {own}:
        yield Fault(
            "words-unread", Where(f"{FOLDER}/{name}.yaml"), {"name": f"languages/{name}.yaml"}
        )


def _headings(pack: Pack) -> Iterator[Fault]:
    """Find categories on the card for which neither the program nor the pack has a heading."""
    own, known = _language(pack), own_words(pack)
    for category in pack.head.shape.card if pack.head else ():
        if category not in CARD and ("card", category) not in known:
            where = Where(f"{FOLDER}/{own}.yaml")
            yield Fault("missing-words", where, {"name": f"card.{category}"})


def _language(pack: Pack) -> str:
    return pack.head.shape.language if pack.head else ""
