"""Keep this process from recording what a person does: no traceback, log, dump or screenshot."""

from __future__ import annotations

import faulthandler
import logging
import resource
import sys
import threading
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

SIZES = {"COLUMNS", "LINES"}


def hush(environ: MutableMapping[str, str]) -> None:
    """Drop environment variables that make Textual log keys or take screenshots.

    Also drop stale window sizes, which only the terminal knows; and raise the frame rate, since by
    default a paint can come 17 ms after its key.
    """
    for name in [name for name in environ if name.startswith("TEXTUAL") or name in SIZES]:
        del environ[name]
    environ["TEXTUAL_FPS"] = "250"


@contextmanager
def quiet() -> Iterator[None]:
    """Print, log and dump nothing if the body fails: a traceback may hold answers."""
    hooks, level = (sys.excepthook, threading.excepthook), logging.root.manager.disable
    sys.excepthook, threading.excepthook = _say_nothing, _say_nothing
    sys.unraisablehook = _say_nothing
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    faulthandler.disable()
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = hooks
        sys.unraisablehook = sys.__unraisablehook__
        logging.disable(level)


def _say_nothing(*_: Any) -> None:  # noqa: ANN401 - three hooks, three kinds of arguments
    return
