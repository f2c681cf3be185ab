"""Runs the full screen in this terminal, and leaves no trace of what was said when it ends."""

from __future__ import annotations

import faulthandler
import gc
import logging
import os
import resource
import sys
import threading
import time
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from screens.language import Speak, no_other
from screens.leaving import HOME, MODES, SHOWN
from screens.setting import Setting
from tree.ready import Ready

SIZES = {"COLUMNS", "LINES"}


def take(
    ready: Ready,
    setting: Setting,
    give_back: Callable[[], None],
    first: Path | None = None,
    speak: Speak = no_other,
) -> int:
    """Let a person take the check; returns the exit status, 1 only after a fault.

    `give_back` returns the keyboard from the front door; `first` is where its frame is kept;
    `speak` makes all ready in another language.
    Modules are never garbage, so no time is spent on looking for some among them.
    """
    hush(os.environ)
    gc.disable()
    from screens.app import Evenground  # noqa: PLC0415 - only after Textual's variables are gone
    from screens.driver import SafeDriver  # noqa: PLC0415
    from screens.first import keep  # noqa: PLC0415

    gc.freeze()
    gc.enable()
    if first:
        keep(ready, setting, first)
    give_back()
    with quiet():
        app = Evenground(ready, setting, time.monotonic, SafeDriver, speak)
        app.run(mouse=False)
    if app.broken or app.return_code:
        _leave_first_frame()
        print(app.words("crash.sentence"), file=sys.stderr)
        return 1
    return 0


def _leave_first_frame() -> None:
    """Go to the main screen, also where the program broke before it drew anything itself."""
    sys.stdout.write(MODES + HOME + SHOWN)
    sys.stdout.flush()


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
