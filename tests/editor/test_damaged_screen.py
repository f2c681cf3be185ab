"""A damaged file is mended as text in the smallest window, its faults beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import TextArea

from editor.screens.pages.text_page import TextPage
from tests.editor.seen_desk import NARROW, WORDS, seen_desk
from tests.editor.test_damaged import DAMAGED, FILE, GOOD
from tests.support.small import write_small
from tree.pack.yaml_reader import parse

BIG = "too big"


@pytest.mark.parametrize("damage", sorted(DAMAGED.keys() - {BIG}))
async def test_a_damaged_file_opens_as_text_and_is_mended_there(
    damage: str, tmp_path: Path
) -> None:
    folder = write_small(tmp_path)
    (folder / FILE).write_bytes(DAMAGED[damage])
    async with seen_desk(folder, NARROW) as desk:
        await desk.open(f"file:{FILE}")
        await desk.press("enter")
        page = desk.app.screen
        assert isinstance(page, TextPage)
        assert desk.told("faults") != WORDS("text.sound")
        page.query_one(TextArea).text = GOOD
        await desk.pilot.pause()
        assert desk.told("faults") == WORDS("text.sound")
        await desk.press("escape")
        assert not parse(desk.app.desk.files[FILE], FILE).faults
        assert not desk.app.desk.faults_of(FILE)
        await desk.press("ctrl+z")
        assert desk.app.desk.files[FILE] == DAMAGED[damage]
