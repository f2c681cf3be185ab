"""The first frame: there before anything heavy, left at once, and true to the welcome."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from screens.first import keep
from screens.setting import Setting
from tests import sample
from tests.terminal import Terminal
from tests.traces import leaves_no_trace, sees, started

HELD = """
import os, sys, evenground
evenground.HOME = sys.argv[1]
sys.argv[1:] = []
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


def held(home: Path) -> list[str]:
    """Say how to start the front door alone."""
    return [sys.executable, "-c", HELD, str(home)]


WAYS: dict[str, Callable[[Terminal], object]] = {
    "ctrl+c": lambda t: t.key("ctrl+c"),
    "terminate": lambda t: os.kill(t.pid, signal.SIGTERM),
    "hang up": lambda t: os.kill(t.pid, signal.SIGHUP),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_first_frame_can_be_left_at_once(home: Path, way: Callable[[Terminal], object]) -> None:
    with started(held(home)) as terminal:
        sees(terminal, sample.words()["welcome.title"])
        way(terminal)
        terminal.wait_end()
        assert leaves_no_trace(terminal)


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
