"""All that a person's start needs, in one value."""

from __future__ import annotations

from dataclasses import dataclass, field

from tree.helplines import Helplines
from tree.model import Tree


@dataclass(frozen=True, slots=True)
class Ready:
    """A checked tree, the helplines, and the words of the screens by key, in one language.

    `languages` are those that can be chosen, by their own names; `longest` is how many questions
    the longest walk has, where that was proved.
    """

    tree: Tree
    helplines: Helplines
    words: dict[str, str]
    languages: dict[str, str] = field(default_factory=dict)
    longest: int | None = None
