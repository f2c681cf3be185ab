"""Answers that stand together with the same words, so that nobody can tell which they choose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tree.fault import Fault
from tree.languages.overlay import Overlay
from tree.pack.confusables import folded
from tree.pack.pack import Pack, Placed
from tree.pack.shapes import Shape
from tree.pack.yaml_reader import Path

ENDS = " .!…"
"""Signs at the end of an answer that tell it apart from no other."""


@dataclass(frozen=True, slots=True)
class AnswersTogether:
    """Answers that stand together: what has them, and where they are in it and in a translation.

    `said` are their ids and words, without the words of one that has a condition of its own; a
    translation has them at `path`, the id and `leaf`.
    """

    item: Placed[Shape]
    at: Path
    path: Path
    said: Sequence[tuple[str, str]]
    leaf: Path = ()


def same_answers(pack: Pack, overlays: Mapping[str, Overlay]) -> Iterator[Fault]:
    """Find answers with the words of one before them, in the language of a pack or another.

    What is the same in a translation only because its source is, is told of the source alone.
    """
    for choices in _choices(pack):
        slips = _same([says for _, says in choices.said])
        for i in slips:
            yield choices.item.fault("same-answers", *choices.at, i, "say", text=choices.said[i][1])
        for overlay in overlays.values():
            yield from _translated(choices, overlay, slips)


def _choices(pack: Pack) -> Iterator[AnswersTogether]:
    for _, asked in pack.questions:
        said = [(option.id, option.say) for option in asked.shape.options]
        yield AnswersTogether(asked, ("options",), ("questions", asked.shape.id, "options"), said)
    for name, page in pack.outcomes.items():
        if weigh := page.shape.weigh:
            weighed = [(one.id, "" if one.when else one.say) for one in weigh.options]
            path: Path = ("outcomes", name, "weigh", "options")
            yield AnswersTogether(page, ("weigh", "options"), path, weighed, ("say",))


def _translated(
    choices: AnswersTogether, overlay: Overlay, known: Sequence[int]
) -> Iterator[Fault]:
    paths = [(*choices.path, id_, *choices.leaf) for id_, _ in choices.said]
    pairs = zip(paths, choices.said, strict=True)
    says = [overlay.says.get(path, "") if source else "" for path, (_, source) in pairs]
    for i in _same(says):
        if i not in known:
            where = overlay.written.where((*paths[i], "say"))
            yield Fault("same-answers", where, {"text": says[i]})


def _same(said: Sequence[str]) -> list[int]:
    """Return which of some texts say what one before them says."""
    told = [" ".join(folded(says).split()).rstrip(ENDS) for says in said]
    return [i for i, says in enumerate(told) if says and says in told[:i]]
