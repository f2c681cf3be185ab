"""All that a person's start needs, in one value."""

from __future__ import annotations

from dataclasses import dataclass

from tree.helplines import Helplines
from tree.model import Tree


@dataclass(frozen=True, slots=True)
class Ready:
    """A checked tree, the helplines, and the words of the screens by key, in one language."""

    tree: Tree
    helplines: Helplines
    words: dict[str, str]
