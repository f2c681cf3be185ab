"""`check --explain CODE`: what a fault means, at length, from the page of its code."""

from __future__ import annotations

from pathlib import Path

from commands.reports.sentences import LANGUAGE
from screens.flags import nearest
from tree.fault import UnusableError


def explain(content: Path, code: str) -> str:
    """Read the page of a code; raises UnusableError, naming the nearest code that is known."""
    pages = {path.stem: path for path in (content / "words" / LANGUAGE / "faults").glob("*.md")}
    if code not in pages:
        raise UnusableError("unknown-code", name=code, nearest=nearest(code, pages))
    return pages[code].read_text(encoding="utf-8").rstrip()
