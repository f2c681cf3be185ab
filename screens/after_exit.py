"""The program that replaces this one when a person leaves, if the host configured one."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
from contextlib import suppress

from tree.fault import UnusableError

IGNORED = (signal.SIGPIPE, signal.SIGXFSZ)
"""Signals that Python ignores; exec would pass the ignored state on to the next program."""


def words_of(command: str) -> list[str]:
    """Split a command into words; raises UnusableError where it is malformed or not found."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise UnusableError("after-exit-quotes") from error
    if not words or not shutil.which(words[0]):
        raise UnusableError("after-exit-unknown", name=words[0] if words else command)
    return words


def follow(command: str) -> None:
    """Replace this process with that program; return if it no longer exists."""
    if words := shlex.split(command):
        with suppress(OSError):
            os.execvp(words[0], words)  # noqa: S606  (no shell, and the words are the host's)


def make_way() -> None:
    """Set handlers for the ignored signals: exec resets a handler, but keeps SIG_IGN."""
    for number in IGNORED:
        signal.signal(number, caught)


def caught(*_: object) -> None:
    """Do nothing. A handler is reset by exec; SIG_IGN would be inherited."""
