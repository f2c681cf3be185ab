"""Edit a YAML file by position: bytes in, bytes out, and only the lines that change change.

Each edit is checked: the new file is read, and must say exactly what the edit means. All raise
DamagedFileError, EditRefusedError, or LookupError if a path is not in the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from editor.files.lines import beside, block_splice, lead
from editor.files.meaning import EditRefusedError, added, exchanged, first_true, renamed, without
from editor.files.scalars import like, new_text, quoted
from editor.files.spans import Placing, Spans, spans
from editor.files.splices import Splice
from editor.files.writing import entry, flow, item
from tree.pack.yaml_reader import Path, Plain


def insert(raw: bytes, file: str, path: Path, value: Plain, order: Sequence[str] = ()) -> bytes:
    """Return a file with a new item before the index, or a new key, that a path ends in.

    `order` lists the keys of such a mapping: the new one stands after those before it.
    """
    found, key = spans(raw, file), path[-1]
    holder = found.at.get(path[:-1])
    if holder is None or not holder.inside:
        fresh: Plain = [value] if isinstance(key, int) else {key: value}
        new = [
            _first_of_all(found, fresh) if holder is None else beside(found, path[:-1], flow(fresh))
        ]
        return first_true(raw, file, [lambda: new], added(path, 0, value))
    at = min(key, len(holder.inside)) if isinstance(key, int) else _place(holder, key, order)
    return first_true(
        raw, file, [lambda: [_inserted(found, path, at, value)]], added(path, at, value)
    )


def _first_of_all(found: Spans, value: Plain) -> Splice:
    """Return the splice that writes the first value of a file that says nothing yet."""
    end, ends = len(found.text), found.newline
    lines = [line for part in value for line in item(part, 0)] if isinstance(value, list) else []
    for key, part in value.items() if isinstance(value, dict) else ():
        lines += entry(key, part, 0)
    before = "" if not found.text or found.text.endswith("\n") else ends
    return Splice(end, end, before + ends.join(lines) + ends)


def _place(holder: Placing, key: str, order: Sequence[str]) -> int:
    """Return before how many keys a new one goes."""
    known = order[: order.index(key)] if key in order else holder.inside
    places = [n for n, name in enumerate(holder.inside) if name in known]
    return max(places, default=-1) + 1


def _inserted(found: Spans, path: Path, at: int, value: Plain) -> Splice:
    """Return the splice that puts a new item or key into a list or mapping that has some."""
    holder, key = found.at[path[:-1]], path[-1]
    if holder.style == "flow":
        return _inserted_in_flow(found, path, at, value)
    first = found.at[(*path[:-1], holder.inside[0])]
    if isinstance(key, int):
        begins = found.text.rindex("-", 0, first.key)
        indent = begins - found.line_start(begins)
        new = item(value, indent, in_line=_in_line(found, path[:-1]))
    else:
        indent = first.key - found.line_start(first.key)
        new = entry(key, value, indent)
    return block_splice(found, path[:-1], at, new, indent)


def _in_line(found: Spans, holder: Path) -> bool | None:
    """Return whether new items stand in one line, as the first one does; None if either will do."""
    inside = [found.at[(*holder, name)] for name in found.at[holder].inside]
    if inside[0].style == "flow":
        return True
    blocks = all(one.kind == "mapping" and one.style != "flow" for one in inside)
    return False if blocks else None


def _inserted_in_flow(found: Spans, path: Path, at: int, value: Plain) -> Splice:
    holder, key = found.at[path[:-1]], path[-1]
    new = flow(value) if isinstance(key, int) else f"{new_text(key)}: {flow(value)}"
    if at < len(holder.inside):
        start = found.at[(*path[:-1], holder.inside[at])].key
        return Splice(start, start, new + ", ")
    end = found.at[(*path[:-1], holder.inside[-1])].end
    return Splice(end, end, ", " + new)


def delete(raw: bytes, file: str, path: Path) -> bytes:
    """Return a file without what stands at a path, nor the comments above it."""
    found = spans(raw, file)
    holder = found.at[path[:-1]]
    if len(holder.inside) == 1:
        new = [beside(found, path[:-1], "[]" if isinstance(path[-1], int) else "{}")]
    else:
        new = [_deleted(found, path)]
    return first_true(raw, file, [lambda: new], without(path))


def _deleted(found: Spans, path: Path) -> Splice:
    holder, at = found.at[path[:-1]], found.at[path]
    n = holder.inside.index(path[-1])
    start = lead(found, path) if holder.style != "flow" else None
    if start is None and n == 0:
        return Splice(at.key, found.at[(*path[:-1], holder.inside[1])].key, "")
    if start is None:
        return Splice(found.at[(*path[:-1], holder.inside[n - 1])].end, at.end, "")
    after = found.text.find("\n", at.end)
    if after < 0:
        return Splice(max(0, start - len(found.newline)), len(found.text), "")
    return Splice(start, after + 1, "")


def move(raw: bytes, file: str, path: Path, by: int) -> bytes:
    """Return a file in which an item or a key stands further up or down, its comments with it."""
    inside = spans(raw, file).at[path[:-1]].inside
    n = inside.index(path[-1])
    to = min(max(n + by, 0), len(inside) - 1)
    step = 1 if to > n else -1
    for at in range(n, to, step):
        raw = _swap(raw, file, path[:-1], min(at, at + step))
    return raw


def _swap(raw: bytes, file: str, holder: Path, upper: int) -> bytes:
    """Swap an item and the one below it."""
    found = spans(raw, file)
    names = found.at[holder].inside
    paths = [(*holder, name) for name in names[upper : upper + 2]]
    shares = found.at[holder].style != "flow" and lead(found, paths[0]) is None
    pieces = [_piece(found, path, alone=not shares) for path in paths]
    (a, b), (c, d) = pieces
    new = [Splice(a, b, found.text[c:d]), Splice(c, d, found.text[a:b])]
    return first_true(raw, file, [lambda: new], exchanged(holder, upper))


def _piece(found: Spans, path: Path, *, alone: bool) -> tuple[int, int]:
    """Return from where to where an item stands, with the comments above and beside it.

    Where the upper one shares its line with a dash, it is not `alone`: comments above stay.
    """
    at = found.at[path]
    if found.at[path[:-1]].style == "flow":
        return at.key, at.end
    start = lead(found, path) if alone else at.key
    if start is None:
        raise EditRefusedError
    return start, found.line_end(at.end)


def rename(raw: bytes, file: str, texts: Mapping[Path, str], keys: Mapping[Path, str]) -> bytes:
    """Return a file with other texts at some paths and other keys at others, all at once."""
    if not texts and not keys:
        return raw
    found = spans(raw, file)
    new = [_retold(found, path, text) for path, text in texts.items()]
    new += [_rekeyed(found, found.at[path], key) for path, key in keys.items()]
    return first_true(raw, file, [lambda: new], renamed(texts, keys))


def _retold(found: Spans, path: Path, text: str) -> Splice:
    at = found.at[path]
    in_flow = any(found.at[path[:n]].style == "flow" for n in range(len(path)))
    written = like(text, at.style, 0, found.newline, in_flow=in_flow)
    return Splice(at.start, at.end, written)


def _rekeyed(found: Spans, at: Placing, key: str) -> Splice:
    written = quoted(key) if found.text[at.key] in "\"'" else new_text(key)
    return Splice(at.key, at.key_end, written)
