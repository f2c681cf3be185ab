"""What becomes of a command whose output is not read, is full or is closed."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_a_reader_that_stops_reading_is_no_fault() -> None:
    line = f"{shlex.quote(sys.executable)} evenground.py check --json | head -1"
    ran = subprocess.run(
        ["sh", "-c", line], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert ran.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no output that is always full here")
@pytest.mark.parametrize("end", [">/dev/full", ">&-"])
@pytest.mark.parametrize("call", ["check", "map", "schema", "check --explain tab"])
def test_an_output_that_takes_nothing_is_one_sentence(call: str, end: str) -> None:
    line = f"{shlex.quote(sys.executable)} evenground.py {call} {end}"
    ran = subprocess.run(
        ["sh", "-c", line], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)


def test_help_may_be_cut_short() -> None:
    line = f"{shlex.quote(sys.executable)} evenground.py --help | head -c 1"
    ran = subprocess.run(
        ["sh", "-c", line], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert ran.stderr == ""


def test_a_limit_that_leaves_no_room_to_prove_is_one_sentence() -> None:
    call = shlex.join([sys.executable, "evenground.py", "check"])
    ran = subprocess.run(
        ["bash", "-c", f"ulimit -v 524288; {call}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)


def test_a_file_that_cannot_be_written_keeps_what_it_held(tmp_path: Path) -> None:
    file = tmp_path / "walk.json"
    file.write_text("old")
    call = shlex.join([sys.executable, "evenground.py", "map", "-o", str(file)])
    ran = subprocess.run(
        ["bash", "-c", f"ulimit -f 0; {call}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (ran.returncode, "Traceback" in ran.stderr) == (2, False)
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["walk.json"]
