"""What `make` does before the check can run, with a Python that only notes what it is asked.

CI runs the real set-up, in the same odd surroundings.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.terminal import ROOT

NOTES = """#!/bin/sh
echo "$* $(env | cut -d= -f1 | tr '\\n' ' ') umask=$(umask)" >>"$NOTED"
case "$*" in
  *venv*) rm -rf .venv; mkdir -p .venv/bin; cp "$0" .venv/bin/python;;
  *"$FAILS"*) exit 1;;
esac
"""
"""A Python that makes the folder `.venv`, and fails when asked for what FAILS names."""

ODD = {
    "PIP_NO_BINARY": ":all:",
    "PIP_PREFIX": "/nowhere",
    "PIP_REQUIRE_VIRTUALENV": "1",
    "PIP_TARGET": "/nowhere",
    "PIP_USER": "1",
    "PYTHONHOME": "/nowhere",
    "PYTHONOPTIMIZE": "2",
    "PYTHONPATH": "/nowhere",
    "PYTHONSAFEPATH": "1",
}
KEPT = {"PIP_INDEX_URL": "https://example.invalid/", "https_proxy": "http://example.invalid/"}


@dataclass
class Clone:
    """A folder with what `make` needs to set up."""

    folder: Path

    @property
    def notes(self) -> Path:
        """Find what Python was asked so far."""
        return self.folder.with_name("notes")

    @property
    def ready(self) -> bool:
        """Tell whether all is set up."""
        return (self.folder / ".venv" / "ready").exists()

    def make(
        self, fails: str = "nothing", target: str = ".venv/ready", **env: str
    ) -> subprocess.CompletedProcess[str]:
        """Set up."""
        python = self.folder.with_name("python")
        given = {"PATH": os.environ["PATH"], "NOTED": str(self.notes), "FAILS": fails} | env
        argv = ["make", f"PYTHON={python}", target]
        return subprocess.run(
            argv, cwd=self.folder, env=given, check=False, capture_output=True, text=True
        )

    def run(self, *given: str) -> str:
        """Take the check, and return how the program was called."""
        self.asked()
        argv = ["make", "run", *given]
        env = {"PATH": os.environ["PATH"], "NOTED": str(self.notes), "FAILS": "no", "PACK": "no"}
        subprocess.run(argv, cwd=self.folder, env=env, check=True, capture_output=True)
        return next(words for words in self.asked() if words.startswith("evenground.py"))

    def asked(self) -> list[str]:
        """List what Python was asked, and forget it."""
        asked = self.notes.read_text().splitlines() if self.notes.exists() else []
        self.notes.unlink(missing_ok=True)
        return asked


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """Make a clone in a folder with an unusual name, and a Python beside it."""
    folder = tmp_path / "it's a földer"
    folder.mkdir()
    for path in (ROOT / "Makefile", *ROOT.glob("requirements*.txt")):
        shutil.copy(path, folder)
    (tmp_path / "python").write_text(NOTES)
    (tmp_path / "python").chmod(0o755)
    return Clone(folder)


def test_what_is_set_elsewhere_for_pip_and_python_does_not_reach_what_is_made_here(
    clone: Clone,
) -> None:
    assert clone.make(**ODD, **KEPT).returncode == 0
    asked = clone.asked()
    assert asked
    assert not [words for words in asked if {*ODD} & {*words.split()}]
    assert all({*KEPT} <= {*words.split()} for words in asked)
    pips = [words for words in asked if "pip install" in words]
    assert pips
    assert all("--no-user" in words for words in pips)


def test_the_second_time_nothing_is_asked(clone: Clone) -> None:
    clone.make()
    assert clone.asked()
    assert clone.make().returncode == 0
    assert clone.asked() == []


@pytest.mark.parametrize("pack", ["../mine", "it's my $HOME", 'a "b"', "$(touch x)"])
def test_the_check_is_taken_with_the_pack_that_the_call_names(clone: Clone, pack: str) -> None:
    clone.make()
    assert "--pack" not in clone.run()
    named = pack.replace("$", "$$")  # as make itself wants it
    assert clone.run(f"PACK={named}").startswith(f"evenground.py --pack {pack} ")
    assert not (clone.folder / "x").exists()


@pytest.mark.parametrize("fails", ["requirements.txt", "textual"])
def test_what_was_left_half_made_is_made_anew(clone: Clone, fails: str) -> None:
    broken = clone.make(fails)
    assert broken.returncode
    told = [line for line in broken.stdout.splitlines() if "-m venv" not in line]
    assert len(told) == 1
    assert not clone.ready
    assert clone.make().returncode == 0
    assert clone.ready


def installed(asked: list[str]) -> list[str]:
    """List the files of requirements that pip was given, in order."""
    return [words.partition(" -r ")[2].split()[0] for words in asked if " -r " in words]


def test_a_person_gets_what_the_check_needs_and_a_host_what_a_kiosk_needs(clone: Clone) -> None:
    clone.make()
    assert installed(clone.asked()) == ["requirements.txt"]
    clone.make(target="kiosk")
    assert installed(clone.asked()) == ["requirements-kiosk.txt"]
    assert clone.make(target="kiosk").returncode == 0
    assert clone.asked() == []


def test_a_kiosk_that_was_left_half_made_is_made_anew(clone: Clone) -> None:
    broken = clone.make("requirements-kiosk.txt", target="kiosk")
    assert broken.returncode
    told = [line for line in broken.stdout.splitlines() if "-m venv" not in line]
    assert len(told) == 1
    clone.asked()
    assert clone.make(target="kiosk").returncode == 0
    assert installed(clone.asked()) == ["requirements-kiosk.txt"]


def test_a_folder_whose_python_was_taken_away_is_made_anew(clone: Clone) -> None:
    clone.make()
    clone.asked()
    python = clone.folder / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    assert clone.make().returncode == 0
    assert any("venv" in words for words in clone.asked())
    assert clone.ready


def test_what_is_made_can_be_read_by_the_user_of_a_kiosk(clone: Clone) -> None:
    before = os.umask(0o077)
    try:
        clone.make()
    finally:
        os.umask(before)
    made = [words for words in clone.asked() if "pip install" in words or "venv" in words]
    assert made
    assert all(words.endswith("umask=0022") for words in made if " -c " not in words)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told_and_left_alone(clone: Clone) -> None:
    clone.folder.chmod(0o555)
    told = clone.make()
    assert told.returncode
    assert len(told.stdout.splitlines()) == 1
    assert not any("venv" in words for words in clone.asked())


def test_what_a_link_leads_to_is_never_emptied(clone: Clone) -> None:
    other = clone.folder.with_name("other")
    other.mkdir()
    (other / "kept").touch()
    (clone.folder / ".venv").symlink_to(other)
    told = clone.make()
    assert told.returncode
    assert len(told.stdout.splitlines()) == 1
    assert not any("venv" in words for words in clone.asked())
    assert (other / "kept").exists()
