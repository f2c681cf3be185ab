"""Turns what a terminal sends into keys; what is not known to be a key is passed over.

Terminals answer questions, report sizes and clicks, and paste, by the same way as keys come, whole
or in pieces. This follows the states of DEC's terminals: a sequence ends where it says it ends.
"""

from __future__ import annotations

from codecs import getincrementaldecoder

from screens.terminal.key_names import (
    CTRL_C,
    CTRL_Q,
    ESCAPE,
    OTHER,
    PASTE,
    PASTED,
    of_character,
    of_sequence,
    of_third,
)

LATE = 0.1
"""So many seconds a lone Esc waits for the rest of a sequence."""

ABANDONED = 1.0
"""After so many silent seconds what began does not go on: a sequence, a string or a paste."""

MOST = 64
"""No sequence of a key is longer."""

ESC = "\x1b"
CSI, SS3 = "\x9b\udc9b", "\x8f\udc8f"
STRING = "\x90\x98\x9d\x9e\x9f\udc90\udc98\udc9d\udc9e\udc9f"
"""What begins with Esc, as one character: decoded, or a byte that is no text."""

ENDS = {"\x07", "\x18", "\x1a", "\r", "\n", "\x9c", "\udc9c"}
"""What ends a string: its own end, a cancel, or a key that no string holds."""

CLICK = 3
"""So many characters follow `CSI M`, the oldest report of a mouse."""


class Keyboard:
    """Reads what one terminal sends; Ctrl+C is heard in the middle of anything."""

    def __init__(self) -> None:
        """Start between two keys."""
        self._decode = getincrementaldecoder("utf-8")("surrogateescape").decode
        self._state, self._inner, self._skip = "", "", 0
        self._states = {
            "": self._between,
            "escape": self._after_escape,
            "sequence": self._in_sequence,
            "third": self._third,
            "string": self._in_string,
            "skip": self._pass_over,
        }
        self._pasting = self._late = False
        self._silence = 0.0

    @property
    def waits(self) -> bool:
        """Whether something has begun that silence would end."""
        return bool(self._state) or self._pasting

    def feed(self, data: bytes) -> list[str]:
        """Return the names of the keys in this, in order."""
        text = self._decode(data)
        self._silence = 0.0
        if self._late and text:
            self._late = False
            self._state = "escape" if _goes_on(text) else ""
        return [key for char in text if (key := self._heard(self._take(char)))]

    def pause(self, seconds: float) -> list[str]:
        """Note that nothing came for so long; return Esc where one stood alone."""
        self._silence += seconds
        if self._state == "escape":
            self._state, self._late = "", True
            return [ESCAPE]
        if self._silence >= ABANDONED:
            self._state, self._pasting = "", False
        return []

    def _heard(self, key: str) -> str:
        """Return a key that counts: of what is pasted, only the keys that leave."""
        if key in (PASTE, PASTED):
            self._pasting = key == PASTE
            return ""
        return key if not self._pasting or key in (CTRL_C, CTRL_Q, ESCAPE) else ""

    def _take(self, char: str) -> str:
        """Take one character, and return the key that it ends."""
        if char == "\x03":
            self._state = ""
            return CTRL_C
        if char == ESC:
            alone, self._state = self._state == "escape", "escape"
            return ESCAPE if alone else ""
        return self._states[self._state](char)

    def _between(self, char: str) -> str:
        if char in CSI:
            self._begin("sequence")
        elif char in SS3:
            self._begin("third")
        elif char in STRING:
            self._begin("string")
        else:
            return of_character(char)
        return ""

    def _in_string(self, char: str) -> str:
        self._state = "" if char in ENDS else "string"
        return ""

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
        """Take what follows Esc: a sequence, a string, or a key with Alt."""
        if char == "[":
            self._begin("sequence")
        elif char == "O":
            self._begin("third")
        elif char in "]PX^_":
            self._begin("string")
        elif " " <= char <= "/":  # Alt, or a sequence that names a set of letters
            self._state, self._skip = "skip", 1
            return OTHER
        else:
            self._state = ""
            return "" if char == "\\" else OTHER
        return ""

    def _in_sequence(self, char: str) -> str:
        """Take what follows `CSI`; a broken report of a mouse may hold letters."""
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


def _goes_on(text: str) -> bool:
    """Say whether this is the rest of what an Esc began, though it came late: nobody types it."""
    return text[0] in "[]^_" or (text[0] in "OPX" and len(text) > 1)
