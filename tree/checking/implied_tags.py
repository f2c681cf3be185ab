"""Words that need a tag: a promise on couples work cannot see a step that only says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from tree.fault import Fault, Where
from tree.languages.phrases import any_phrase
from tree.linking.link import locate
from tree.model import Outcome, Say, Tree
from tree.pack.confusables import folded
from tree.pack.pack import Pack
from tree.pack.wording_rules import ImpliedShape
from tree.pack.yaml_reader import Path
from tree.remembered import remembered

MOST_KNOWN = 20_000
"""Texts and rules of which it is kept what was found: in an edited pack, few texts change."""


def untagged(tree: Tree, pack: Pack, rules: Iterable[ImpliedShape]) -> Iterator[Fault]:
    """Find steps, notes and answers with a phrase that needs a tag, where no tag of it stands."""
    found = {}
    for rule in rules:
        for page in tree.outcomes.values():
            for path, phrase in _lacking(page, rule):
                where = _where(tree, pack, page, path)
                values = {"phrase": phrase, "tags": ", ".join(rule.tags)}
                found[where, phrase] = Fault("untagged-words", where, values)
    yield from found.values()


@remembered
def _lacking(page: Outcome, rule: ImpliedShape) -> tuple[tuple[Path, str], ...]:
    """Return where a page has a phrase that needs a tag, and no tag of it stands."""
    tags = {*rule.tags}
    says = ((path, say) for path, say in _says(page) if not tags & {*say.tags, *page.tags})
    return tuple((path, phrase) for path, say in says if (phrase := phrase_in(say.say, rule)))


def _says(page: Outcome) -> Iterator[tuple[Path, Say]]:
    """List what a page advises, each with its path in the page; what to leave is no advice."""
    for i, step in enumerate(page.steps):
        yield ("steps", i), step
    for note in page.also:
        yield ("also", note.id), note
    for answer in page.answers:
        yield ("answers", answer.id), answer


def phrase_in(text: str, rule: ImpliedShape) -> str:
    """Return the phrase of a rule that a text has, or empty text."""
    return _phrase_in(text, tuple(rule.phrases), tuple(rule.unless))


@lru_cache(MOST_KNOWN)
def _phrase_in(text: str, phrases: tuple[str, ...], unless: tuple[str, ...]) -> str:
    low = folded(text)
    left = any_phrase(unless).sub(" ", low) if unless else low
    found = any_phrase(phrases).search(left)
    return found[0] if found else ""


def _where(tree: Tree, pack: Pack, page: Outcome, path: Path) -> Where:
    """Return where a text is written: in the translation, or at its source."""
    key, inner = path
    own = {say.id for say in pack.outcomes[page.id].shape.also}
    shared = key == "answers" or (key == "also" and inner not in own)
    if written := pack.languages.get(tree.language):
        names = {"answers": "answers", "also": "notes"}
        id_ = page.steps[inner].id if isinstance(inner, int) else inner
        return written.where((names[str(key)], id_) if shared else ("outcomes", page.id, key, id_))
    own_place = (key, inner) if key == "answers" else ("outcomes", page.id, key, inner)
    return locate(pack, (*own_place, "say"))
