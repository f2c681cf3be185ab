"""The ledger of advice: each row of an article is used somewhere, or declined with a reason.

A row is a source with a verdict. Its places are derived from the citations, not written down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree.fault import Fault
from tree.pack.pack import Pack, Placed
from tree.pack.shapes import OutcomeShape, SayShape, Shape
from tree.pack.yaml_reader import Path

Cited = tuple[str, str, Placed[Shape], Path]
"""A source, the name of the place that cites it, and the item and path of the citation."""

DECLINED = "decline"
OURS = "ours"
"""The kind of a source that only authors see."""


def check_ledger(pack: Pack) -> Iterator[Fault]:
    """Find rows that nothing cites, declined rows that something cites, and missing reasons."""
    cited = list(citations(pack))
    named = {source for source, *_ in cited}
    for name, row in pack.sources.items():
        verdict = row.shape.verdict
        if verdict not in ("", DECLINED) and name not in named:
            yield row.fault("row-without-place", name=name)
        if verdict not in ("", "use") and not row.shape.why:
            yield row.fault("row-without-why", name=name)
    for source, _, item, path in (*cited, *_reasons(pack)):
        if source in pack.sources and pack.sources[source].shape.verdict == DECLINED:
            yield item.fault("declined-row-cited", *path, name=source)


def authors_only(pack: Pack) -> frozenset[str]:
    """Return the sources that people do not see."""
    return frozenset(name for name, row in pack.sources.items() if row.shape.kind == OURS)


def where_it_lives(pack: Pack) -> dict[str, list[str]]:
    """Return for each source the questions, outcomes, steps and notes that cite it."""
    lives: dict[str, list[str]] = {}
    for source, place, *_ in citations(pack):
        lives.setdefault(source, []).append(place)
    return lives


def citations(pack: Pack) -> Iterator[Cited]:
    """List every citation in places that a person may see."""
    for _, question in pack.questions:
        yield from _cited(question.shape.sources, question.shape.id, question, ())
    for name, outcome in pack.outcomes.items():
        yield from _cited(outcome.shape.sources, name, outcome, ())
        yield from _inside(name, outcome)
    for note in pack.notes:
        yield from _cited(note.shape.sources, f"notes/{note.shape.id}", note, ())
    for said in pack.answers:
        yield from _cited(said.shape.sources, f"answers/{said.shape.id}", said, ())


def _inside(name: str, item: Placed[OutcomeShape]) -> Iterator[Cited]:
    for i, opening in enumerate(item.shape.opening):
        yield from _cited(opening.sources, name, item, ("opening", i))
    parts: dict[str, Sequence[SayShape]]
    parts = {"steps": item.shape.steps, "leave": item.shape.leave, "also": item.shape.also}
    for key, says in parts.items():
        for i, say in enumerate(says):
            yield from _cited(say.sources, f"{name}/{say.id}", item, (key, i))


def _cited(sources: list[str], place: str, item: Placed[Shape], path: Path) -> Iterator[Cited]:
    for i, source in enumerate(sources):
        yield source, place, item, (*path, "sources", i)


def _reasons(pack: Pack) -> Iterator[Cited]:
    """List the sources of promises: not places, but they must not cite a declined row."""
    for promise in pack.promises:
        for i, source in enumerate(promise.shape.because):
            yield source, promise.shape.id, promise, ("because", i)
