"""Where walks ended and where they end now, in one sentence."""

from __future__ import annotations

from screens.words import Words
from tree.proving.walks_changed import MovedWalks


def moved(change: MovedWalks, words: Words) -> str:
    """Return in one sentence where some walks ended, and where they end now."""
    key = "gentler" if change.gentler else "elsewhere" if change.new else "stuck"
    return words(f"compare.{key}", old=change.old, new=change.new, n=f"{change.walks:,}")
