"""The lines on which things of a YAML file stand, with the comments above them."""

from __future__ import annotations

from collections.abc import Sequence

from editor.files.spans import Spans
from editor.files.splices import Splice
from tree.pack.yaml_reader import Path


def lead(found: Spans, path: Path) -> int | None:
    """Return where the lines of an item or a key begin, its comments included.

    None if it shares its first line with what is around it. Comments on top of a file stay there.
    """
    begins = _begins(found, path)
    line = found.line_start(begins)
    if found.text[line:begins].strip():
        return None
    return line if line <= found.at[()].start else _above(found, line, begins - line)


def _begins(found: Spans, path: Path) -> int:
    """Return where a key begins, or the dash of an item."""
    begins = found.at[path].key
    dash = len(found.text[:begins].rstrip()) - 1
    listed = isinstance(path[-1], int) and found.text[dash : dash + 1] == "-"
    return dash if listed else begins


def _above(found: Spans, line: int, indent: int) -> int:
    """Return where the comments right above a line begin, if they are indented like it."""
    while line:
        before = found.line_start(line - 1)
        said = found.text[before:line].rstrip()
        if not said.lstrip(" ").startswith("#") or len(said) - len(said.lstrip(" ")) != indent:
            break
        line = before
    return line


def beside(found: Spans, path: Path, text: str) -> Splice:
    """Return the splice that writes a value in one line, after its key or in its place."""
    at = found.at[path]
    if path and isinstance(path[-1], str):
        colon = found.text.index(":", at.key_end) + 1
        return Splice(colon, max(colon, at.end) if at.end > at.start else colon, " " + text)
    if at.start == at.end and path:
        return Splice(at.start, at.end, " " + text)
    return Splice(at.start, at.end, text)


def block_splice(found: Spans, holder: Path, at: int, new: Sequence[str], indent: int) -> Splice:
    """Return the splice that puts new lines before the item or key at a place, or at the end."""
    inside, ends = found.at[holder].inside, found.newline
    body = ends.join(new)
    if at == len(inside):
        last = found.line_end(found.at[(*holder, inside[-1])].end)
        return Splice(last, last, ends + " " * indent + body)
    path = (*holder, inside[at])
    start = lead(found, path)
    if start is None:
        key = _begins(found, path)
        return Splice(key, key, body + ends + " " * indent)
    return Splice(start, start, " " * indent + body + ends)
