"""A limit that only counts is raised from the page that tells what is wrong."""

from __future__ import annotations

from pathlib import Path

from editor.screens.asking.line_page import LinePage
from editor.screens.pages.standing_page import StandingPage
from tests.editor.seen_desk import seen_desk
from tests.support.small import FILES, write_small

PROMISES = "promises.yaml"
SHORT = "- {id: short, says: Few questions., at_most: {questions: 3}} # as few as can be\n"


async def test_a_limit_that_only_counts_is_raised_and_proved(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    (folder / PROMISES).write_text(SHORT + FILES[PROMISES], encoding="utf-8")
    async with seen_desk(folder) as desk:
        await desk.until(lambda: desk.app.desk.judgement.proved)
        await desk.press("v", "c")
        page = desk.app.screen
        assert isinstance(page, LinePage)
        await desk.press("backspace", "3", "enter")
        assert desk.app.screen is page
        await desk.press("backspace", "4", "enter")
        assert desk.app.desk.files[PROMISES].decode() == (
            SHORT.replace("questions: 3", "questions: 4") + FILES[PROMISES]
        )
        await desk.until(lambda: desk.app.desk.judgement.proved)
        assert not desk.app.desk.judgement.broken
        await desk.press("ctrl+z")
        assert desk.app.desk.files[PROMISES].decode() == SHORT + FILES[PROMISES]


async def test_a_promise_that_keeps_people_from_harm_has_no_such_key(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    soon = "- {id: soon, says: Help comes soon., at_most: {after: hit, questions: 0}}\n"
    (folder / PROMISES).write_text(soon + FILES[PROMISES], encoding="utf-8")
    async with seen_desk(folder) as desk:
        await desk.until(lambda: desk.app.desk.judgement.proved)
        await desk.press("v")
        page = desk.app.screen
        assert isinstance(page, StandingPage)
        assert "c" not in page.active_bindings or not page.active_bindings["c"].enabled
        await desk.press("c")
        assert desk.app.screen is page
