"""What proofs find besides promises: something of no use, or something that must not be."""

from __future__ import annotations

from dataclasses import dataclass, field

from tree.walk import Answer

FindingPlace = tuple[str | int, ...]
"""Where in a tree: a kind of thing, its id, then the path inside it as its author wrote it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A code, where, the values for its sentence, and the walk that shows it, if any.

    In very large packs there may be a walk that is shorter; then this one is not `shortest`.
    """

    code: str
    spot: FindingPlace
    values: dict[str, str] = field(default_factory=dict)
    walk: tuple[Answer, ...] = ()
    shortest: bool = True
