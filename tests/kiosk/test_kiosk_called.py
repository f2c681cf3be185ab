"""A command that a sentence names is there on this machine, however the program is called."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.terminal import DEADLINE, ROOT

SCRIPT = f"""#!/bin/sh
'''exec' {shlex.quote(sys.executable)} "$0" "$@"
' '''
import sys
sys.path.insert(0, {str(ROOT)!r})
from evenground import main
sys.exit(main())
"""


def installed(folder: Path) -> Path:
    """Write the program as pip installs a wheel where Python has a space in its path."""
    script = folder / "has {place}" / "evenground"
    script.parent.mkdir()
    script.write_text(SCRIPT, encoding="utf-8")
    script.chmod(0o755)
    return script


def called(call: list[str], at: Path, path: str) -> subprocess.CompletedProcess[str]:
    """Call the program in a folder, with these folders to look for commands."""
    return subprocess.run(
        call, cwd=at, env={**os.environ, "PATH": path}, capture_output=True, text=True,
        check=False, timeout=DEADLINE,
    )  # fmt: skip


@pytest.mark.parametrize("way", ["source", "by path", "by name"])
def test_the_command_that_a_sentence_names_can_be_typed_as_it_stands(
    tmp_path: Path, way: str
) -> None:
    script = installed(tmp_path)
    path = f"{script.parent}{os.pathsep}{os.environ['PATH']}" if way == "by name" else os.defpath
    source = [sys.executable, "-B", str(ROOT / "evenground.py")]
    asked = called([*(source if way == "source" else [str(script)]), "host-key"], tmp_path, path)
    said = shlex.split(asked.stderr.partition(": ")[2])
    assert said[-2:] == ["host-key", "FILE"]
    assert (said == ["evenground", "host-key", "FILE"]) == (way == "by name")
    assert called(["/usr/bin/env", *said], tmp_path, path).returncode == 0
    assert (tmp_path / "FILE").is_file()
