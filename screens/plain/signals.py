"""Leaving line mode by a signal: at once, whatever the program is doing, also while it writes."""

from __future__ import annotations

import os
import signal
import termios
from contextlib import suppress
from types import FrameType
from typing import TextIO

from screens.plain.reader import Typed
from screens.setting import Setting
from screens.terminal.leaving import clearing

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
PATIENCE = 1.0
"""So many seconds a stalled terminal has to take what clears it; then the process ends."""


def leave_on_signals(setting: Setting, read: Typed, write: TextIO) -> None:
    """Clear the window and end the process when told to; follow with what the host chose."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        for number in SIGNALS:
            signal.signal(number, _heard)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
        _clear(setting, write)
        read.forget()
        signal.setitimer(signal.ITIMER_REAL, 0)
        _end(setting)

    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    for number in SIGNALS:
        signal.signal(number, leave)


def _heard(*_: object) -> None:
    """Do nothing: it is being left. Unlike an ignored signal, what follows hears it again."""


def _clear(setting: Setting, write: TextIO) -> None:
    """Clear a terminal, also one that was told to stand still; what waits to be said is dropped."""
    if write.isatty():
        with suppress(OSError, termios.error):
            for action in (termios.TCOOFF, termios.TCOON):  # the second alone undoes no Ctrl+S
                termios.tcflow(write.fileno(), action)
            os.write(write.fileno(), clearing(setting).encode())


def _end(setting: Setting) -> None:
    try:
        if setting.after_exit:
            from screens.after import follow  # noqa: PLC0415  (seldom asked for)

            follow(setting.after_exit)
    finally:
        os._exit(0)
