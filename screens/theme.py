"""Two sets of colours: our own, and the terminal's own, where only weight and reverse speak."""

from __future__ import annotations

from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

from screens.setting import Setting

OURS = Theme(
    name="evenground",
    primary="#8fd3c4",
    foreground="#e8e4da",
    background="#14191d",
    surface="#14191d",
    panel="#14191d",
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
    few = setting.few_colours or setting.term.startswith(("vt", "linux"))
    return THEIRS if setting.high_contrast or few else OURS
