"""The first frame: there before anything heavy, left at once, and true to the welcome."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import evenground
from screens.setting import Setting
from screens.terminal.first_frame import keep
from tests.support import sample
from tests.support.terminal import Terminal
from tests.support.traces import leaves_no_trace, old_lines, sees, started, usable

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
    for locale in ("C", "", "en_GB"):
        keep(sample.ready(), setting, tmp_path / ".stored" / f"first-{locale}")
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


def test_what_the_first_frame_says_is_what_the_welcome_says(home: Path) -> None:
    words, text = sample.words(), (home / ".stored" / "first-C").read_text("utf-8")
    wide = " ".join(text.split("\f")[1].split())
    for key in ("leave.line", "welcome.title", "welcome.about", "welcome.hard"):
        assert " ".join(words[key].split()) in wide


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    keep(sample.ready(), Setting(), tmp_path / "absent" / "first-C")
    (tmp_path / "first-C").mkdir()
    keep(sample.ready(), Setting(), tmp_path / "first-C")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first-C"]
