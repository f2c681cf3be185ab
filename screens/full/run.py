"""Run the full screen in this terminal, and clear the terminal at the end."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from screens.no_traces import hush, quiet
from screens.setting import Setting
from screens.terminal.leaving import HOME, MODES, SHOWN
from screens.words import ReadyIn, no_other
from tree.stored_start import Ready


def take_full(
    ready: Ready,
    setting: Setting,
    give_back: Callable[[], None],
    first: Path | None = None,
    speak: ReadyIn = no_other,
) -> int:
    """Run the check; return the exit status, 1 only after a fault.

    `give_back` restores the terminal modes that the front door set; `first` is the path of its
    first frame; `speak` loads the pack in another language. The garbage collector is off until all
    is imported: modules are never garbage.
    """
    hush(os.environ)
    gc.disable()
    from screens.full.app import Evenground  # noqa: PLC0415 - only after Textual's variables are gone
    from screens.terminal.driver import SafeDriver  # noqa: PLC0415
    from screens.terminal.first_frame import keep  # noqa: PLC0415

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
    """Leave the alternate screen, also if the app failed before its first paint."""
    sys.stdout.write(MODES + HOME + SHOWN)
    sys.stdout.flush()
