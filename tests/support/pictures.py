"""Make a picture of every screen in each size, language and theme, under tests/pictures.

Run as a program (`make pictures`) it writes them all anew.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from textual.strip import Strip

from editor.preview.svg import DrawnLook, draw, plain
from screens.full.idle_watch import Warn
from screens.idle import Idle
from screens.setting import Setting
from tests.support.letters import ready
from tests.support.scenes import SAME, SCENES, SMALL, WELCOME, Scene
from tests.support.visit import Visit, visit

ROOT = Path(__file__).resolve().parents[2]
PICTURES, STORED = ROOT / "tests" / "pictures", ROOT / ".stored"
LANGUAGES = {"en": "GB", "es": "ES"}
"""The languages, and the country of each one's pictures."""

SIZES = {(80, 24): SCENES, (40, 15): SCENES, (160, 45): SCENES, (32, 10): SMALL}
THEMES = ("dark", "light", "16")
IDLE = "idle"
APART = 60
"""Seconds between two scenes, so that an Esc in each of two leaves nothing."""

Size = tuple[int, int]
Drawn = dict[str, str]


def setting(theme: str, country: str) -> Setting:
    """Return the setting for a theme; `16` is a terminal with so many colours."""
    few = theme == "16"
    shown = "" if few else theme
    return Setting(guessed_country=country, term="xterm-256color", theme=shown, few_colours=few)


def folder(language: str, size: Size, theme: str) -> Path:
    """Return where pictures of this kind stand."""
    return PICTURES / language / f"{size[0]}x{size[1]}" / theme


async def draw_all(language: str, size: Size, theme: str, stored: Path) -> Drawn:
    """Return every picture of this language, size and theme by its name, from one visit."""
    lines, look = await lines_of(SIZES[size], size, theme, stored, language)
    return {name: draw(strips, size[0], look) for name, strips in lines.items()}


async def lines_of(
    scenes: Sequence[Scene], size: Size, theme: str, stored: Path, language: str = "en"
) -> tuple[dict[str, list[Strip]], DrawnLook]:
    """Return the lines of each scene by its name, and the look of a terminal with this theme."""
    here = setting(theme, LANGUAGES[language])
    async with visit("", size, here, ready=ready(stored, language)) as run:
        return {name: run.strips async for name in _shown(run, scenes)}, plain(theme)


async def _shown(run: Visit, scenes: Sequence[Scene]) -> AsyncIterator[str]:
    """Show one scene after the other; yield the name of each once it stands."""
    for scene in scenes:
        await show(run, scene)
        yield scene.name
    run.app.push_screen(Warn(Idle()))
    await run.press("")
    yield IDLE


async def show(run: Visit, scene: Scene) -> None:
    """Show a scene, as if nothing had been asked before unless it goes on from another."""
    if scene.at != SAME:
        run.app.start_again()
        await run.press("")
    if scene.at not in (SAME, WELCOME):
        run.app.walk = scene.walk(run.app.ready.tree)
        run.app.resume()
        await run.press("")
    run.clock.now += APART
    await run.press(scene.keys)


def kinds() -> list[tuple[str, Size, str]]:
    """List every language, size and theme."""
    return [(lang, size, theme) for lang in LANGUAGES for size in SIZES for theme in THEMES]


async def write_all() -> None:
    """Write every picture anew; those that are not made any more go."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    for kind in kinds():
        _write(folder(*kind), await draw_all(*kind, STORED))
    from tests.support.readme_pictures import DOCS, readme_pictures  # noqa: PLC0415  (imports this)

    _write(DOCS, await readme_pictures(STORED))
    from tests.support.editor_pictures import editor_pictures  # noqa: PLC0415  (slow, and only here)

    _write(DOCS, await editor_pictures())


def _write(place: Path, drawn: Drawn) -> None:
    place.mkdir(parents=True, exist_ok=True)
    for name, svg in drawn.items():
        (place / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    asyncio.run(write_all())
