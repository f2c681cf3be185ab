"""A line that says something, and is painted anew only where it says something else."""

from __future__ import annotations

from textual.widgets import Static


def tell(line: Static, said: str) -> None:
    """Let a line say something."""
    if line.content != said:
        line.update(said)
