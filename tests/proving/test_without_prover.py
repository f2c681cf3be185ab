"""Where the library that proves is missing, commands say so, and what was proved can be taken."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commands.run import PROVER
from tests.support.terminal import ROOT

PARTS = ("tree", "screens", "commands", "kiosk", "content")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Copy the program, with nothing stored."""
    home = tmp_path / "home"
    for part in PARTS:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, home / part, ignore=ignored)
    shutil.copy(ROOT / "evenground.py", home)
    return home


@pytest.fixture
def missing(tmp_path: Path) -> Path:
    """Make a folder that hides the library from whoever looks there first."""
    folder = tmp_path / "missing"
    folder.mkdir()
    hidden = f'raise ModuleNotFoundError("hidden", name="{PROVER}")\n'
    (folder / f"{PROVER}.py").write_text(hidden, "utf-8")
    return folder


def call(home: Path, *argv: str, first: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Start the program; modules are looked for in `first` before those that are installed."""
    env = {"PYTHONPATH": str(first)} if first else {}
    given = [sys.executable, "evenground.py", *argv]
    return subprocess.run(
        given, cwd=home, env=env, input="", check=False, capture_output=True, text=True
    )


@pytest.mark.parametrize("argv", [("check",), ("check", "--mutate"), ("compare", "a", "b")])
def test_a_command_that_proves_says_what_is_missing(
    home: Path, missing: Path, argv: tuple[str, ...]
) -> None:
    told = call(home, *argv, first=missing)
    assert told.returncode == 2
    assert told.stdout == ""
    assert len(told.stderr.splitlines()) == 1
    assert PROVER in told.stderr


def test_what_was_proved_before_can_be_taken_all_the_same(home: Path, missing: Path) -> None:
    usual = call(home, "--plain")
    assert usual.returncode == 0
    assert usual.stdout
    without = call(home, "--plain", first=missing)
    assert (without.returncode, without.stdout) == (usual.returncode, usual.stdout)


def test_what_was_not_proved_is_never_shown(home: Path, missing: Path) -> None:
    told = call(home, "--plain", first=missing)
    assert told.returncode == 2
    assert told.stdout == ""
    assert len(told.stderr.splitlines()) == 1
