"""The least parts of conditions."""

from __future__ import annotations

from collections.abc import Iterable

from tree.condition import Condition


def leaves(conditions: Iterable[Condition]) -> set[Condition]:
    """Collect the facts, tallies and answers inside conditions."""
    found: set[Condition] = set()
    todo = list(conditions)
    while todo:
        condition = todo.pop()
        todo += condition.parts
        if not condition.parts and condition.op not in ("all", "any"):
            found.add(condition)
    return found
