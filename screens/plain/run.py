"""Run line mode: the check as plain lines, for screen readers, simple terminals and pipes."""

from __future__ import annotations

import faulthandler
import os
import resource
import signal
import sys
import termios
from contextlib import suppress
from types import FrameType
from typing import TextIO

from screens.plain.desk import Desk
from screens.plain.reader import AloneError, Typed, typed
from screens.plain.talk import Talk
from screens.plain.visit import Visit
from screens.setting import Setting
from screens.terminal.leaving import clearing
from screens.words import ReadyIn, no_other, turn
from tree.stored_start import Ready
from tree.walk import begin

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
PATIENCE = 1.0
"""Seconds a stalled terminal has to take the clearing sequence before the process ends."""


def leave_on_signals(setting: Setting, read: Typed, write: TextIO) -> None:
    """On a signal, clear the window and end, or run the host's program."""

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
    """Do nothing: the program is leaving. A handler, since exec would pass SIG_IGN on."""


def _clear(setting: Setting, write: TextIO) -> None:
    """Clear a terminal, also one stopped by Ctrl+S; output that waits is dropped."""
    if write.isatty():
        with suppress(OSError, termios.error):
            for action in (termios.TCOOFF, termios.TCOON):  # TCOON alone does not undo Ctrl+S
                termios.tcflow(write.fileno(), action)
            os.write(write.fileno(), clearing(setting).encode())


def _end(setting: Setting) -> None:
    try:
        if setting.after_exit:
            from screens.after_exit import follow  # noqa: PLC0415  (seldom asked for)

            follow(setting.after_exit)
    finally:
        os._exit(0)


def take_plain(
    ready: Ready, setting: Setting, read: TextIO | Typed, write: TextIO, speak: ReadyIn = no_other
) -> int:
    """Run the check line by line; return 0 after the end of input, Ctrl+C or a closed terminal."""
    lines = read if isinstance(read, Typed) else typed(read, awaited=setting.idle is not None)
    talk, hook = Talk(lines, write), sys.excepthook
    _stay_calm(ready.words["crash.sentence"])
    try:
        with suppress(EOFError, KeyboardInterrupt, OSError):
            while True:
                _visit(Desk(ready, setting, talk), setting, talk, speak)
                talk.begin_anew(setting)
    finally:
        talk.end(setting)
    sys.excepthook = hook
    _follow(setting.after_exit)
    return 0


def take_plain_alone(
    ready: Ready, setting: Setting, read: TextIO, write: TextIO, speak: ReadyIn = no_other
) -> int:
    """Run the check as the only task of this process.

    With a terminal, signals mean to leave, too.
    """
    lines = typed(read, awaited=setting.idle is not None)
    if read.isatty() or write.isatty():
        leave_on_signals(setting, lines, write)
    return take_plain(ready, setting, lines, write, speak)


def _visit(desk: Desk, setting: Setting, talk: Talk, speak: ReadyIn) -> None:
    """Run one visit; return only if nobody is there and the host wants it to restart."""
    with suppress(AloneError):
        while language := desk.welcome():
            desk = Desk(turn(desk.ready, language, speak), setting, talk)
        Visit(desk, begin(desk.ready.tree)).run()
    if setting.idle is None or setting.idle.leaves:
        raise EOFError


def _stay_calm(sentence: str) -> None:
    """On a fault print one sentence only, and write no core dump: it would hold answers."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    faulthandler.disable()
    sys.excepthook = lambda *_: print(sentence, file=sys.stderr)


def _follow(command: str) -> None:
    """Replace this process with the host's program, if there is one."""
    if command:
        from screens.after_exit import follow  # noqa: PLC0415  (seldom asked for)

        follow(command)
