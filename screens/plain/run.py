"""Line mode: the same check from top to bottom, for screen readers, plain terminals and pipes."""

from __future__ import annotations

import faulthandler
import resource
import sys
from contextlib import suppress
from typing import TextIO

from screens.language import ReadyIn, no_other, turn
from screens.plain.desk import Desk
from screens.plain.reader import AloneError, Typed, typed
from screens.plain.signals import leave_on_signals
from screens.plain.talk import Talk
from screens.plain.visit import Visit
from screens.setting import Setting
from tree.ready import Ready
from tree.walk import begin


def take_plain(
    ready: Ready, setting: Setting, read: TextIO | Typed, write: TextIO, speak: ReadyIn = no_other
) -> int:
    """Take the check line by line; the end of input and Ctrl+C mean to leave, with status 0.

    So does a terminal or a reader that is gone.
    """
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
    """Take the check as the only thing that this process does.

    Where there is a terminal to be given back, signals mean to leave, too.
    """
    lines = typed(read, awaited=setting.idle is not None)
    if read.isatty() or write.isatty():
        leave_on_signals(setting, lines, write)
    return take_plain(ready, setting, lines, write, speak)


def _visit(desk: Desk, setting: Setting, talk: Talk, speak: ReadyIn) -> None:
    """Take the check once; return only when nobody is there and the host wants it to begin anew."""
    with suppress(AloneError):
        while language := desk.welcome():
            desk = Desk(turn(desk.ready, language, speak), setting, talk)
        Visit(desk, begin(desk.ready.tree)).run()
    if setting.idle is None or setting.idle.leaves:
        raise EOFError


def _stay_calm(sentence: str) -> None:
    """Say one sentence where something breaks, and keep what was answered out of core dumps."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    faulthandler.disable()
    sys.excepthook = lambda *_: print(sentence, file=sys.stderr)


def _follow(command: str) -> None:
    """Become the program that the host chose to follow, if there is one."""
    if command:
        from screens.after import follow  # noqa: PLC0415  (seldom asked for)

        follow(command)
