"""Whether a terminal has a light background: what the environment says, or the terminal itself."""

from __future__ import annotations

import os
import re
import select
import termios
import time
import tty
from collections.abc import Mapping

from screens.terminal.background import QUERY
from screens.terminal.key_names import LIGHT, of_string
from screens.terminal.leaving import titled

LAST = "\x1b[c"
"""Asked after the background; every terminal answers it, so there is nothing to wait for then."""
ANSWERED = re.compile(rb"\x1b\[\?[\d;]*c")
TOLD = re.compile(rb"\x1b\](11;[^\x07\x1b]*)(?:\x07|\x1b\\)")
PATIENCE = 0.5
"""Seconds after which a terminal that answers nothing has none."""
PALE = {"7", *map(str, range(9, 16))}
"""Colours of COLORFGBG that are light."""


def is_light(environ: Mapping[str, str], keys: int, screen: int) -> bool:
    """Return whether the background is light, as far as anybody says; asks the terminal once."""
    if said := environ.get("COLORFGBG", ""):
        return said.rpartition(";")[2] in PALE
    return titled(environ.get("TERM", "")) and _told(_asked(keys, screen))


def _told(answer: bytes) -> bool:
    found = TOLD.search(answer)
    return found is not None and of_string(found[1].decode("ascii", "replace")) == LIGHT


def _asked(keys: int, screen: int) -> bytes:
    """Return what the terminal answers; what is typed meanwhile was meant for no page, and goes."""
    modes = termios.tcgetattr(keys)
    try:
        tty.setcbreak(keys, termios.TCSANOW)
        os.write(screen, (QUERY + LAST).encode())
        return _answer(keys)
    finally:
        termios.tcsetattr(keys, termios.TCSAFLUSH, modes)


def _answer(keys: int) -> bytes:
    answer, until = b"", time.monotonic() + PATIENCE
    while not ANSWERED.search(answer) and (left := until - time.monotonic()) > 0:
        if select.select([keys], [], [], left)[0]:
            answer += os.read(keys, 1024)
    return answer
