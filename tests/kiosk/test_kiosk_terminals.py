"""What a visitor's own terminal can do and speaks holds for them, and for nobody beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import yaml

from tests.support.kiosk_clients import openssh
from tests.support.kiosk_host import FEW, Kiosk, write_settings
from tests.support.sample import flat, words
from tests.support.terminal import ROOT, Terminal
from tests.support.traces import sees

ENGLISH = words()
BY_LINES = ENGLISH["line.prompt.more"].partition("{")[0]
ES = yaml.safe_load((ROOT / "content" / "words" / "es" / "screens.yaml").read_text("utf-8"))
SPANISH = dict(flat(ES))
SHARED = "per_worker = 4\n"
TAKES = """printf '\\033[>1u'; exec "$@\""""
"""A shell that uses the keyboard of terminals like kitty, before it starts a program."""


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    """Open a kiosk over the shipped pack, with people who share a process."""
    folder = tmp_path_factory.mktemp("kiosk")
    with Kiosk(write_settings(folder, ROOT / "content" / "evenground", FEW + SHARED)) as kiosk:
        yield kiosk


def come(kiosk: Kiosk, brought: str, term: str = "xterm-256color") -> Terminal:
    """Come with variables of one's own."""
    return Terminal(openssh(kiosk, "-o", f"SetEnv={brought}"), term)


def colours(terminal: Terminal) -> set[str]:
    """List the colours in sight."""
    lines = terminal.window.shown.buffer.values()
    return {cell.fg for line in lines for cell in line.values()}


def test_language_and_colours_are_each_visitors_own(kiosk: Kiosk) -> None:
    with (
        come(kiosk, "LANG=es_ES.UTF-8 COLORTERM=truecolor") as one,
        come(kiosk, "LANG=en_GB.UTF-8 NO_COLOR=1") as other,
        come(kiosk, "LANG=tlh_XX", "vt100") as third,
    ):
        sees(one, SPANISH["keys.choose.say"])
        for seen in (other, third):
            sees(seen, ENGLISH["keys.choose"])
        for terminal in (one, other, third):
            terminal.key("1", "enter")
        sees(one, SPANISH["keys.skip.say"])
        for seen in (other, third):
            sees(seen, ENGLISH["keys.skip"])
        assert rich(one)
        assert not rich(other)
        assert not rich(third)


def rich(terminal: Terminal) -> bool:
    """Say whether more colours are in sight than the few that have names."""
    return any(re.fullmatch(r"[0-9a-f]{6}", colour) for colour in colours(terminal))


@pytest.mark.parametrize("way", ["ctrl+c", "q"])
def test_the_keyboard_that_a_visitors_own_shell_took_is_left_to_it(kiosk: Kiosk, way: str) -> None:
    with Terminal(["sh", "-c", TAKES, "sh", *openssh(kiosk)], "xterm-kitty") as terminal:
        sees(terminal, ENGLISH["keys.choose"])
        assert terminal.window.keyboards == 1
        terminal.key(way)
        terminal.wait_end()
        assert (terminal.status, terminal.window.keyboards) == (0, 1)


def test_who_asks_for_lines_gets_lines(kiosk: Kiosk) -> None:
    with come(kiosk, "ACCESSIBLE=1") as terminal:
        sees(terminal, BY_LINES)
        assert terminal.window.shown is terminal.window.main
        terminal.key("ctrl+c")
        terminal.wait_end()
        assert (terminal.status, terminal.window.left.strip()) == (0, "")


def test_what_looks_odd_is_not_taken(kiosk: Kiosk) -> None:
    """An odd kind of terminal gets lines; an odd language is none."""
    with come(kiosk, "LANG=../../etc", "xterm;id") as terminal:
        sees(terminal, BY_LINES)
