"""Any keys, as quick as they come: nothing breaks, and no file is lost."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from tests.editor.seen_desk import NARROW, WIDE, Size, seen_desk
from tests.support.small import FILES, write_small

KEYS = (
    *"vgentlampdrxby1", "slash", "escape", "escape", "enter", "enter", "down", "down", "up",
    "tab", "ctrl+z", "ctrl+y", "ctrl+s", "f1", "space", "pageup", "pagedown", "alt+down", "home",
    "end", "backspace", "left", "q", "ctrl+q", "ctrl+c",
)  # fmt: skip
MANY, TOGETHER = 60, 3


async def sit(folder: Path, size: Size, keys: Iterator[str]) -> None:
    """Open the editor, and press keys until there are no more, or one has led out."""
    async with seen_desk(folder, size) as desk:
        for n, key in enumerate(keys):
            desk.app.simulate_key(key)
            if n % TOGETHER == 0:
                await desk.answered()
            if desk.app.return_code is not None:
                break
        assert not desk.app.broken
    assert not desk.app.broken


@pytest.mark.parametrize(("seed", "size"), [(1, WIDE), (2, (80, 24)), (3, NARROW)])
async def test_no_keys_break_the_editor(tmp_path: Path, seed: int, size: Size) -> None:
    folder, rolled = write_small(tmp_path), random.Random(seed)  # noqa: S311  (the same keys each time)
    (folder / "languages").mkdir()
    (folder / "languages/es.yaml").write_text("", encoding="utf-8")
    keys = iter([rolled.choice(KEYS) for _ in range(MANY)])
    for key in keys:
        await sit(folder, size, chain([key], keys))
    assert all(as_before_or_saved(folder / name, was) for name, was in FILES.items())


def as_before_or_saved(file: Path, was: str) -> bool:
    """Return whether a file says what it said, or has that beside it."""
    backup = file.with_name(f"{file.name}.bak")
    return was in {one.read_text(encoding="utf-8") for one in (file, backup) if one.exists()}
