"""How large a tree may be to be proved walk by walk."""

from __future__ import annotations

from tree.model import Tree

QUESTIONS = 400
"""Beyond so many questions walks are no longer told apart, only what they have learned."""


def is_countable(tree: Tree) -> bool:
    """Say whether every walk of a tree can be told from every other."""
    return len(tree.questions) <= QUESTIONS
