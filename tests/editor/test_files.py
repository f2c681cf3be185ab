"""YAML files edited by position: only what changes changes, and the file says exactly the edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.files.edits import delete, insert, move
from editor.files.putting import put
from editor.files.spans import spans, value_at
from editor.files.splices import alike
from editor.files.writing import item
from tree.pack.files import gather

CONTENT = Path(__file__).parents[2] / "content"
FILES = {**gather(CONTENT / "evenground"), **gather(CONTENT / "helplines")}
HEAD = (
    b"\xef\xbb\xbf# top\r\n# yes\r\na: plain  # beside\r\nb:\r\n  # of c\r\n  c: 'single'\r\n"
    b'  d: [x, {e: f, g: "h"}]\r\nk: >-\r\n  one two\r\n  three\r\n'
)


@pytest.mark.parametrize("name", sorted(FILES))
def test_writing_what_a_file_says_changes_no_byte(name: str) -> None:
    raw = FILES[name]
    texts = [path for path, at in spans(raw, name).at.items() if path and at.kind == "scalar"]
    for path in texts[:: max(1, len(texts) // 3)]:
        value = value_at(raw, name, path)
        assert put(raw, name, path, value) == raw
        changed = put(raw, name, path, f"{value} x")
        assert put(changed, name, path, value) == raw
        before, after = alike(raw, changed)
        touched, written = raw[before : len(raw) - after], spans(raw, name)
        at = written.at[path]
        assert touched in written.text[at.start : at.end].encode()


def test_a_byte_order_mark_line_ends_comments_and_styles_stay() -> None:
    raw = put(HEAD, "a", ("k",), "one two four")
    assert raw == HEAD.replace(b"three", b"four")
    raw = put(raw, "a", ("b", "c"), "it's: so")
    assert b"  c: 'it''s: so'\r\n" in raw
    raw = put(raw, "a", ("a",), "has: colon")
    assert b'a: "has: colon"  # beside\r\n' in raw


def test_items_and_keys_come_go_and_move_with_their_comments() -> None:
    raw = b"# top\n- id: a\n# of b\n- id: b\n  say: x # y\n\n- {id: c}\n"
    moved = move(raw, "a", (1,), 1)
    assert moved == b"# top\n- id: a\n- {id: c}\n\n# of b\n- id: b\n  say: x # y\n"
    assert delete(raw, "a", (1,)) == b"# top\n- id: a\n\n- {id: c}\n"
    assert insert(raw, "a", (1, "learn"), ["f"], ("id", "learn", "say")) == raw.replace(
        b"  say", b"  learn: [f]\n  say"
    )
    assert insert(raw, "a", (2, "say"), "No").endswith(b'- {id: c, say: "No"}\n')


def test_a_mapping_without_a_key_is_an_item_of_any_list() -> None:
    assert [item({}, 0, in_line=one) for one in (True, False, None)] == [["- {}"]] * 3
