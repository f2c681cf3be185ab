"""Keeps this process from writing down what a person does: no report, log, dump or recording."""

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
    """Drop the variables by which Textual would write keys, logs or pictures to disk.

    So are those of an old size: only the window itself knows its size. And let it paint as soon
    as something changed: a key is otherwise seen up to 17 ms later.
    """
    for name in [name for name in environ if name.startswith("TEXTUAL") or name in SIZES]:
        del environ[name]
    environ["TEXTUAL_FPS"] = "250"


@contextmanager
def quiet() -> Iterator[None]:
    """Let nothing that breaks meanwhile be printed, logged or dumped with what it holds."""
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
