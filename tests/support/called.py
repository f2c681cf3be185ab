"""The program called as authors call it, on a small pack with something changed in it."""

from __future__ import annotations

from pathlib import Path

from tests.support.forked import run
from tests.support.forking import ROOT
from tests.support.small import FILES

__all__ = ["LEAK", "ROOT", "run", "write"]


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
