"""What was made is kept by what it was made of: in a pack that is edited, few things change."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple

Ts = TypeVarTuple("Ts")
Made = TypeVar("Made")
MOST = 4096
"""Results that are kept of one function."""


def remembered(make: Callable[[*Ts], Made]) -> Callable[[*Ts], Made]:
    """Let a function make its result once for the very same objects, which must never change.

    Texts, sets and what is in a tuple count by what they are; all else by being the same object.
    """
    known: dict[tuple[object, ...], tuple[tuple[*Ts], Made]] = {}

    @wraps(make)
    def made(*given: *Ts) -> Made:
        key = tuple(map(_key, given))
        if key not in known:
            if len(known) >= MOST:
                known.clear()
            known[key] = given, make(*given)  # held, so that no other object gets their ids
        return known[key][1]

    return made


def _key(part: object) -> object:
    if isinstance(part, tuple):
        return tuple(map(_key, part))
    return part if isinstance(part, str | frozenset) else id(part)
