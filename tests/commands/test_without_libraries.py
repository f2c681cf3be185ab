"""Where a library is missing that the check can do without, commands name it; the check goes on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commands.run import LIBRARIES
from tests.support.terminal import ROOT

PROVER, KIOSK = "oxidd", ("asyncssh", "prometheus_client")
PARTS = ("tree", "screens", "commands", "editor", "kiosk", "content")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Copy the program, with nothing stored."""
    home = tmp_path / "home"
    for part in PARTS:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, home / part, ignore=ignored)
    shutil.copy(ROOT / "evenground.py", home)
    return home


def hide(tmp_path: Path, *names: str) -> Path:
    """Make a folder that hides libraries from whoever looks there first."""
    folder = tmp_path / "missing"
    folder.mkdir(exist_ok=True)
    for name in names:
        hidden = f'raise ModuleNotFoundError("hidden", name="{name}")\n'
        (folder / f"{name}.py").write_text(hidden, "utf-8")
    return folder


@pytest.fixture
def missing(tmp_path: Path) -> Path:
    """Hide the library that proves."""
    return hide(tmp_path, PROVER)


def call(home: Path, *argv: str, first: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Start the program; modules are looked for in `first` before those that are installed."""
    env = {"PYTHONPATH": str(first)} if first else {}
    given = [sys.executable, "evenground.py", *argv]
    return subprocess.run(
        given, cwd=home, env=env, input="", check=False, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    "argv", [("check",), ("check", "--mutate"), ("compare", "a", "b"), ("preview", "afraid")]
)
def test_a_command_that_proves_says_what_is_missing(
    home: Path, missing: Path, argv: tuple[str, ...]
) -> None:
    told = call(home, *argv, first=missing)
    assert names_what_is_missing(told) == PROVER


def names_what_is_missing(told: subprocess.CompletedProcess[str]) -> str:
    """Find which library the one sentence names that a command ended with."""
    assert (told.returncode, told.stdout) == (2, "")
    (line,) = told.stderr.splitlines()
    (name,) = (name for name in LIBRARIES if name in line)
    return name


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


@pytest.mark.parametrize("library", KIOSK)
@pytest.mark.parametrize("argv", [("serve",), ("serve", "--check-config")])
def test_a_kiosk_that_lacks_a_library_does_not_open(
    home: Path, tmp_path: Path, library: str, argv: tuple[str, ...]
) -> None:
    told = call(home, *argv, first=hide(tmp_path, library))
    assert names_what_is_missing(told) == library


def test_a_key_is_not_made_without_its_library(home: Path, tmp_path: Path) -> None:
    told = call(home, "host-key", str(tmp_path / "key"), first=hide(tmp_path, *KIOSK))
    assert names_what_is_missing(told) == "asyncssh"
    assert not (tmp_path / "key").exists()


@pytest.mark.parametrize("argv", [("--plain",), ("check",), ("serve", "--help")])
def test_nobody_but_a_host_needs_what_a_kiosk_needs(
    home: Path, tmp_path: Path, argv: tuple[str, ...]
) -> None:
    told = call(home, *argv, first=hide(tmp_path, *KIOSK, "cryptography"))
    assert (told.returncode, told.stderr) == (0, "")
