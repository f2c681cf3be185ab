"""A file of translations as it is written anew: every id, what is to be done, and comments kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from tree.languages.overlay import Overlay, dotted, mark
from tree.pack.comments import Comments
from tree.pack.strict import Path as Way
from tree.pack.strict import Plain

OURS = re.compile(r"# (missing|stale( \(of: \w+\))?): ")
"""Comments that say what is to be done: they are made anew, and end when it is done."""
NONE = Comments()


def state(held: Overlay, path: Way) -> str:
    """Say what is to be done at a text: missing, stale, or nothing."""
    if not held.says.get(path):
        return "missing"
    return "" if held.marks[path] == mark(held.source[path]) else "stale"


def lines(held: Overlay, noted: Comments = NONE) -> Iterator[str]:
    """Write the file anew in the order of its source; what is to be done has the source above."""
    yield from noted.top
    above: Way = ()
    left = dict(noted.above)
    for path, text in held.source.items():
        for at in _new_keys(above, path):
            indent = "  " * (len(at) - 1)
            yield from (indent + said for said in left.pop(at, ()) if not OURS.match(said))
            leaf = _leaf(held, path, text, indent) if at == path else [f"{indent}{_key(at)}:"]
            yield from _with(leaf, noted.beside.get(at, ""))
        above = path
    yield from (said for some in left.values() for said in some if not OURS.match(said))
    yield from noted.end
    yield from _gone(held, (), held.written.value)


def _with(written: list[str], said: str) -> list[str]:
    return [*written[:-1], f"{written[-1]}  {said}"] if said else written


def _new_keys(above: Way, path: Way) -> Iterator[Way]:
    """List the ways that lead to a path and did not lead to the one above it, itself last."""
    for depth in range(1, len(path)):
        if path[:depth] != above[:depth]:
            yield path[:depth]
    yield path


def _leaf(held: Overlay, path: Way, text: str, indent: str) -> list[str]:
    """Write one text, and above it what is to be done."""
    todo = state(held, path)
    new = f" (of: {mark(text)})" if todo == "stale" else ""
    of = held.marks[path] if todo == "stale" else mark(text)
    leaf = f"{{say: {_quoted(held.says.get(path, ''))}, of: {_quoted(of)}}}"
    line = f"{indent}- {leaf}" if isinstance(path[-1], int) else f"{indent}{_key(path)}: {leaf}"
    return [f"{indent}# {todo}{new}: {' '.join(text.split())}", line] if todo else [line]


def _gone(held: Overlay, path: Way, value: Plain) -> Iterator[str]:
    """Keep as a comment what was translated and is no longer said: it may come back renamed."""
    if isinstance(value, dict) and isinstance(value.get("say"), str) and path not in held.after:
        if path not in held.source:
            yield f"# gone: {dotted(path)}: {' '.join(str(value['say']).split())}"
        return
    inside = value.items() if isinstance(value, dict) else ()
    for key, part in inside if not isinstance(value, list) else enumerate(value):
        yield from _gone(held, (*path, key), part)


def _key(path: Way) -> str:
    name = str(path[-1])
    return name if name.isidentifier() or "-" in name else _quoted(name)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
