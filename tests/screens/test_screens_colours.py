"""Contrast, reckoned from what is really painted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.color import Color
from rich.segment import Segment
from textual.theme import Theme

from screens.full.themes import DARK, LIGHT, THEIRS, choose
from screens.setting import Setting
from tests.support.visit import SETTING, START, WAYS, visit

EVERY = (
    "",
    "end 2 enter",
    START,
    f"{START} down",
    f"{START} enter",
    f"{WAYS['acts']} 1 2 3 4",
    f"{START} question_mark",
    f"{START} o",
    f"{START} h",
    WAYS["look"],
    f"{WAYS['look']} down enter",
    f"{WAYS['danger']} m",
    WAYS["open"],
    f"{WAYS['open']} pagedown",
)
PLAIN = Setting(guessed_country="GB", term="xterm-256color", high_contrast=True)


def light(color: Color) -> float:
    """Reckon the relative luminance, as WCAG 2.2 defines it."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part / 255) for part in color.get_truecolor())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(segment: Segment) -> float:
    """Reckon the contrast of a painted piece of text."""
    style = segment.style
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    one, other = sorted((light(style.color), light(style.bgcolor)))
    return (other + 0.05) / (one + 0.05)


LIT = ("", f"{START} down", f"{WAYS['acts']} 1 2 enter", WAYS["open"], f"{START} h")
"""Enough of them to meet each style of the light theme."""


@pytest.mark.parametrize(
    ("keys", "theme"), [*((keys, "dark") for keys in EVERY), *((keys, "light") for keys in LIT)]
)
async def test_our_colours_have_contrast_on_every_screen(keys: str, theme: str) -> None:
    async with visit(keys, setting=replace(SETTING, theme=theme)) as run:
        pieces = [piece for strip in run.strips for piece in strip if piece.text.strip()]
        assert pieces
        assert min(contrast(piece) for piece in pieces) >= 7
        assert not any(piece.style and piece.style.dim for piece in pieces)


@pytest.mark.parametrize("keys", EVERY)
async def test_the_plain_theme_leaves_every_colour_to_the_terminal(keys: str) -> None:
    async with visit(keys, setting=PLAIN) as run:
        styles = [piece.style for strip in run.strips for piece in strip if piece.style]
        colours = {c for style in styles for c in (style.color, style.bgcolor) if c}
        assert all(color.is_default for color in colours)
        assert not any(style.dim for style in styles)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_the_colours_hold_with_256_of_them(theme: Theme) -> None:
    inks = ("quiet", "strong", "calm")
    pairs = [(theme.variables[name], theme.background) for name in inks]
    plain = (theme.foreground, theme.background), (theme.foreground, theme.variables["ground"])
    for color, ground in [*pairs, *plain]:
        few = [Color.parse(str(c)).downgrade(_eight_bit()) for c in (color, ground)]
        one, other = sorted(light(c) for c in few)
        assert (other + 0.05) / (one + 0.05) >= 7
    ground, paper = (str(c) for c in (theme.variables["ground"], theme.background))
    soft, behind = (Color.parse(c).downgrade(_eight_bit()) for c in (ground, paper))
    assert soft != behind


def _eight_bit() -> int:
    from rich.color import ColorSystem  # noqa: PLC0415

    return ColorSystem.EIGHT_BIT


@pytest.mark.parametrize(
    "setting",
    [Setting(high_contrast=True), Setting(few_colours=True), Setting(term="linux"),
     Setting(term="vt100"), Setting(term="xterm-256color", theme="terminal")],
)  # fmt: skip
def test_who_sees_few_colours_gets_the_terminals_own(setting: Setting) -> None:
    assert choose(setting) is THEIRS
    assert choose(SETTING) is DARK
