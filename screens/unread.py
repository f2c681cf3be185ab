"""An output that nobody reads any more: a closed pipe, a terminal that is gone."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TextIO


def let_go(stream: TextIO) -> None:
    """Point a stream at nothing, so that what it still holds is dropped without complaint."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
