"""What hosts copy: settings that say what holds anyway, and a unit that gives little away."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from commands.serve import CLOSED, LATER
from kiosk.config import Config, read_config
from tests.support.terminal import ROOT

DOCS = ROOT / "docs" / "kiosk"
UNIT = DOCS / "evenground-kiosk.service"
EXEC, CREDENTIALS = "203", "243"
"""How systemd says that its user could not start the program, and that it had no key."""
MOST_EXPOSED = "14"
"""In tenths, of 100."""


def test_the_settings_name_all_there_are_with_what_holds_anyway() -> None:
    written = tomllib.loads((DOCS / "kiosk.toml").read_text())
    assert written == Config().model_dump()
    assert read_config(DOCS / "kiosk.toml", {}) == Config()


def test_each_setting_stands_under_a_comment() -> None:
    blocks = (DOCS / "kiosk.toml").read_text().split("\n\n")
    bare = [block for block in blocks if re.search(r"^\w+ =", block, re.MULTILINE)]
    assert all(re.search(r"^#", block, re.MULTILINE) for block in bare), bare


def test_the_unit_starts_only_what_the_smallest_machine_has() -> None:
    programs = re.findall(r"^Exec\w+=[-+@]*(\S+)", UNIT.read_text("utf-8"), re.MULTILINE)
    assert len(programs) > 1
    assert {*programs} <= {"/opt/evenground/.venv/bin/python", "/bin/sh"}


def analyze(*argv: str) -> subprocess.CompletedProcess[str]:
    """Ask systemd about a unit that is not installed."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not installed")
    ran = subprocess.run(["systemd-analyze", *argv], check=False, capture_output=True, text=True)
    if "--offline" in ran.stderr:
        pytest.skip("this systemd cannot look at a unit that is not installed")
    return ran


def test_the_unit_gives_little_away() -> None:
    ran = analyze("security", "--offline=true", f"--threshold={MOST_EXPOSED}", str(UNIT))
    assert ran.returncode == 0, ran.stdout[-200:]


def test_the_unit_is_understood(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.symlink_to(sys.executable)  # systemd takes no name with an apostrophe in it
    text = UNIT.read_text().replace("/opt/evenground/.venv/bin/python", str(python))
    (tmp_path / UNIT.name).write_text(text)
    ran = analyze("verify", str(tmp_path / UNIT.name))
    assert [line for line in ran.stderr.splitlines() if UNIT.name in line] == []


def test_the_unit_waits_longer_than_the_kiosk_needs_to_close() -> None:
    found = re.search(r"^TimeoutStopSec=(\d+)$", UNIT.read_text(), re.MULTILINE)
    assert found
    assert int(found[1]) > Config().running.closing_seconds


def test_the_unit_lets_the_kiosk_see_what_its_workers_use() -> None:
    """A worker is closed to debuggers, and a stricter /proc would hide it from its own front."""
    assert not re.search(r"^ProtectProc=(?!default)", UNIT.read_text(), re.MULTILINE)


def test_the_unit_waits_for_the_time_and_tries_again_while_it_is_wrong() -> None:
    text = UNIT.read_text()
    for order in ("After", "Wants"):
        assert re.search(rf"^{order}=.*\btime-sync\.target\b", text, re.MULTILINE)
    ends = re.search(r"^RestartPreventExitStatus=(.*)$", text, re.MULTILINE)
    assert ends
    assert str(LATER) not in ends[1].split()
    assert {str(CLOSED), EXEC, CREDENTIALS} <= set(ends[1].split())
    assert re.search(r"^Restart=always$", text, re.MULTILINE)
