"""Our two colours, and which visits have them; Textual is not needed to know either."""

from __future__ import annotations

from screens.setting import Setting

INK, PAPER = "#e8e4da", "#14191d"
"""Text and background, as red, green and blue."""


def has_ours(setting: Setting) -> bool:
    """Return whether a visit has our colours, and not the terminal's own."""
    few = setting.few_colours or setting.term.startswith(("vt", "linux"))
    return not (setting.high_contrast or few)
