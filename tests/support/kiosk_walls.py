"""Which walls this system puts around workers, and what a kiosk says of that."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

from commands.reports.sentences import command_words
from kiosk.sandbox import WHOLE
from tests.support.terminal import ROOT


@cache
def walls() -> int:
    """Say which parts of the wall around workers this system has."""
    call = [sys.executable, "-c", "from kiosk import sandbox; print(sandbox.stands())"]
    return int(subprocess.run(call, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def lines_told() -> int:
    """Say how many lines a kiosk tells its host at its start; one more where a wall is missing."""
    return 2 if walls() == WHOLE else 3


def told(said: bytes) -> int:
    """Count the lines that a host was told, without those that say that new settings count."""
    renewed = command_words(ROOT / "content")("serve.renewed")
    return sum(line != renewed for line in said.decode().splitlines())
