"""After a change the verdict comes first: pictures and dictionaries wait, and are asked once."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from editor.at_once.spelling import SpellingNotes
from editor.preview.painter import Painter
from editor.preview.picture import Picture
from editor.preview.request import PreviewRequest
from editor.screens.desk import previewing
from editor.spelling.dictionaries import dictionaries
from editor.values import FileBytes
from tests.editor.seen_desk import SeenDesk, seen_desk
from tests.support.small import write_small
from tests.support.terminal import DEADLINE

WITH_PICTURE = (120, 36)


class WatchedPainter(Painter):
    """A painter that notes what it is asked for, and whether the promises were told by then."""

    told: list[tuple[str, bool]]
    desk: SeenDesk

    async def picture(self, files: FileBytes, request: PreviewRequest) -> Picture | None:
        """Paint as ever."""
        judged = self.desk.app.desk.judgement
        known = judged.promised and judged.revision == self.desk.app.desk.revision
        self.told.append((request.place, known))
        return await super().picture(files, request)


def watched(desk: SeenDesk) -> WatchedPainter:
    """Note from now on what the painter of a desk is asked."""
    painter = desk.view._painter
    painter.__class__ = WatchedPainter
    assert isinstance(painter, WatchedPainter)
    painter.told, painter.desk = [], desk
    return painter


@asynccontextmanager
async def drawn_desk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SeenDesk]:
    """Open a desk, and wait for the picture of its first question; no verdict comes too late."""
    monkeypatch.setattr(previewing, "HELD", DEADLINE)
    async with seen_desk(write_small(folder), WITH_PICTURE) as desk:
        await desk.open("question:gate")
        await desk.until(lambda: desk.view.picture.drawn)
        yield desk


async def test_a_picture_of_a_change_waits_for_the_promises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with drawn_desk(tmp_path, monkeypatch) as desk:
        await desk.app.desk.prove()
        painter = watched(desk)
        fields = {field.key: field for field in desk.view.fields.form.fields}  # type: ignore[union-attr]  # it is shown
        assert desk.view.put(fields["go"], "crisis")
        await desk.until(lambda: painter.told)
        assert all(known for _, known in painter.told)


async def test_another_place_is_painted_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with drawn_desk(tmp_path, monkeypatch) as desk:
        painter = watched(desk)
        desk.view.hold_picture()
        await desk.open("question:acts")
        await desk.until(lambda: "acts" in {place for place, _ in painter.told})


@pytest.mark.skipif(not dictionaries("en") or not shutil.which("hunspell"), reason="no hunspell")
async def test_the_words_of_many_texts_are_asked_for_and_told_together() -> None:
    came, ready = list[None](), asyncio.Event()
    notes = SpellingNotes(lambda: came.append(None), ready.wait)
    texts = ("A zzyzzq.", "The house.", "A qqzzyx.")

    def known() -> list[tuple[str, ...]]:
        return [notes.unknown(text, "en", (), whole=True) for text in texts]

    assert known() == [(), (), ()]
    ready.set()
    async with asyncio.timeout(DEADLINE):
        while not came:
            await asyncio.sleep(0.02)
    assert known() == [("zzyzzq",), (), ("qqzzyx",)]
    assert came == [None]


async def test_that_all_is_loaded_is_told_once_and_after_a_verdict(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        told: list[bool] = []
        desk.app.loaded = lambda: told.append(desk.app.desk.judgement.proved)
        await desk.open("question:acts")
        for place in ("crisis", "danger"):
            fields = {field.key: field for field in desk.view.fields.form.fields}  # type: ignore[union-attr]  # it is shown
            assert desk.view.put(fields["go"], place)
            await desk.app.desk.prove()
            await desk.until(lambda: told)
        assert told == [True]
