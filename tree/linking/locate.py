"""From a thing of a tree to the file, line and column where its author wrote it."""

from __future__ import annotations

from tree.fault import Where
from tree.pack.pack import Pack, Placed
from tree.pack.shapes import Shape
from tree.proving.finding import FindingPlace


def locate(pack: Pack, spot: FindingPlace) -> Where:
    """Find where a thing is written; the nearest around it if it stands nowhere itself."""
    kind, *rest = spot
    if kind in ("conditions", "limits", "groups") or not rest:
        return pack.head.written.where(spot) if pack.head else Where("pack.yaml")
    placed, path = _placed(pack, str(kind), rest)
    return placed.written.where((*placed.path, *path)) if placed else Where("pack.yaml")


def _placed(
    pack: Pack, kind: str, rest: list[str | int]
) -> tuple[Placed[Shape] | None, FindingPlace]:
    name, *path = rest
    if kind == "outcomes":
        return _of_outcome(pack, str(name), tuple(path))
    items: dict[str, dict[str, Placed[Shape]]] = {
        "questions": {item.shape.id: item for _, item in pack.questions},
        "forks": {item.shape.id: item for item in pack.forks},
        "answers": {item.shape.id: item for item in pack.answers},
        "promises": {item.shape.id: item for item in pack.promises},
    }
    return items[kind].get(str(name)), tuple(path)


def _of_outcome(
    pack: Pack, name: str, path: FindingPlace
) -> tuple[Placed[Shape] | None, FindingPlace]:
    """Find a part of a page; a note by its id may stand in notes.yaml."""
    outcome = pack.outcomes.get(name)
    if outcome is None or path[:1] != ("also",):
        return outcome, path
    own = [say.id for say in outcome.shape.also]
    if path[1] in own:
        return outcome, ("also", own.index(str(path[1])), *path[2:])
    return next((note for note in pack.notes if note.shape.id == path[1]), None), path[2:]
