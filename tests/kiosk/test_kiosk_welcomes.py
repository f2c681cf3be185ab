"""Welcomes that are laid out before anyone comes: like fresh ones, each shown once, none shared."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

import pytest
import textual.app

from kiosk import wire
from kiosk.config import Config
from kiosk.front.requests import session_request, usual_requests
from kiosk.wire import SessionRequest
from kiosk.worker.driver import REDIRECTS, LinkDriver
from kiosk.worker.full import SessionApp, appearing
from kiosk.worker.welcomes import Welcomes
from screens.terminal.frames import at_rest
from tests.support.kiosk_host import Kiosk
from tests.support.kiosk_person import visit
from tests.support.sample import ready, words
from tests.support.terminal import DEADLINE, Window
from tests.support.traces import ASKED

READIES = {"en": ready()}
BY_DEFAULT = Config()
USUAL = {"TERM": "xterm-256color"}


def asked(
    environment: Mapping[str, str], size: tuple[int, int], config: Config = BY_DEFAULT
) -> SessionRequest:
    """Return what somebody in such a terminal asks for."""
    return session_request(config, READIES, "en", environment, size)


async def prepared(people: int = 1, config: Config = BY_DEFAULT) -> Welcomes:
    """Lay out welcomes as a zygote does."""
    welcomes = Welcomes(READIES)
    await welcomes.lay_out(usual_requests(config, "en"), people)
    return welcomes


@asynccontextmanager
async def shown(request: SessionRequest, welcomes: Welcomes | None) -> AsyncIterator[Window]:
    """Yield what a person sees who is shown a welcome that was laid out, or else a fresh one."""
    near, far = wire.pair()
    app, person = _sits(request, far, welcomes)
    window = Window(*request.size)
    with near:
        async with asyncio.timeout(DEADLINE):
            while not (_drain(near, window) and _rests(app)):
                await asyncio.sleep(0.001)
        yield window
    await asyncio.wait_for(person, DEADLINE)


def _sits(
    request: SessionRequest, far: socket.socket, welcomes: Welcomes | None
) -> tuple[SessionApp, asyncio.Task[None]]:
    if welcomes:
        app = welcomes.waiting(request)
        assert app
        person = welcomes.show(request, far)
        assert person
        return app, person
    with appearing(request.environment):
        app = SessionApp(READIES, request, far)
    return app, asyncio.create_task(app.run_async(mouse=False, size=request.size))


def _drain(near: socket.socket, window: Window) -> bool:
    """Take what has come; return whether a whole screen is in sight."""
    with suppress(BlockingIOError):
        while data := near.recv(wire.MAX_MESSAGE + 1):
            window.feed(data[1:])
    return words()["leave.line"].split()[0] in window.text


def _rests(app: SessionApp) -> bool:
    driver = app._driver
    assert isinstance(driver, LinkDriver)
    return at_rest(app) and not (driver._frames._looks or driver._waiting)


def cells(window: Window) -> list[dict[int, Any]]:
    """Return each cell in sight, with its colours."""
    screen = window.shown
    return [dict(screen.buffer[y]) for y in range(screen.lines)]


@pytest.fixture(autouse=True)
def _own_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let many apps run at the same time, as in a worker."""
    for name in REDIRECTS:
        monkeypatch.setattr(textual.app, name, nullcontext)


@pytest.mark.parametrize(
    ("environment", "size"),
    [
        (USUAL, (80, 24)),
        (USUAL, (100, 30)),
        (USUAL, (30, 10)),
        (USUAL | {"LANG": "en_GB.UTF-8"}, (80, 24)),
        (USUAL | {"LANG": "en_GB.UTF-8", "COLORTERM": "truecolor"}, (240, 80)),
        ({"TERM": "screen-256color", "LC_ALL": "es_ES"}, (40, 15)),
    ],
    ids=str,
)
async def test_a_welcome_laid_out_is_the_one_that_is_drawn_afresh(
    environment: dict[str, str], size: tuple[int, int]
) -> None:
    request = asked(environment, size)
    async with (
        shown(request, await prepared()) as laid_out,
        shown(request, None) as fresh,
    ):
        assert cells(laid_out) == cells(fresh)
        assert laid_out.titles == fresh.titles
        assert laid_out.shown.cursor.y == fresh.shown.cursor.y
        assert laid_out.shown.cursor.x == fresh.shown.cursor.x
        assert laid_out.modes == fresh.modes


@pytest.mark.parametrize(
    "check",
    [{"theme": "light"}, {"high_contrast": True}, {"no_letters": True}, {"country": "GB"}],
    ids=str,
)
async def test_what_a_host_has_set_is_laid_out(check: dict[str, Any]) -> None:
    config = Config.model_validate({"check": check})
    request = asked(USUAL, (90, 28), config)
    async with (
        shown(request, await prepared(config=config)) as laid_out,
        shown(request, None) as fresh,
    ):
        assert cells(laid_out) == cells(fresh)


@pytest.mark.parametrize(
    "environment",
    [{"TERM": "xterm"}, {"TERM": "vt-256color"}, USUAL | {"NO_COLOR": "1"}],
    ids=str,
)
async def test_a_welcome_in_other_colours_is_not_shown(environment: dict[str, str]) -> None:
    welcomes = await prepared()
    near, far = wire.pair()
    with near, far:
        assert welcomes.show(asked(environment, (80, 24)), far) is None


async def test_each_welcome_is_shown_to_one_person() -> None:
    welcomes = await prepared(people=2)
    request = asked(USUAL, (80, 24))
    async with shown(request, welcomes) as one, shown(request, welcomes) as another:
        near, far = wire.pair()
        with near, far:
            assert welcomes.show(request, far) is None
        assert cells(one) == cells(another)


def sockets(pid: int) -> set[str]:
    """List the sockets that a process holds, by what the system calls them."""
    links = (os.readlink(path) for path in Path(f"/proc/{pid}/fd").iterdir())
    return {link for link in links if link.startswith(("socket:", "pipe:", "anon_inode:"))}


@pytest.mark.skipif(os.geteuid() != 0, reason="no process of a kiosk can be looked into")
async def test_no_worker_holds_what_another_or_the_zygote_holds(kiosk: Kiosk) -> None:
    async with visit(kiosk.port) as one, visit(kiosk.port) as another:
        await one.starts()
        await another.sees(words()["leave.line"])
        held = [sockets(pid) for pid in (kiosk.zygote, *kiosk.workers)]
    seen = set[str]()
    for some in held:
        assert some
        assert not seen & some
        seen |= some


async def test_whoever_comes_next_finds_nothing_of_a_visit(kiosk: Kiosk) -> None:
    async with visit(kiosk.port) as one:
        await one.starts()
        one.press("3")
        async with visit(kiosk.port) as next_one:
            await next_one.starts()
            assert "> " not in next_one.text.partition(ASKED["gate"])[2]
