"""The program that a host chose to follow when a person leaves."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
from contextlib import suppress

from tree.fault import UnusableError

IGNORED = (signal.SIGPIPE, signal.SIGXFSZ)
"""Signals that Python ignores, as what follows would, too."""


def words_of(command: str) -> list[str]:
    """Split a command into its words; raises UnusableError where it cannot be started."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise UnusableError("after-exit-quotes") from error
    if not words or not shutil.which(words[0]):
        raise UnusableError("after-exit-unknown", name=words[0] if words else command)
    return words


def follow(command: str) -> None:
    """Become that program, if there is one; return where it has gone meanwhile."""
    if words := shlex.split(command):
        with suppress(OSError):
            os.execvp(words[0], words)  # noqa: S606  (no shell, and the words are the host's)


def make_way() -> None:
    """See to it that what follows hears all signals: what is caught here is as usual there."""
    for number in IGNORED:
        signal.signal(number, caught)


def caught(*_: object) -> None:
    """Do nothing, which unlike ignoring a signal ends with this program."""
