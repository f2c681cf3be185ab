"""Long loops that Python does not interrupt to look for what may be thrown away."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Found = TypeVar("Found")


def quietly(work: Callable[Given, Found]) -> Callable[Given, Found]:
    """Collect no garbage meanwhile.

    A proof makes no circles, and to look for them takes in the whole tree, again and again.
    """

    @wraps(work)
    def quiet(*args: Given.args, **named: Given.kwargs) -> Found:
        on = gc.isenabled()
        gc.disable()
        try:
            return work(*args, **named)
        finally:
            if on:
                gc.enable()

    return quiet
