"""Two sets of colours: our own, and the terminal's own, where only weight and reverse speak."""

from __future__ import annotations

from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

from screens.colours import INK, PAPER, has_ours
from screens.setting import Setting

OURS = Theme(
    name="evenground",
    primary="#8fd3c4",
    foreground=INK,
    background=PAPER,
    surface=PAPER,
    panel=PAPER,
    text_alpha=1.0,
    variables={"quiet": "#aab6b8", "strong": "#f3cf8e", "calm": "#8fd3c4"},
)
THEIRS = replace(
    BUILTIN_THEMES["ansi-dark"],
    name="evenground-plain",
    variables=BUILTIN_THEMES["ansi-dark"].variables | dict.fromkeys(OURS.variables, "ansi_default"),
)


def choose(setting: Setting) -> Theme:
    """Choose the colours for this visit."""
    return OURS if has_ours(setting) else THEIRS
