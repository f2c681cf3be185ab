"""Random edits of random files: each means exactly itself, and undone leaves the very bytes."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from editor.files.edits import delete, insert, move
from editor.files.putting import put
from editor.files.spans import spans
from editor.files.writing import entry, item
from editor.history import EditStep, History, file_step
from tree.pack.yaml_reader import Path, Plain, parse

TEXT = st.one_of(
    st.sampled_from(["yes", "no", "a b", "it's: so", "- x", "#x", "a #b", "[x", "x,y", "", " lead ",
                     "2026-11-30", 'a "b"', "tab\tx", "two\nlines", "para\n\nend\n", "é ñ", "~"]),
    st.text("ab :#-'\"\\,{}[]\n|>&*!%@`é", max_size=12),
)  # fmt: skip
NAME = st.sampled_from(["id", "say", "go", "when", "learn", "yes", "a-b", "x1"])
VALUE: st.SearchStrategy[Plain] = st.recursive(
    TEXT,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAME, inner, max_size=4)),
    max_leaves=12,
)
TOP = st.one_of(
    st.lists(VALUE, min_size=1, max_size=4), st.dictionaries(NAME, VALUE, min_size=1, max_size=4)
)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Return a file as somebody may have written it, with comments and its own line ends."""
    value = draw(TOP)
    parts = value.items() if isinstance(value, dict) else [("", part) for part in value]
    lines = [f"# {draw(NAME)}"] if draw(st.booleans()) else []
    for key, part in parts:
        lines += ["", f"# of {draw(NAME)}"][: draw(st.integers(0, 2))]
        lines += entry(key, part, 0) if isinstance(value, dict) else item(part, 0)
        if draw(st.booleans()) and not lines[-1].endswith((":", "|")):
            lines[-1] += "  # beside"
    ends = draw(st.sampled_from(["\n", "\r\n"]))
    text = ends.join(lines) + draw(st.sampled_from(["", ends]))
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode()


NEW = "a-new-key"
Edit = tuple[str, Path, Any]


@st.composite
def edits(draw: st.DrawFn, value: Plain) -> Edit:
    """Return a random edit of a value."""
    paths = list(_paths(value, ()))
    path = draw(st.sampled_from(paths))
    kind = draw(st.sampled_from(["put", "delete", "move", "insert"]))
    if kind == "put" or not path:
        return "put", path or draw(st.sampled_from(paths[1:] or paths)), draw(VALUE)
    if kind == "move":
        return kind, path, draw(st.integers(-2, 2))
    return kind, path, draw(VALUE) if kind == "insert" else None


def _paths(value: Plain, at: Path) -> list[Path]:
    pairs: list[tuple[str | int, Plain]] = []
    if isinstance(value, dict | list):
        pairs = list(value.items() if isinstance(value, dict) else enumerate(value))
    return [at, *(path for key, part in pairs for path in _paths(part, (*at, key)))]


def meant(value: Plain, edit: Edit) -> Plain:
    """Return what a value becomes."""
    kind, path, more = edit
    top: list[Any] = [deepcopy(value)]
    held: Any = top
    way = (0, *path)
    for part in way[:-1]:
        held = held[part]
    key: Any = way[-1]
    if kind == "put":
        held[key] = more
    elif kind == "delete":
        del held[key]
    elif kind == "insert":
        held.insert(key, more) if isinstance(held, list) else held.update({NEW: more})
    else:
        names: list[Any] = list(held) if isinstance(held, dict) else list(range(len(held)))
        at = names.index(key)
        to = min(max(at + more, 0), len(names) - 1)
        names.insert(to, names.pop(at))
        moved = {n: held[n] for n in names} if isinstance(held, dict) else [held[n] for n in names]
        if isinstance(held, dict):
            held.clear()
            held.update(moved)
        else:
            held[:] = moved
    return top[0]  # type: ignore[no-any-return]  # it is what was put in


def done(raw: bytes, edit: Edit) -> bytes:
    """Return a file after an edit by position."""
    kind, path, more = edit
    if kind == "put":
        return put(raw, "f", path, more)
    if kind == "delete":
        return delete(raw, "f", path)
    if kind == "move":
        return move(raw, "f", path, more)
    return insert(raw, "f", path if isinstance(path[-1], int) else (*path[:-1], NEW), more)


def told(value: Plain) -> object:
    """Return a value in which nothing and empty text are one."""
    if isinstance(value, dict):
        return [(key, told(part)) for key, part in value.items()]
    return [told(part) for part in value] if isinstance(value, list) else value or ""


STYLED = [
    b"a: >\n  one two\n  three\n\n  four\nb: |-\n  x\n  y\nc: 'it''s'\nd: plain text # beside\n",
    b"- id: a\n  say: >-\n    one\n    two\n# of b\n- id: b\n  go:\n  - {when: x, to: y}\n  - z\n",
    b'# top\n\nk:\n  # first\n  - "one\n    two"\n  # second\n  - p q\n    r\n\nz: {a: [b,\n  c]}',
    b"k:\r\n- - a\r\n  - b\r\n-\r\n  c: d\r\n  e:\r\nf: []\r\n",
]
"""Files in the styles of people, which are not those of our own writer."""


@settings(max_examples=200)
@given(files() | st.sampled_from(STYLED), st.data())
def test_each_edit_means_itself_and_undone_gives_the_bytes_back(
    raw: bytes, data: st.DataObject
) -> None:
    if parse(raw, "f").faults or parse(raw, "f").value is None:
        return
    history, first, now = History(), raw, {"f": raw}
    for _ in range(3):
        value = parse(now["f"], "f").value
        edit = data.draw(edits(value))
        if edit[0] == "insert" and isinstance(edit[1][-1], str) and NEW in str(value):
            continue
        new = done(now["f"], edit)
        assert told(parse(new, "f").value) == told(meant(value, edit)), edit
        assert b"\n" not in new or spans(new, "f").newline == spans(now["f"], "f").newline
        history.add(EditStep((file_step("f", now["f"], new),)))
        now = {"f": new}
    last = now["f"]
    while turned := history.undo(now):
        now = {"f": turned[0]["f"] or b""}
    assert now["f"] == first
    while turned := history.redo(now):
        now = {"f": turned[0]["f"] or b""}
    assert now["f"] == last
