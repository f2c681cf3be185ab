"""What in `review.yaml` counts for nothing: marks that fit no text, and names that nothing has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from tree.checking.checked import Checked
from tree.checking.signing.reviewed import (
    OWN,
    WELCOME,
    Unit,
    page_name,
    question_name,
    signature_mark,
)
from tree.fault import Fault
from tree.languages.overlay import mark
from tree.pack.pack import Pack, Placed
from tree.pack.signed_shapes import SignedShape

NEAR = 0.5
Key = tuple[str, str]
"""A language, and the name of what is signed in it."""


def untrue(checked: Checked) -> list[Fault]:
    """Find marks that were written by hand, and languages and names that the pack does not have."""
    if checked.pack is None:
        return []
    review = checked.pack.review
    marks = (fault for key, item in review.items() for fault in _untrue(key, item))
    return [*_unnamed(checked, checked.pack), *marks]


def _untrue(key: Key, item: Placed[SignedShape]) -> Iterator[Fault]:
    shape, (language, name) = item.shape, key
    for path, text in shape.texts.items():
        if text.of != mark(text.say):
            yield item.fault("not-as-signed", "texts", path, name=name)
            return
    unit = Unit(language, name, {path: text.say for path, text in shape.texts.items()})
    for i, one in enumerate(shape.signed):
        if one.of != signature_mark(unit, one.role, one.date):
            yield item.fault("not-as-signed", "signed", i, name=name)


def _unnamed(checked: Checked, pack: Pack) -> Iterator[Fault]:
    """Find each language that the pack does not speak, once, and each name that nothing has."""
    spoken = _languages(pack)
    for language, where in pack.signed_in.items():
        if language not in spoken:
            near = _nearest(language, spoken)
            values = {"language": language, "known": ", ".join(spoken), "nearest": near}
            yield Fault("signed-language", where, values)
    for (language, name), item in pack.review.items():
        known = _names(checked, pack, language)
        if language in spoken and name not in known:
            yield item.fault("signed-nothing", name=name, nearest=_nearest(name, known))


def _languages(pack: Pack) -> list[str]:
    own = [pack.head.shape.language] if pack.head else []
    return [*own, *(name for name in sorted(pack.languages) if name not in own)]


def _names(checked: Checked, pack: Pack, language: str) -> list[str]:
    """List all that can be signed or could be, such as a page that is not urgent any more."""
    if checked.tree is None:
        return []
    asked = (question_name(question) for question in checked.tree.questions.values())
    pages = (page_name(page) for page in checked.tree.outcomes.values())
    return [*asked, *pages, WELCOME, *([OWN] if language in pack.words else [])]


def _nearest(name: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(name, list(known), 1, NEAR)), "")
