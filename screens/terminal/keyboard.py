"""Parse terminal input into keys; what is not a known key is ignored.

Replies, size and mouse reports and pastes arrive on the same channel as keys, whole or in pieces. A
state machine after DEC's parser finds where each sequence ends.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Callable, Mapping
from typing import ClassVar

from screens.terminal.key_names import (
    CTRL_C,
    CTRL_Q,
    ESCAPE,
    OTHER,
    PASTE,
    PASTED,
    of_character,
    of_sequence,
    of_string,
    of_third,
)

LATE = 0.1
"""Seconds to wait after an Esc for the rest of a sequence."""

ABANDONED = 1.0
"""Seconds of silence after which an unfinished sequence, string or paste is given up."""

MOST = 64
"""Most characters in the sequence of a key."""

ESC = "\x1b"
CSI, SS3 = "\x9b\udc9b", "\x8f\udc8f"
OSC = "]\x9d\udc9d"
"""Introducers of the only strings that are read: what follows the Esc, or its 8-bit form."""

STRING = "\x90\x98\x9d\x9e\x9f\udc90\udc98\udc9d\udc9e\udc9f"
"""8-bit introducers of a string, decoded or as surrogates: the same as Esc and a letter."""

ENDS = {"\x07", "\x18", "\x1a", "\r", "\n", "\x9c", "\udc9c"}
"""Characters that end a string: its terminator, a cancel, or a key that no string holds."""

TERMINATORS = {"\x07", "\x9c", "\udc9c"}
"""Those of them that end a string as its sender meant, besides Esc."""

CLICK = 3
"""Characters after `CSI M`, the oldest mouse report."""


class Keyboard:
    """Parses the input of one terminal; Ctrl+C counts in every state."""

    def __init__(self) -> None:
        """Start in the ground state."""
        self._decode = getincrementaldecoder("utf-8")("surrogateescape").decode
        self._state, self._inner, self._skip = "", "", 0
        self._reads = False
        self._pasting = self._late = False
        self._silence = 0.0

    @property
    def waits(self) -> bool:
        """Whether silence would complete something."""
        return bool(self._state) or self._pasting

    def feed(self, data: bytes) -> list[str]:
        """Return the names of the keys in this input, in order."""
        text = self._decode(data)
        self._silence = 0.0
        if self._late and text:
            self._late = False
            self._state = "escape" if _goes_on(text) else ""
        return [key for char in text if (key := self._heard(self._take(char)))]

    def pause(self, seconds: float) -> list[str]:
        """Note this many seconds without input; return Esc if one stood alone."""
        self._silence += seconds
        if self._state == "escape":
            self._state, self._late = "", True
            return [ESCAPE]
        if self._silence >= ABANDONED:
            self._state, self._pasting = "", False
        return []

    def _heard(self, key: str) -> str:
        """Return the key if it counts; within a paste only the keys that leave do."""
        if key in (PASTE, PASTED):
            self._pasting = key == PASTE
            return ""
        return key if not self._pasting or key in (CTRL_C, CTRL_Q, ESCAPE) else ""

    def _take(self, char: str) -> str:
        """Take one character; return the key that it completes, or empty text."""
        if char == "\x03":
            self._state = ""
            return CTRL_C
        if char == ESC:
            before, self._state = self._state, "escape"
            return {"escape": ESCAPE, "string": self._told()}.get(before, "")
        return self._STATES[self._state](self, char)

    def _between(self, char: str) -> str:
        if char in CSI:
            self._begin("sequence")
        elif char in SS3:
            self._begin("third")
        elif char in STRING:
            self._open(char)
        else:
            return of_character(char)
        return ""

    def _open(self, char: str) -> None:
        """Begin a string; of an OSC the text is kept, up to a bound."""
        self._begin("string")
        self._reads = char in OSC

    def _in_string(self, char: str) -> str:
        if char in ENDS:
            self._state = ""
            return self._told() if char in TERMINATORS else ""
        self._inner = (self._inner + char)[: MOST + 1]
        return ""

    def _told(self) -> str:
        """Return what a string that ends here tells."""
        return of_string(self._inner) if self._reads else ""

    def _third(self, char: str) -> str:
        self._state = "third" if char.isdigit() else ""
        return "" if self._state else of_third(char)

    def _pass_over(self, _char: str) -> str:
        self._skip -= 1
        self._state = "skip" if self._skip else ""
        return ""

    def _begin(self, state: str) -> None:
        self._state, self._inner = state, ""

    def _after_escape(self, char: str) -> str:
        """Take the character after Esc: it opens a sequence or a string, or is a key with Alt."""
        if char == "[":
            self._begin("sequence")
        elif char == "O":
            self._begin("third")
        elif char in "]PX^_":
            self._open(char)
        elif " " <= char <= "/":  # Alt, or a sequence that selects a character set
            self._state, self._skip = "skip", 1
            return OTHER
        else:
            self._state = ""
            return "" if char == "\\" else OTHER
        return ""

    def _in_sequence(self, char: str) -> str:
        """Take a character after `CSI`; a malformed mouse report may hold letters."""
        mouse = self._inner.startswith("<") and char not in "Mm"
        if " " <= char <= "?" or (mouse and char.isascii() and char.isalpha()):
            self._inner = (self._inner + char)[: MOST + 1]
            return ""
        inner = self._inner
        self._state = ""
        if char in "M[" and not inner:
            self._state, self._skip = "skip", CLICK if char == "M" else 1
        known = "@" <= char <= "~" and len(inner) <= MOST
        return of_sequence(inner, char) if known and not self._state else ""

    _STATES: ClassVar[Mapping[str, Callable[[Keyboard, str], str]]] = {
        "": _between,
        "escape": _after_escape,
        "sequence": _in_sequence,
        "third": _third,
        "string": _in_string,
        "skip": _pass_over,
    }


def _goes_on(text: str) -> bool:
    """Return whether this is the late rest of a sequence after Esc: nobody types that."""
    return text[0] in "[]^_" or (text[0] in "OPX" and len(text) > 1)
