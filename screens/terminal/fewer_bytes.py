"""Fewer bytes for the same picture: a style that goes on is not ended and begun again."""

from __future__ import annotations

import re

STYLE = re.compile(r"(\x1b\[0m)?((?:\x1b\[\d+;\d+H|\n)*)\x1b\[([\d;]*)m")


def terse(text: str) -> str:
    """Drop each end of a style that is followed, after moves alone, by the same style.

    Every text is taken to start and end with no style, as frames do; `style` is what has begun.
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
