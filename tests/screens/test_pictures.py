"""Pictures of every screen: they are as committed, and no theme moves a word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.pictures import (
    IDLE,
    LANGUAGES,
    PICTURES,
    SIZES,
    STORED,
    THEMES,
    Size,
    draw_all,
    folder,
)
from tests.support.readme_pictures import DOCS, readme_pictures

RENEW = "if that was meant, run `make pictures` and look at what changed"
MOST = 60_000
"""Most bytes of a picture of the README: it is fetched by whoever looks at the project."""

KINDS = [(language, size) for language in LANGUAGES for size in SIZES]
IN_SIZE = pytest.mark.parametrize(("language", "size"), KINDS, ids=str)

TEXT = re.compile(r'<text class="." x="(\d+)" y="(\d+)" textLength="\d+">([^<]*)<')

Words = dict[tuple[int, int], str]


@IN_SIZE
async def test_every_dark_picture_is_as_it_was(language: str, size: Size) -> None:
    place = folder(language, size, "dark")
    kept = {file.stem: file.read_text(encoding="utf-8") for file in place.glob("*.svg")}
    drawn = await draw_all(language, size, "dark", STORED)
    differ = sorted(name for name in kept.keys() | drawn if kept.get(name) != drawn.get(name))
    assert not differ, f"{place}: {differ} differ, are missing or too many; {RENEW}"


async def test_the_pictures_of_the_readme_are_what_is_shown() -> None:
    drawn = await readme_pictures(STORED)
    kept = {name: (DOCS / f"{name}.svg").read_text(encoding="utf-8") for name in drawn}
    assert [name for name in drawn if kept[name] != drawn[name]] == [], RENEW
    assert all(len(svg) < MOST for svg in drawn.values())


@pytest.mark.parametrize("theme", THEMES[1:])
@IN_SIZE
def test_no_theme_moves_a_word(language: str, size: Size, theme: str) -> None:
    dark, other = (_in(folder(language, size, of)) for of in ("dark", theme))
    differ = sorted(name for name in dark.keys() | other if dark.get(name) != other.get(name))
    assert not differ, f"{theme}: {differ} have other words or places than dark; {RENEW}"


def test_there_is_no_other_picture() -> None:
    known = {folder(*kind, theme) for kind in KINDS for theme in THEMES}
    names = {size: {IDLE, *(scene.name for scene in scenes)} for size, scenes in SIZES.items()}
    wanted = {
        folder(language, size, theme) / f"{name}.svg"
        for language, size in KINDS
        for theme in THEMES
        for name in names[size]
    }
    assert len(known) == len(KINDS) * len(THEMES)
    assert {path for path in PICTURES.rglob("*") if path.is_file()} == wanted, RENEW


def _in(place: Path) -> dict[str, Words]:
    """Return each cell that has a letter in a picture, the sign of the marked row left out."""
    return {file.stem: _letters(file.read_text(encoding="utf-8")) for file in place.glob("*.svg")}


def _letters(svg: str) -> Words:
    """Return every letter by its place; where colours are few the marked row has no sign."""
    return {
        (int(x) + 6 * n, int(y)): letter
        for x, y, text in TEXT.findall(svg)
        for n, letter in enumerate(text.replace("&gt;", ">").replace("&amp;", "&"))
        if letter not in " >"
    }
