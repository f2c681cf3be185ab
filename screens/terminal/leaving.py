"""Leaving at once: which keys ask for it, and what is written so that nothing stays in sight."""

from __future__ import annotations

import os
from collections.abc import Callable

from screens.setting import DUMB, Setting

WITHIN = 5.0
"""A second Esc counts for so many seconds, as on GOV.UK's exit button."""

BLANK = "\x1b[?2026l\x1b[0m\x1b[999;999H\x1b[1J\x1b[H\x1b[2J"
"""Erases from the end backwards first: some terminals keep what 2J alone removes as history."""

HISTORY = "\x1b[3J"
"""Drops what was scrolled away, which is the person's own: only at a kiosk, or when asked."""

UNCLEARED = "\n"
"""What is written in place of all this to what cannot be cleared: the prompt is left, no more."""

MODES = (
    "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"
    "\x1b[?2004l\x1b[?1004l\x1b[?2048l\x1b[?7h"
)
TAKEN = "\x1b[>5u"
"""Asks terminals like kitty to report Esc, and keys with Ctrl with their place on a Latin keyboard;
letters come as ever."""

KEYBOARD = "\x1b[<u"
"""Gives back the keyboard of terminals like kitty. Whoever never took it must not give it back:
the person's own shell may have."""

HOME = "\x1b[?1049l\x1b[0m"
SHOWN = "\x1b[?25h"


def in_front(terminal: int) -> bool:
    """Say whether this program is the one that its terminal shows."""
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:  # it is not the terminal of this session, so no shell shares it
        return True


AT_ONCE = {"ctrl+c", "ctrl+q"}


class LeaveKeys:
    """Counts keys: Ctrl+C leaves at once, and so does Esc twice in a row."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start with no Esc pressed."""
        self._clock = clock
        self._escaped: float | None = None

    def leaves(self, key: str) -> bool:
        """Say whether this key press, after those before, means to leave now."""
        if key in AT_ONCE:
            return True
        before, self._escaped = self._escaped, None
        if key != "escape":
            return False
        self._escaped = self._clock()
        return before is not None and self._escaped - before < WITHIN


def trusted(term: str) -> bool:
    """Say whether this terminal surely has an alternate screen that hides what was on it."""
    plain = ("screen", "linux", "vt", "ansi", "dumb", "unknown", "cons")
    return bool(term) and not term.startswith(plain)


def titled(term: str) -> bool:
    """Say whether a title may be written to this terminal without showing up as text."""
    return bool(term) and not term.startswith(("linux", "vt", "ansi", "dumb", "unknown", "cons"))


def entering(term: str, title: str) -> str:
    """Put a neutral title in place of the terminal's own, which is kept on its stack."""
    return f"\x1b[22;0t\x1b]0;{title}\x07" if titled(term) else ""


def restoring(term: str) -> str:
    """Bring back the terminal's own title."""
    return "\x1b[23;0t" if titled(term) else ""


def clearing(setting: Setting) -> str:
    """Clear a window that was written line by line; what scrolled away, only where asked for.

    At a kiosk even a terminal that says it is dumb is told to, since many are not.
    """
    if setting.term in DUMB and not setting.kiosk:
        return UNCLEARED
    return BLANK + HISTORY * (setting.kiosk or setting.wipe_scrollback)


def wipe(setting: Setting, taken: str = "") -> str:
    """Blank the screen, set every mode back, and go to the main screen as it was before.

    `taken` gives back what not every driver takes.
    The main screen is cleared only where it may show what was here; the history above it, which
    is the person's own, only where the host or the person asked for that.
    """
    all_of_it = setting.kiosk or setting.wipe_scrollback
    main = BLANK if all_of_it or not trusted(setting.term) else ""
    history = HISTORY if all_of_it else ""
    return BLANK + taken + MODES + HOME + main + history + restoring(setting.term) + SHOWN
