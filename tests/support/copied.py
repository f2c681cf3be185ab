"""Copies of the program, to be changed or broken."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support.terminal import ROOT

_UNMADE = shutil.ignore_patterns(".stored", "*.pyc.*")
"""What stays out: what starts stored, and bytecode that another process is just writing."""


def copy_program(home: Path, *parts: str) -> None:
    """Copy these folders and what starts the program; without bytecode each start compiles it."""
    for part in parts:
        shutil.copytree(ROOT / part, home / part, ignore=_UNMADE)
    shutil.copy(ROOT / "evenground.py", home)
