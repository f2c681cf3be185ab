"""The first frame: there before anything heavy, left at once, and true to the welcome."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import evenground
from screens.setting import Setting
from screens.terminal.first_frame import keep
from screens.terminal.first_lines import lay
from tests.support import sample
from tests.support.terminal import Terminal
from tests.support.traces import leaves_no_trace, old_lines, sees, started, usable
from tests.support.visit import visit

HELD = """
import os, sys, evenground
evenground.HOME = sys.argv.pop(1)
def held(argv, give_back):
    assert give_back
    assert not {"textual", "json", "argparse", "dataclasses", "pathlib"} & set(sys.modules)
    os.read(os.pipe()[0], 1)
evenground._check = held
sys.exit(evenground.main())
"""
"""Stands still where the front door goes on to what is heavy."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Keep a first frame as an earlier start would have kept it."""
    (tmp_path / ".stored").mkdir()
    setting = Setting(term="xterm-256color")
    for locale, country in (("C", ""), ("", ""), ("en_GB", "GB")):
        told = replace(setting, guessed_country=country)
        keep(sample.ready(), told, tmp_path / ".stored" / f"first-{locale}")
    return tmp_path


def held(home: Path, *flags: str) -> list[str]:
    """Say how to start the front door alone."""
    return [sys.executable, "-c", HELD, str(home), *flags]


WAYS: dict[str, Callable[[Terminal], object]] = {
    "ctrl+c": lambda t: t.key("ctrl+c"),
    "terminate": lambda t: os.kill(t.pid, signal.SIGTERM),
    "hang up": lambda t: os.kill(t.pid, signal.SIGHUP),
    "ctrl+\\": lambda t: t.key("ctrl+\\"),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_first_frame_can_be_left_at_once(home: Path, way: Callable[[Terminal], object]) -> None:
    with started(held(home)) as terminal:
        sees(terminal, sample.words()["welcome.title"])
        way(terminal)
        terminal.wait_end()
        assert leaves_no_trace(terminal)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_kiosk_shows_it_too_and_leaves_nothing_above_it(
    home: Path, way: Callable[[Terminal], object]
) -> None:
    kept = sorted(path.name for path in home.rglob("*"))
    with started(held(home, "--idle-then", "leave", "--kiosk", "--idle-after=60")) as terminal:
        sees(terminal, sample.words()["welcome.title"])
        way(terminal)
        terminal.wait_end()
        assert (terminal.status, old_lines(terminal)) == (0, [])
        assert usable(terminal)
    assert sorted(path.name for path in home.rglob("*")) == kept


@pytest.mark.parametrize("flag", ["--pack=x", "--country=GB", "--lang=es", "--plain", "x"])
def test_where_the_welcome_may_differ_it_is_not_shown(flag: str) -> None:
    assert evenground._usual(["--kiosk", "--idle-then", "leave"])
    assert not evenground._usual(["--kiosk", flag])
    assert not evenground._usual([flag])


@pytest.mark.parametrize("size", [(40, 15), (60, 20), (80, 24), (100, 28), (160, 22), (160, 45)])
async def test_the_first_frame_stands_where_the_welcome_will_stand(
    home: Path, size: tuple[int, int]
) -> None:
    rows = (home / ".stored" / "first-en_GB").read_text("utf-8").split("\f")[-1].split("\n")
    first = [line.rstrip() for line in lay(rows, *size).split("\r\n")]
    assert len(first) > size[1] // 2
    async with visit(size=size) as run:
        assert [line.rstrip() for line in run.lines][: len(first)] == first


@pytest.mark.parametrize(("theme", "ground"), [("dark", "20;25;29"), ("light", "247;244;236")])
def test_it_has_the_colours_that_were_asked_for(
    home: Path, theme: str, ground: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(evenground, "HOME", str(home))
    monkeypatch.setattr(evenground, "_show", lambda frame, _shut: shown.append(frame))
    monkeypatch.setattr(os, "isatty", lambda _: True)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: (80, 24))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    for argv in (["--theme", theme], [f"--theme={theme}"], [], ["--theme", "terminal"]):
        assert evenground._usual(argv)
        evenground._first_frame("", evenground._theme(argv))
    assert [f"48;2;{ground}m" in frame for frame in shown] == [True, True, False, False]


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    keep(sample.ready(), Setting(), tmp_path / "absent" / "first-C")
    (tmp_path / "first-C").mkdir()
    keep(sample.ready(), Setting(), tmp_path / "first-C")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first-C"]
