"""Which words have been signed: every question, every urgent page, and who is said to have checked.

What is signed is kept in `review.yaml` as it was, with marks. A mark that does not fit its text
counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from tree.checking.checked import Checked
from tree.fault import Fault, FaultyPackError, UnusableError, Where
from tree.languages.overlay import dotted, mark
from tree.languages.pack_words import FOLDER, words_in
from tree.languages.wording import texts
from tree.model import Outcome, Question, Tree
from tree.pack.pack import Pack
from tree.pack.signed_shapes import SignatureShape, SignedShape
from tree.pack.yaml_reader import Path

REVIEW = "review.yaml"
PAGES, WELCOME, OWN = "outcomes", "welcome/review", "welcome/words"
SAID = ("welcome.review", "welcome.signed")
"""Sentences of the welcome on who has checked a pack: while nobody has, and afterwards."""
ROLES = "role."

SignedTexts = dict[str, str]
"""Texts by dotted path."""
Spoken = Mapping[str, Mapping[str, str]]
"""The words of the screens, by language and key."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is signed as one in a language: a question with its options, a page, a sentence."""

    language: str
    name: str
    texts: SignedTexts


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit, its texts as last signed (none if never), and who signed the present ones."""

    unit: Unit
    was: SignedTexts
    signed: tuple[SignatureShape, ...] = ()


def standings(checked: Checked, spoken: Spoken) -> list[Standing]:
    """List every unit of a pack in each language that it can be read in."""
    found = []
    for unit in _units(checked, spoken):
        kept = checked.pack.review.get((unit.language, unit.name)) if checked.pack else None
        true = _true(kept.shape, unit) if kept else ()
        was = {path: text.say for path, text in kept.shape.texts.items()} if kept and true else {}
        found.append(Standing(unit, was, true if was == unit.texts else ()))
    return found


def unsigned(found: Iterable[Standing]) -> list[Standing]:
    """Return what nobody has signed as it is now."""
    return [standing for standing in found if not standing.signed]


def signature_mark(unit: Unit, role: str, date: str) -> str:
    """Return the mark of a signature: it fits this unit, role, day and these texts alone."""
    lines = (unit.language, unit.name, role, date)
    return mark("\0".join((*lines, *(f"{path}\0{says}" for path, says in unit.texts.items()))))


def _true(shape: SignedShape, unit: Unit) -> tuple[SignatureShape, ...]:
    """Return the signatures whose marks fit what is written beside them."""
    says = {path: text.say for path, text in shape.texts.items()}
    if any(text.of != mark(text.say) for text in shape.texts.values()):
        return ()
    as_signed = Unit(unit.language, unit.name, says)
    return tuple(s for s in shape.signed if s.of == signature_mark(as_signed, s.role, s.date))


def _units(checked: Checked, spoken: Spoken) -> Iterator[Unit]:
    pack, tree = checked.pack, checked.tree
    if pack is None or tree is None:
        return
    for language in (tree.language, *(name for name in pack.languages if name != tree.language)):
        with suppress(FaultyPackError, UnusableError):
            yield from _in_language(checked.speak(language), pack)
            if words := spoken.get(language):
                keys = [key for key in words if key in SAID or key.startswith(ROLES)]
                yield Unit(language, WELCOME, {key: words[key] for key in keys})
            if own := words_in(pack, language):
                yield Unit(language, OWN, own)


def _in_language(tree: Tree, pack: Pack) -> Iterator[Unit]:
    said = dict[Path, SignedTexts]()
    for path, text in texts(tree, pack).items():
        said.setdefault(path[:2], {})[dotted(path)] = text
    for question in tree.questions.values():
        yield _unit(tree, question_name(question), _of_question(question), said)
    for page in tree.outcomes.values():
        if page.urgent:
            yield _unit(tree, page_name(page), _of_page(page), said)


def question_name(question: Question) -> str:
    """Return the name by which a question is signed."""
    return f"{question.topic}/{question.id}"


def page_name(page: Outcome) -> str:
    """Return the name by which a page is signed."""
    return f"{PAGES}/{page.id}"


def _unit(tree: Tree, name: str, roots: set[Path], said: Mapping[Path, SignedTexts]) -> Unit:
    inside = (texts for root, texts in said.items() if root in roots)
    return Unit(tree.language, name, {p: text for says in inside for p, text in says.items()})


def _of_question(question: Question) -> set[Path]:
    """Return where the words of a question are: its own, its topic's, and what it teaches."""
    facts = {fact for option in (*question.options, question.skip) for fact in option.learn}
    own: set[Path] = {("questions", question.id), ("topics", question.topic)}
    return own | {("facts", fact) for fact in facts}


def _of_page(page: Outcome) -> set[Path]:
    """Return where the words of a page are, its shared notes and answers included."""
    shared = {("notes", say.id) for say in page.also} | {
        ("answers", say.id) for say in page.answers
    }
    return {("outcomes", page.id), *shared}


def needs_review(checked: Checked, found: Iterable[Standing]) -> list[Fault]:
    """Return a `needs-review` at each unit that nobody has signed as it is now."""
    return [
        Fault("needs-review", _where(checked, standing.unit), _values(standing))
        for standing in unsigned(found)
    ]


def _values(standing: Standing) -> dict[str, str]:
    unit = standing.unit
    return {"name": unit.name, "language": unit.language, "was": next(iter(standing.was), "")}


def _where(checked: Checked, unit: Unit) -> Where:
    """Return where a unit is written: in the translation, or at its source."""
    pack = checked.pack
    if pack is None or unit.name == WELCOME:
        return Where(REVIEW)
    if unit.name == OWN:
        return Where(f"{FOLDER}/{unit.language}.yaml")
    place, _, id_ = unit.name.partition("/")
    if written := pack.languages.get(unit.language):
        return written.where((PAGES if place == PAGES else "questions", id_))
    if place == PAGES:
        return pack.outcomes[id_].fault("needs-review", "title").where
    return next(q.fault("needs-review", "id") for _, q in pack.questions if q.shape.id == id_).where


def said_of_review(words: Mapping[str, str], found: Iterable[Standing]) -> str:
    """Return what the welcome says of who has checked a pack, in the language of these words."""
    language = [standing.signed for standing in found]
    roles = [{one.role for one in signed} for signed in language]
    common = set.intersection(*roles) if roles else set()
    if not common:
        return words[SAID[0]]
    names = ", ".join(words[key] for key in words if key.removeprefix(ROLES) in common)
    last = max(one.date for signed in language for one in signed)
    return words[SAID[1]].format(roles=names, date=last)
