"""The program called as authors call it, on a small pack with something changed in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.small import FILES

ROOT = Path(__file__).parents[2]
Ran = subprocess.CompletedProcess[str]


def run(*argv: str, at: Path = ROOT) -> Ran:
    """Run the program as its user would, without a terminal."""
    return subprocess.run(
        [sys.executable, str(ROOT / "evenground.py"), *argv],
        cwd=at, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def write(folder: Path, **changes: tuple[str, str]) -> Path:
    """Write the small pack with a text replaced in some of its files."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        old, new = changes.get(path.stem, ("", ""))
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


LEAK = ("{when: harmed, to: danger}", "{when: {at_least: {doubts: 2}}, to: danger}")
