"""Whether two readings of a file differ in texts for people alone."""

from __future__ import annotations

from tree.pack.yaml_reader import Plain

TEXTS = {
    "ask", "decision", "good", "hard", "like", "note", "revisit", "say", "says", "situation",
    "title", "why",
}  # fmt: skip
"""Keys whose text names nothing else of the pack."""

NAMED = {"count", "go", "when"}
"""Keys below which any key may be the name of something."""


def differs_in_texts_alone(before: Plain, now: Plain) -> bool:
    """Return whether all that differs between two values is the text at such a key."""
    if isinstance(before, dict) and isinstance(now, dict):
        return list(before) == list(now) and all(
            _is_alike(key, before[key], now[key]) for key in now
        )
    if isinstance(before, list) and isinstance(now, list):
        return len(before) == len(now) and all(map(differs_in_texts_alone, before, now))
    return before == now


def _is_alike(key: str, before: Plain, now: Plain) -> bool:
    if key in NAMED:
        return before == now
    both_texts = isinstance(before, str) and isinstance(now, str)
    return (key in TEXTS and both_texts) or differs_in_texts_alone(before, now)
