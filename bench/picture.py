"""Draw the screenshot of the README: a real question, rendered by the program itself."""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from screens.full.app import Evenground  # noqa: E402  (the project is run in place)
from screens.setting import Setting  # noqa: E402
from tree.prepare import Places, prepare  # noqa: E402

KEYS = ["1", "enter", "3", "enter", "3", "enter", "3", "enter", "3", "enter", "down", "down"]


async def draw() -> str:
    """Walk to the question and return its screenshot, without external fonts."""
    content = ROOT / "content"
    pack, words, lines = (content / name for name in ("evenground", "words", "helplines"))
    ready = prepare(Places(pack, words, lines, ROOT / ".stored"), "en")
    app = Evenground(ready, Setting(term="xterm-256color"), lambda: 0.0)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in KEYS:
            await pilot.press(key)
            await pilot.pause()
        svg = app.export_screenshot(title=ready.words["title.neutral"])
    svg = re.sub(r"@font-face\s*\{.*?\}|<!--.*?-->", "", svg, flags=re.DOTALL)
    return re.sub(r"\n\s*\n+", "\n", svg)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    (ROOT / "docs" / "question.svg").write_text(asyncio.run(draw()), encoding="utf-8")
