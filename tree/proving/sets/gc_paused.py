"""Long loops that Python does not interrupt to look for what may be thrown away."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

GIVEN = ParamSpec("GIVEN")
FOUND = TypeVar("FOUND")


def quietly(work: Callable[GIVEN, FOUND]) -> Callable[GIVEN, FOUND]:
    """Collect no garbage meanwhile.

    A proof makes no circles, and to look for them takes in the whole tree, again and again.
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
