"""Any keys, as quick as they come: nothing breaks, and no file is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.editor.seen_desk import NARROW, WIDE, Size, seen_desk
from tests.support.small import FILES, write_small

KEYS = (
    *"vgentlampdrxby1", "slash", "escape", "escape", "enter", "enter", "down", "down", "up",
    "tab", "ctrl+z", "ctrl+y", "ctrl+s", "f1", "space", "pageup", "pagedown", "alt+down", "home",
    "end", "backspace", "left",
)  # fmt: skip
MANY, TOGETHER = 60, 3


@pytest.mark.parametrize(("seed", "size"), [(1, WIDE), (2, (80, 24)), (3, NARROW)])
async def test_no_keys_break_the_editor(tmp_path: Path, seed: int, size: Size) -> None:
    folder, rolled = write_small(tmp_path), random.Random(seed)  # noqa: S311  (the same keys each time)
    (folder / "languages").mkdir()
    (folder / "languages/es.yaml").write_text("", encoding="utf-8")
    async with seen_desk(folder, size) as desk:
        for n in range(MANY):
            desk.app.simulate_key(rolled.choice(KEYS))
            if n % TOGETHER == 0:
                await desk.pilot.pause()
            if desk.app.return_code is not None:
                break
        assert not desk.app.broken
    assert not desk.app.broken
    assert all((folder / name).exists() for name in FILES)
