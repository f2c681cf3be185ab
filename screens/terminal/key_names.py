"""Names of keys by what terminals send: single characters and complete sequences.

What has no name here is ignored. The names are Textual's; `OTHER` is a key without a meaning.
Sources: xterm's control sequences (ctlseqs), the kitty keyboard protocol, console_codes(4).
"""

from __future__ import annotations

import re

OTHER, ESCAPE, ENTER, SPACE, TAB = "other", "escape", "enter", "space", "tab"
CTRL_C, CTRL_Q, CTRL_L = "ctrl+c", "ctrl+q", "ctrl+l"
PASTE, PASTED = "<paste>", "<pasted>"
SYNCHRONIZED, LIGHT, DARK = "<synchronized>", "<light>", "<dark>"
"""Not keys: the start and end of a paste, and what a terminal answers."""

ANSWERS = {SYNCHRONIZED, LIGHT, DARK}

ARROWS = {"A": "up", "B": "down", "C": OTHER, "D": OTHER, "E": OTHER, "F": "end", "H": "home"}
NUMBERED = {"1": "home", "7": "home", "4": "end", "8": "end", "5": "pageup", "6": "pagedown"}
PASTES = {"200": PASTE, "201": PASTED}
EDITING = {2, 3, *range(11, 35)}
"""Insert, Delete and function keys, as `CSI number ~`."""

SINGLE = {"\t": TAB, "\r": ENTER, "\n": ENTER, " ": SPACE, "\x03": CTRL_C, "\x11": CTRL_Q,
          "\x0c": CTRL_L,
          "?": "question_mark", "\x00": "", "\x07": "", "\x18": "", "\x1a": ""}  # fmt: skip
KEYPAD = {57414: ENTER, 57419: "up", 57420: "down", 57421: "pageup", 57422: "pagedown",
          57423: "home", 57424: "end"}  # fmt: skip
KEYPAD_DIGITS = range(57399, 57409)
PRIVATE = range(57344, 63744)
"""Code points of the kitty protocol for keys that write no character."""

ALONE = {*range(57358, 57363), *range(57441, 57455)}
"""Locks and modifiers pressed alone; ignored."""

SHIFT, CTRL, LOCKS, RELEASED = 1, 4, 64 | 128, "3"
ASCII, LAST = 127, 0x10FFFF
# Patterns are compiled when first used: a start is faster without.
SUPPORTED = r"\?2026;[123]\$"
BACKGROUND = r"11;rgba?:(H)/(H)/(H)(?:/H)?".replace("H", "[0-9a-fA-F]{1,4}")
BRIGHTNESS, HALF = (0.299, 0.587, 0.114), 0.5
"""How much red, green and blue add to the brightness of a colour (ITU-R BT.601), and its middle."""

KITTY = r"(\d{1,7})(?::(\d{0,7}))?(?::(\d{0,7}))?(?:;(\d{0,4})(?::(\d?))?)?(?:;[\d:]*)?"
OTHER_KEYS = r"27;(\d{1,4});(\d{1,7})"
MODIFIED = r"(\d{0,3})(?:;(\d{1,4})(?::(\d))?)?"


def of_character(char: str) -> str:
    """Return the key of a character; empty if none sends it."""
    if char in SINGLE:
        return SINGLE[char]
    if char.isascii():
        return char if char.isalnum() else OTHER
    return OTHER if char.isprintable() else ""


def of_sequence(inner: str, final: str) -> str:
    """Return the key of `CSI inner final`; empty if it is no key, or a key release."""
    if final == "u":
        return _of_kitty(inner)
    if final == "y":
        return SYNCHRONIZED if re.fullmatch(SUPPORTED, inner) else ""
    if found := re.fullmatch(OTHER_KEYS, inner):
        return _of_code(int(found[2]), 0, int(found[1]) - 1) if final == "~" else ""
    found = re.fullmatch(MODIFIED, inner)
    return _of_legacy(found[1], final, found[2], found[3]) if found else ""


def of_string(inner: str) -> str:
    """Return whether an OSC string tells of a light or dark background; empty if of neither."""
    found = re.fullmatch(BACKGROUND, inner)
    if not found:
        return ""
    parts = (int(part, 16) / (16 ** len(part) - 1) for part in found.groups())
    bright = sum(part * share for part, share in zip(parts, BRIGHTNESS, strict=True))
    return LIGHT if bright > HALF else DARK


def of_third(final: str) -> str:
    """Return the key of `SS3 final`, as arrows and the keypad send in application mode."""
    if final == "M":
        return ENTER
    if "q" <= final <= "y":
        return chr(ord(final) - ord("p") + ord("0"))
    return ARROWS.get(final, OTHER)


def _of_legacy(number: str, final: str, modifiers: str | None, event: str | None) -> str:
    if event == RELEASED:
        return ""
    name = NUMBERED.get(number, "") if final == "~" else ARROWS.get(final, "")
    if final == "~" and not name:
        name = PASTES.get(number, OTHER if number and int(number) in EDITING else "")
    if final in "PQSZ":
        name = OTHER
    held = _held(modifiers)
    return OTHER if name and held and not name.startswith("<") else name


def _of_kitty(inner: str) -> str:
    found = re.fullmatch(KITTY, inner)
    if not found or found[5] == RELEASED:
        return ""
    code, shifted, base = (int(found[n] or 0) for n in (1, 2, 3))
    held = _held(found[4])
    return _of_code(shifted if shifted and held == SHIFT else code, base, held)


def _of_code(code: int, base: int, held: int) -> str:
    """Return the key of a kitty code point; `base` is its position on a Latin keyboard.

    `held` is the bit mask of modifiers.
    """
    if code in ALONE or code > LAST or base > LAST:
        return ""
    if held & CTRL:
        return _with_ctrl(code, base)
    if held & ~SHIFT:
        return OTHER
    if code in PRIVATE:
        digit = code - KEYPAD_DIGITS.start if code in KEYPAD_DIGITS else -1
        return str(digit) if digit >= 0 else KEYPAD.get(code, OTHER)
    char = chr(code)
    if char == "\x1b":
        return ESCAPE
    return of_character(char.upper() if held and char.isascii() else char)


def _with_ctrl(code: int, base: int) -> str:
    """Return the key of Ctrl and a letter, by its position: C writes another letter elsewhere.

    If the terminal does not report the position, any non-Latin letter leaves: it may be C.
    """
    letter = chr(base or code).lower()
    if letter in "ql":
        return CTRL_Q if letter == "q" else CTRL_L
    strange = not base and code > ASCII and code not in PRIVATE
    return CTRL_C if letter == "c" or strange else OTHER


def _held(modifiers: str | None) -> int:
    """Return the modifiers held, without the locks."""
    return max(0, int(modifiers or 1) - 1) & ~LOCKS
