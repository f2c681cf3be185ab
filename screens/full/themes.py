"""The themes: ours for dark and for light terminals, and the terminal's own colours."""

from __future__ import annotations

from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

from screens.setting import Setting
from screens.terminal.first_frame import COLOURS, has_ours


def _ours(name: str, **variables: str) -> Theme:
    ink, paper = COLOURS[name]
    return Theme(
        name=f"evenground-{name}",
        primary=variables["calm"],
        foreground=ink,
        background=paper,
        surface=paper,
        panel=paper,
        dark=name == "dark",
        text_alpha=1.0,
        variables={"chosen": "bold", **variables},
    )


DARK = _ours("dark", quiet="#aab6b8", strong="#f3cf8e", calm="#8fd3c4", ground="#2f383d")
LIGHT = _ours("light", quiet="#4a5255", strong="#7f2200", calm="#0a5547", ground="#e2ddd0")
"""Way out (`strong`), heading (`calm`), quiet, and the ground of what is chosen."""

THEIRS = replace(
    BUILTIN_THEMES["ansi-dark"],
    name="evenground-plain",
    variables=BUILTIN_THEMES["ansi-dark"].variables
    | dict.fromkeys(DARK.variables, "ansi_default")
    | {"chosen": "reverse"},
)


def choose(setting: Setting) -> Theme:
    """Return the theme for this visit, until the terminal tells that it is light."""
    if not has_ours(setting):
        return THEIRS
    return LIGHT if setting.theme == "light" else DARK
