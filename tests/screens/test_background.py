"""The theme follows the terminal's background, if it tells in time; nothing it says is a key."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.message import Message

from screens.full.themes import DARK, LIGHT
from screens.setting import Setting, read_setting
from screens.terminal.background import PATIENCE, QUERY, LightBackground
from screens.terminal.input import Input
from tests.support.bursts import typist
from tests.support.clock import Clock
from tests.support.sample import words
from tests.support.small import write_small
from tests.support.terminal import Terminal
from tests.support.traces import ASKED, program, sees
from tree.fault import UnusableError

ASKS = Setting(term="xterm-256color")
LIT = b"\x1b]11;rgb:ffff/ffff/e0e0\x1b\\"
UNLIT = b"\x1b]11;rgb:1414/1919/1d1d\x07"


def heard(read: Input, data: bytes) -> list[type[Message]]:
    """Say what some bytes of a terminal come to."""
    return [type(message) for message in read.feed(data, arrived=True) or ()]


@pytest.mark.parametrize(
    ("answer", "light"),
    [
        (LIT, True),
        (UNLIT, False),
        (b"\x1b]11;rgb:f/f/f\x07", True),
        (b"\x1b]11;rgba:ff/ff/ff/ff\x1b\\", True),
        (b"\x9d11;rgb:ffff/ffff/ffff\x9c", True),
        (b"\x1b]11;rgb:ffff/ffff/ffff\x18", False),
        (b"\x1b]10;rgb:ffff/ffff/ffff\x07", False),
        (b"\x1bP11;rgb:ffff/ffff/ffff\x1b\\", False),
        (b"\x1b]11;white\x07", False),
        (b"\x1b]11;rgb:ffff/ffff/ffff" + b"f" * 9999 + b"\x07", False),
        (b"\x1b[200~" + LIT + b"\x1b[201~", False),
    ],
)
def test_only_a_light_answer_means_something(answer: bytes, light: bool) -> None:
    read = Input(Clock())
    assert read.background.query(ASKS) == QUERY
    assert heard(read, answer) == [LightBackground] * light


def test_it_counts_once_if_asked_and_until_a_moment_after_the_first_frame() -> None:
    clock = Clock()
    read = Input(clock)
    assert heard(read, LIT) == []
    read.background.query(ASKS)
    clock.now += 60.0
    assert heard(read, LIT[:5]) + heard(read, LIT[5:]) == [LightBackground]
    assert heard(read, LIT) == []
    late = Input(clock)
    late.background.query(ASKS)
    late.background.shown()
    clock.now += PATIENCE / 2
    late.background.shown()
    clock.now += PATIENCE
    assert heard(late, LIT) == []


@pytest.mark.parametrize(
    "setting",
    [
        Setting(term="linux"),
        Setting(term="vt100"),
        Setting(term="xterm-256color", theme="dark"),
        Setting(term="xterm-256color", high_contrast=True),
        Setting(term="xterm", few_colours=True),
    ],
)
def test_who_cannot_answer_or_has_chosen_is_not_asked(setting: Setting) -> None:
    assert Input(Clock()).background.query(setting) == ""


@pytest.mark.parametrize("theme", ["dark", "light", "terminal"])
def test_a_theme_can_be_asked_for_and_no_other(theme: str) -> None:
    env = {"TERM": "xterm-256color"}
    assert read_setting(["--theme", theme], env, terminal=True).theme == theme
    with pytest.raises(UnusableError) as refused:
        read_setting(["--theme", theme.upper()], env, terminal=True)
    assert refused.value.code == "unknown-theme"


async def test_at_a_kiosk_the_terminal_of_a_guest_is_asked_too() -> None:
    async with typist() as person:
        assert person.seat.theme == DARK.name
        person.driver._input.background._until = None
        person.send(LIT)
        await person.settles()
        assert person.seat.theme == LIGHT.name
        assert len(person.seat.screen_stack) == 1


@pytest.mark.parametrize(("background", "light"), [("rgb:ffff/ffff/ffff", True), ("", False)])
def test_a_light_terminal_gets_dark_text_on_light(
    tmp_path: Path, background: str, light: bool
) -> None:
    with Terminal(program(write_small(tmp_path))) as terminal:
        terminal.window.background = background
        sees(terminal, words()["leave.line"])
        terminal.key("1", "enter")
        sees(terminal, ASKED["gate"])
        ground = terminal.window.shown.buffer[0][0].bg
        assert (int(ground[:2], 16) > 127) == light
        assert terminal.window.cursor_form == "6"
        terminal.key("ctrl+c")
        terminal.wait_end()
        assert (terminal.status, terminal.window.cursor_form) == (0, "0")
