"""What is typed keeps its order, and goes to the page that was in sight, all of it or nothing."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.events import Event, Key, Paste
from textual.messages import Prune
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from editor.screens import keys_in_turn
from editor.screens.asking.choose_page import ChoosePage
from editor.screens.asking.line_page import LinePage
from editor.screens.keys_in_turn import KeysInTurn
from editor.screens.pages.text_page import TextPage
from editor.screens.pages.translating import TranslatingPage
from editor.screens.seen_screen import SeenScreen
from tests.editor.seen_desk import SeenDesk, seen_desk
from tests.support.bounded import bounded
from tests.support.settled import SOON
from tests.support.small import write_small
from tests.support.terminal import DEADLINE

SAFETY = "questions/safety.yaml"
LATE = sys.float_info.max
"""When something was sent of which it is known that its page was in sight by then."""
WORD = "gateway"
MOMENTS = range(0, 50, 10)
"""Turns of the loop after which it is known that a page is in sight."""


def sent(desk: SeenDesk) -> Callable[[Event], object]:
    """Return what hands on an event as sent later than all that is painted meanwhile."""

    def send(event: Event) -> object:
        event.time = LATE
        return desk.app.post_message(event)

    return send


async def type_as_it_comes(
    desk: SeenDesk, text: str, moment: int, patch: pytest.MonkeyPatch
) -> None:
    """Type a text, and let it be known some turns of the loop later that its page is in sight."""
    front, send, seen = desk.app.screen, sent(desk), []
    assert isinstance(front, SeenScreen)
    with patch.context() as held:
        held.setattr(front, "call_after_refresh", lambda *call: seen.append(call))
        front.unseen()
    for letter in text:
        send(Key(letter, letter))
    for _ in range(moment):
        await asyncio.sleep(0)
    for painted, state in seen:
        painted(state)
    await desk.pilot.pause()


async def a_name(desk: SeenDesk) -> Callable[[], str]:
    await desk.press("r")
    page = desk.app.screen
    assert isinstance(page, LinePage)
    return lambda: page.query_one(Input).value


async def a_choice(desk: SeenDesk) -> Callable[[], str]:
    await desk.press("a")
    page = desk.app.screen
    assert isinstance(page, ChoosePage)
    return lambda: desk.told("search")


async def a_file(desk: SeenDesk) -> Callable[[], str]:
    await desk.open(f"file:{SAFETY}")
    await desk.press("enter")
    page = desk.app.screen
    assert isinstance(page, TextPage)
    return lambda: page.query_one(TextArea).text


async def a_word(desk: SeenDesk) -> Callable[[], str]:
    await desk.open("question:calm")
    await desk.press("enter")
    return lambda: desk.view.drawer.text


async def a_search(desk: SeenDesk) -> Callable[[], str]:
    await desk.press("slash")
    return lambda: desk.view.query_one("#search", Input).value


async def a_translation(desk: SeenDesk) -> Callable[[], str]:
    await desk.press("t", "enter")
    page = desk.app.screen
    assert isinstance(page, TranslatingPage)
    return lambda: page.query_one(TextArea).text


@pytest.mark.parametrize(
    "opened", [a_name, a_choice, a_file, a_word, a_search, a_translation], ids=lambda f: f.__name__
)
async def test_each_place_to_write_takes_all_that_is_typed_once_it_is_in_sight(
    tmp_path: Path, opened: Callable[[SeenDesk], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_small(tmp_path)
    (folder / "languages").mkdir()
    (folder / "languages/es.yaml").write_text("", encoding="utf-8")
    if opened is a_file:
        (folder / SAFETY).write_text("topic: [\n", encoding="utf-8")
    async with seen_desk(folder) as desk:
        written = await opened(desk)  # type: ignore[misc]  # each returns a coroutine
        for n, moment in enumerate(MOMENTS, 1):
            await type_as_it_comes(desk, WORD, moment, monkeypatch)
            assert written().count(WORD) == n


async def test_what_is_pasted_waits_for_its_turn(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        written, send = await a_name(desk), sent(desk)
        for event in (Key("a", "a"), Key("b", "b"), Paste("cd"), Key("e", "e")):
            send(event)
        await desk.pilot.pause()
        assert written() == "abcde"


class Slow(Widget, can_focus=True):
    """Takes a key only when it is let."""

    def __init__(self) -> None:
        """Start with nothing taken."""
        super().__init__()
        self.let, self.begun, self.told = asyncio.Event(), asyncio.Event(), ""

    async def on_key(self, event: Key) -> None:
        """Take a key."""
        self.begun.set()
        await self.let.wait()
        self.told += event.key


class SlowApp(KeysInTurn):
    """Has one widget that is slow."""

    words: str = ""

    def compose(self) -> ComposeResult:
        """Lay out the widget."""
        yield Slow()
        yield Input(id="next")

    async def on_key(self, event: Key) -> None:
        """Let the first key lead to the next line."""
        if event.key == "a":
            self.query_one(Input).focus()


async def test_a_key_waits_for_one_that_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOOK", "PATIENCE"):
        monkeypatch.setattr(keys_in_turn, name, 1e-9, raising=False)
    app = SlowApp(ansi=False)
    async with app.run_test() as pilot:
        slow = app.query_one(Slow)
        slow.focus()
        await pilot.pause()
        app.simulate_key("a")
        app.simulate_key("b")
        await slow.begun.wait()
        for _ in range(100):
            await asyncio.sleep(0)
        slow.let.set()
        async with asyncio.timeout(DEADLINE):
            await pilot.pause()
        assert (slow.told, app.query_one(Input).value) == ("a", "b")
        assert isinstance(app.screen, Screen)


class Ending(Screen[None]):
    """Ends with messages that nobody takes any more, and a timer that ends late."""

    def __init__(self, last: Slow) -> None:
        """Have one widget, which is done with its key only while the timer ends."""
        super().__init__()
        self.last, self.begun, self.never = last, asyncio.Event(), asyncio.Event()

    def compose(self) -> ComposeResult:
        """Lay out the widget."""
        yield self.last

    def on_mount(self) -> None:
        """Take the keys, and begin what ends late."""
        self.last.focus()
        self.set_interval(SOON, self.end_late)

    async def end_late(self) -> None:
        """Wait for the end, and let others be done meanwhile."""
        self.begun.set()
        try:
            await self.never.wait()
        finally:
            self.last.let.set()
            for _ in range(100):
                await asyncio.sleep(0)

    async def on_prune(self, _event: Prune) -> None:
        """Leave a message behind."""
        self.call_later(self.refresh)


async def test_a_key_does_not_wait_for_what_is_ending() -> None:
    app, page = KeysInTurn(ansi=False), Ending(Slow())
    with bounded(DEADLINE):
        async with app.run_test() as pilot:
            app.push_screen(page)
            await pilot.pause()
            app.simulate_key("a")
            await page.last.begun.wait()
            await page.begun.wait()
            app.exit()
            while app.is_running:
                await asyncio.sleep(0)
    assert page.last.told == "a"
