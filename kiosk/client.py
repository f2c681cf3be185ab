"""What a client says of its terminal: only what is needed, and only if it looks as it should."""

from __future__ import annotations

import re
from collections.abc import Mapping

HEARD = ("COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_MESSAGES", "ACCESSIBLE")
MOST_NAMED = 64
"""So many variables may be sent, heard or not; whoever sends more is sent away."""

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,39}")
VALUE = re.compile(r"[A-Za-z0-9._@:+-]{0,32}")
WIDEST, HIGHEST = 240, 80
WIDE, HIGH = 80, 24


def heard(key: bytes, value: bytes) -> dict[str, str]:
    """Take a variable that is needed and looks like what it should be; nothing otherwise."""
    name, text = key.decode("ascii", "replace"), value.decode("ascii", "replace")
    return {name: text} if name in HEARD and VALUE.fullmatch(text) else {}


def environment(term: str, sent: Mapping[str, str]) -> dict[str, str]:
    """Say the environment that a program in this client's terminal would see."""
    return {**sent, "TERM": term if NAME.fullmatch(term) else "dumb"}


def size(wide: int, high: int) -> tuple[int, int]:
    """Bring a window's size into bounds that can be drawn; 0 means that it is not known."""
    return min(wide or WIDE, WIDEST), min(high or HIGH, HIGHEST)
