"""A decorator that pauses the cyclic garbage collector during long proofs."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

GIVEN = ParamSpec("GIVEN")
FOUND = TypeVar("FOUND")


def quietly(work: Callable[GIVEN, FOUND]) -> Callable[GIVEN, FOUND]:
    """Pause the garbage collector while a function runs.

    Proofs make no reference cycles, and each collection would traverse the whole tree again.
    """

    @wraps(work)
    def quiet(*args: GIVEN.args, **named: GIVEN.kwargs) -> FOUND:
        on = gc.isenabled()
        gc.disable()
        try:
            return work(*args, **named)
        finally:
            if on:
                gc.enable()

    return quiet
