"""Shorten output: do not end a style and begin it again right after."""

from __future__ import annotations

import re

STYLE = re.compile(r"(\x1b\[0m)?((?:\x1b\[\d+;\d+H|\n)*)\x1b\[([\d;]*)m")


def terse(text: str) -> str:
    """Drop each style reset that is followed, after cursor moves only, by the same style.

    The text must start and end without a style, as frames do; `style` is the one in force.
    """
    style = ""

    def shorten(found: re.Match[str]) -> str:
        nonlocal style
        ended, moves, begun = found.groups()
        before = style
        begun = "" if begun == "0" else begun
        style = begun if ended or not begun or not style else f"{style};{begun}"
        return moves if ended and before == style else found[0]

    return STYLE.sub(shorten, text)
