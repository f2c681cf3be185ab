"""Draw what the manual shows of the editor: the desk with its preview, and a broken promise.

Run as a program it writes them anew.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import tempfile
from pathlib import Path

from textual.widgets import TextArea

from editor.preview.svg import draw, plain
from screens.terminal import painted
from tests.editor.seen_desk import SeenDesk, seen_desk

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
DESK, WALK = (122, 34), (90, 27)
QUESTION, BROKEN = "question:afraid", "question:own-life"


async def editor_pictures() -> dict[str, str]:
    """Return the pictures of the editor by their names."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "evenground"
        shutil.copytree(ROOT / "content" / "evenground", folder)
        return {"editor": await _desk(folder), "editor-walk": await _walk(folder)}


async def _desk(folder: Path) -> str:
    async with seen_desk(folder, DESK) as desk:
        desk.view.query_one(TextArea).cursor_blink = False
        await desk.open(QUESTION)
        await desk.until(lambda: desk.app.desk.judgement.proved)
        await desk.press("enter", "end")
        await desk.app.workers.wait_for_complete()
        await desk.until(lambda: desk.view.picture.drawn)
        return _drawn(desk, DESK[0])


async def _walk(folder: Path) -> str:
    async with seen_desk(folder, WALK) as desk:
        await desk.open(BROKEN)
        desk.view.fields.mark_id(f"{BROKEN}/options/unsure/go")
        await desk.press("enter", *"light", "enter")
        judged = desk.app.desk
        await desk.until(lambda: judged.judgement.proved and judged.judgement.broken)
        await desk.press("v")
        return _drawn(desk, WALK[0])


def _drawn(desk: SeenDesk, columns: int) -> str:
    return draw(painted.strips(desk.app), columns, plain("dark"))


async def write_editor_pictures() -> None:
    """Write the pictures of the editor anew."""
    for name, svg in (await editor_pictures()).items():
        (DOCS / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    asyncio.run(write_editor_pictures())
