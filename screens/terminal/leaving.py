"""The keys that leave at once, and the sequences that clear the screen."""

from __future__ import annotations

import os
from collections.abc import Callable

from screens.setting import DUMB, Setting

WITHIN = 5.0
"""Seconds within which a second Esc leaves, as on GOV.UK's exit button."""

BLANK = "\x1b[?2026l\x1b[0m\x1b[999;999H\x1b[1J\x1b[H\x1b[2J"
"""Clears from the end backwards first: after 2J alone some terminals keep the text as history."""

HISTORY = "\x1b[3J"
"""Clears the scrollback, which is the person's own: only at a kiosk, or on request."""

UNCLEARED = "\n"
"""Written to what cannot be cleared: only ends the line of the prompt."""

MODES = (
    "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"
    "\x1b[?2004l\x1b[?1004l\x1b[?2048l\x1b[?7h"
)
TAKEN = "\x1b[>5u"
"""Pushes kitty keyboard flags: Esc is reported, and keys with Ctrl by their Latin position;
letters come as text."""

KEYBOARD = "\x1b[<u"
"""Pops the kitty keyboard flags. Only a driver that pushed them may pop them: otherwise it
would pop the shell's."""

HOME = "\x1b[?1049l\x1b[0m"
SHOWN = "\x1b[?25h"


def in_front(terminal: int) -> bool:
    """Return whether this process group is in the foreground of its terminal."""
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:  # not the terminal of this session, so no shell shares it
        return True


AT_ONCE = {"ctrl+c", "ctrl+q"}


class LeaveKeys:
    """Detects the keys that leave: Ctrl+C, or Esc twice."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start with no Esc pressed."""
        self._clock = clock
        self._escaped: float | None = None

    def leaves(self, key: str) -> bool:
        """Return whether this key leaves, given the keys before it."""
        if key in AT_ONCE:
            return True
        before, self._escaped = self._escaped, None
        if key != "escape":
            return False
        self._escaped = self._clock()
        return before is not None and self._escaped - before < WITHIN


def trusted(term: str) -> bool:
    """Return whether this terminal surely has an alternate screen."""
    plain = ("screen", "linux", "vt", "ansi", "dumb", "unknown", "cons")
    return bool(term) and not term.startswith(plain)


def titled(term: str) -> bool:
    """Return whether this terminal takes a title without printing it as text."""
    return bool(term) and not term.startswith(("linux", "vt", "ansi", "dumb", "unknown", "cons"))


BAR, USUAL = "\x1b[6 q", "\x1b[0 q"
"""Forms of the cursor: a bar, which covers no letter, and the person's own (DECSCUSR)."""


def entering(term: str, title: str) -> str:
    """Return the sequence that saves the terminal's title, sets a neutral one and a bar cursor."""
    return f"\x1b[22;0t\x1b]0;{title}\x07{BAR}" if titled(term) else ""


def restoring(term: str) -> str:
    """Return the sequence that restores the terminal's title and cursor."""
    return f"\x1b[23;0t{USUAL}" if titled(term) else ""


def clearing(setting: Setting) -> str:
    """Return the sequence that clears a window in line mode; the scrollback only on request.

    At a kiosk it is sent even to TERM=dumb, since many such terminals do understand it.
    """
    if setting.term in DUMB and not setting.kiosk:
        return UNCLEARED
    return BLANK + HISTORY * (setting.kiosk or setting.wipe_scrollback)


def wipe(setting: Setting, taken: str = "") -> str:
    """Return the sequence that blanks the screen, resets all modes and leaves the alternate screen.

    `taken` resets modes that not every driver sets. The main screen is cleared only if it may show
    the check; the scrollback, which is the person's own, only at a kiosk or on request.
    """
    all_of_it = setting.kiosk or setting.wipe_scrollback
    main = BLANK if all_of_it or not trusted(setting.term) else ""
    history = HISTORY if all_of_it else ""
    return BLANK + taken + MODES + HOME + main + history + restoring(setting.term) + SHOWN
