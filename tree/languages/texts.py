"""Every text of a pack that a person may read, in one of its languages, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tree.fault import Fault
from tree.pack.ledger import DECLINED, OURS
from tree.pack.pack import Pack, Placed
from tree.pack.shapes import OutcomeShape, PackShape, QuestionShape, SayShape, Shape, WeighShape
from tree.pack.yaml_reader import Path, Plain, Written
from tree.remembered import remembered


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text and its place."""

    says: str
    written: Written
    path: Path

    def fault(self, code: str, **values: str) -> Fault:
        """Return a fault at this text."""
        return Fault(code, self.written.where(self.path), values)


def texts(pack: Pack, language: str) -> Iterator[PlacedText]:
    """List all texts of a pack in a language; none if the pack does not have it."""
    if pack.head and language == pack.head.shape.language:
        yield from (text for text in _own(pack, pack.head) if text.says)
    elif overlay := pack.languages.get(language):
        yield from _translated(overlay)
    if said := pack.words.get(language):
        yield from written_texts(said)


def _translated(written: Written) -> tuple[PlacedText, ...]:
    """Return the texts of a translation, listed once for each content of its file."""
    if (PlacedText, ()) not in written.fitted:
        written.fitted[PlacedText, ()] = tuple(_spoken(written, (), written.value))
    found: tuple[PlacedText, ...] = written.fitted[PlacedText, ()]
    return found


def _spoken(written: Written, path: Path, value: Plain) -> Iterator[PlacedText]:
    """List the texts of a translation: each stands beside the hash of its source."""
    if isinstance(value, dict):
        says = value.get("say")
        if isinstance(says, str) and "of" in value:
            yield PlacedText(says, written, (*path, "say"))
        for key, inside in value.items():
            yield from _spoken(written, (*path, key), inside)
    if isinstance(value, list):
        for i, inside in enumerate(value):
            yield from _spoken(written, (*path, i), inside)


def written_texts(written: Written) -> Iterator[PlacedText]:
    """List the texts of a file of words, plain or translated."""
    yield from _spoken(written, (), written.value)
    yield from _plain(written, (), written.value)


def _plain(written: Written, path: Path, value: Plain) -> Iterator[PlacedText]:
    """List plain texts, which have no hash of a source."""
    if isinstance(value, str):
        yield PlacedText(value, written, path)
    elif isinstance(value, dict) and not {"say", "of"} <= value.keys():
        for key, inside in value.items():
            yield from _plain(written, (*path, key), inside)


def _own(pack: Pack, head: Placed[PackShape]) -> Iterator[PlacedText]:
    yield from _head(head)
    for _, question in pack.questions:
        yield from _of_question(question)
    for outcome in pack.outcomes.values():
        yield from _of_page(outcome)
    for said in (*pack.notes, *pack.answers):
        yield _text(said.shape.say, said, "say")
    for source in pack.sources.values():
        if source.shape.verdict != DECLINED and source.shape.kind != OURS:
            yield _text(source.shape.says, source, "says")


@remembered
def _of_question(item: Placed[QuestionShape]) -> tuple[PlacedText, ...]:
    return tuple(_question(item))


@remembered
def _of_page(item: Placed[OutcomeShape]) -> tuple[PlacedText, ...]:
    return tuple(_outcome(item))


def _text(says: str, item: Placed[Shape], *path: str | int) -> PlacedText:
    return PlacedText(says, item.written, (*item.path, *path))


def _head(item: Placed[PackShape]) -> Iterator[PlacedText]:
    for id_, topic in item.shape.topics.items():
        yield _text(topic.title, item, "topics", id_, "title")
        yield _text(topic.note, item, "topics", id_, "note")
    for fact, says in item.shape.facts.items():
        yield _text(says, item, "facts", fact)


def _question(item: Placed[QuestionShape]) -> Iterator[PlacedText]:
    for key in ("ask", "note", "why"):
        yield _text(getattr(item.shape, key), item, key)
    for i, option in enumerate(item.shape.options):
        yield _text(option.say, item, "options", i, "say")


def _outcome(item: Placed[OutcomeShape]) -> Iterator[PlacedText]:
    shape = item.shape
    yield _text(shape.title, item, "title")
    for i, opening in enumerate(shape.opening):
        yield _text(opening.say or opening.otherwise, item, "opening", i)
    for key in ("steps", "leave", "also"):
        yield from _sayings(item, key, getattr(shape, key))
    if shape.weigh:
        yield from _weigh(item, shape.weigh)
    yield _text(shape.revisit, item, "revisit")


def _weigh(item: Placed[OutcomeShape], weigh: WeighShape) -> Iterator[PlacedText]:
    for key in ("situation", "decision"):
        yield _text(getattr(weigh, key), item, "weigh", key)
    for i, option in enumerate(weigh.options):
        for key in ("say", "good", "hard", "like"):
            yield _text(getattr(option, key), item, "weigh", "options", i, key)


def _sayings(item: Placed[OutcomeShape], key: str, says: list[SayShape]) -> Iterator[PlacedText]:
    for i, say in enumerate(says):
        yield _text(say.say, item, key, i, "say")
