"""Write another value in place of one that a file has."""

from __future__ import annotations

from difflib import SequenceMatcher

from editor.files.edits import delete, insert
from editor.files.lines import beside
from editor.files.meaning import first_true, set_to
from editor.files.scalars import FOLDED, LITERAL, like, new_text, quoted, within
from editor.files.spans import Placing, Spans, spans, value_at
from editor.files.splices import Splice
from editor.files.writing import flow
from tree.pack.yaml_reader import Path, Plain


def put(raw: bytes, file: str, path: Path, value: Plain) -> bytes:
    """Return a file with another value at a path that it has.

    A text keeps its style, and in a list only what changes is touched. Raises DamagedFileError,
    EditRefusedError, or LookupError if nothing stands there.
    """
    old = value_at(raw, file, path)
    if old == value and type(old) is type(value):
        return raw
    if isinstance(old, list) and isinstance(value, list) and old and value:
        return _put_list(raw, file, path, old, value)
    found = spans(raw, file)
    tries = [lambda one=one: [one] for one in _ways(found, path, old, value)]
    return first_true(raw, file, tries, set_to(path, value))


def _put_list(raw: bytes, file: str, path: Path, old: list[Plain], new: list[Plain]) -> bytes:
    """Return a file with another list: what stays in it is not touched."""
    one, other = ([repr(part) for part in some] for some in (old, new))
    changes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for tag, i, j, k, m in reversed(changes):
        shared = 0 if tag == "equal" else min(j - i, m - k)
        for n in range(shared):
            raw = put(raw, file, (*path, i + n), new[k + n])
        for n in range(k + shared, m) if tag != "equal" else ():
            raw = insert(raw, file, (*path, i + n - k), new[n])
        for n in reversed(range(i + shared, j)) if tag != "equal" else ():
            raw = delete(raw, file, (*path, n))
    return raw


def _ways(found: Spans, path: Path, old: Plain, value: Plain) -> list[Splice]:
    """Return the splices that may write a value, the one that changes least first."""
    at = found.at[path]
    if not isinstance(value, str) or at.kind != "scalar":
        return [beside(found, path, flow(value))]
    ways, text = [], found.text[at.start : at.end]
    if "\n" in text:
        head = _head(found, at)
        inner = within(text[head:], old if isinstance(old, str) else "", value)
        ways += [] if inner is None else [Splice(at.start + head, at.end, inner)]
    in_flow = any(found.at[path[:n]].style == "flow" for n in range(len(path)))
    indent = _block_indent(found, path, at)
    written = [like(value, at.style, indent, found.newline, in_flow=in_flow), quoted(value)]
    if at.start == at.end:
        return [beside(found, path, new_text(value)), beside(found, path, quoted(value))]
    return [*ways, *(Splice(at.start, at.end, one) for one in written)]


def _head(found: Spans, at: Placing) -> int:
    """Return how many letters stand before the words of a text: a quote, or the head of a block."""
    if at.style not in (LITERAL, FOLDED):
        return len(at.style)
    body = _body(found, at)
    return at.end - at.start - len(body) + len(body) - len(body.lstrip(" "))


def _body(found: Spans, at: Placing) -> str:
    """Return the lines of a block of text."""
    return found.text[at.start : at.end].partition("\n")[2]


def _block_indent(found: Spans, path: Path, at: Placing) -> int:
    """Return the indent of the lines of a block of text, as they are or as they would be."""
    if at.style in (LITERAL, FOLDED) and (body := _body(found, at)):
        return len(body) - len(body.lstrip(" "))
    return 2 * len(path)
