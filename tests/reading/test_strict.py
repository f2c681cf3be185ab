"""Strict YAML: values are text, faults are at their place, and nothing hostile takes it down."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.support.brackets import CONTENT
from tree.pack.confusables import has_mixed_word, has_unseen
from tree.pack.yaml_reader import DEEPEST, MOST_BYTES, Plain, parse

CLOSING = re.compile(r'(?<=[\w.?!])"')


REFUSED = [
    ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1),
    ("a:\n\t- b\n", "tab", 2, 1),
    ('a: 1\nb: "open\nc: 2\n', "missing-quote", 2, 4),
    ('- a: "open\n  b: "c"\n  d: "e"\n', "missing-quote", 1, 6),
    ('- {a: "b"}\n- {a: "open, c: d}\n- {a: "e"}\n', "missing-quote", 2, 7),
    ('- {a: "open, c: d}\n' + 30 * "- {a: e}\n" + '- {a: "f"}\n', "missing-quote", 1, 7),
    ("- a: 'open\n  b: 'c'\n", "missing-quote", 1, 6),
    ("a: \u201cYes\u201d\n", "smart-quotes", 1, 4),
    ("a: \u00abYes\u00bb\n", "smart-quotes", 1, 4),
    ("- {say: \u201cYes, and no\u201d}\n", "smart-quotes", 1, 9),
    ("a: one: two\n", "colon-needs-quotes", 1, 7),
    ("- {say: Yes, and no}\n", "comma-needs-quotes", 1, 14),
    ("a: &x 1\n", "anchor", 1, 4),
    ("a: *x\n", "anchor", 1, 4),
    ("a: !!int 1\n", "yaml-tag", 1, 4),
    ("<<: {a: 1}\n", "key-not-text", 1, 1),
    ("? [a]\n: b\n", "key-not-text", 1, 3),
    ("a: 1\n---\nb: 2\n", "second-document", 2, 1),
    ("a: [1, 2\n", "yaml-broken", 2, 1),
    ('a: "24\\7"\n', "backslash", 1, 7),
    ('a: "C:\\Users"\n', "backslash", 1, 9),
    ('a: "\\e[2J"\n', "unseen-sign", 1, 4),
    ("a: [b, c\u200b]\n", "unseen-sign", 1, 8),
    ("\u202ea: b\n", "unseen-sign", 1, 1),
    ("[" * (DEEPEST + 5), "too-deep", 1, DEEPEST + 1),
]
"""Texts that are refused, each with its fault and the place of it."""
HOSTILE = [
    (b"\x00\x01\x02", "not-text"),
    (b"\xff\xfea", "not-text"),
    (b"\x89PNG\r\n", "not-text"),
    (b"a" * (MOST_BYTES + 1), "too-big"),
    (b"[" * 500_000, "too-deep"),
    (b"{a: " * 200_000, "too-deep"),
]
"""Bytes that are no text of ours, each with its fault."""


def test_every_scalar_is_text() -> None:
    written = parse(b"a: no\nb: 12:30\nc: [1, true, ~]\nd: 2026-11-22\n", "f.yaml")
    assert written.value == {
        "a": "no", "b": "12:30", "c": ["1", "true", "~"], "d": "2026-11-22",
    }  # fmt: skip


def test_every_value_knows_its_place() -> None:
    written = parse(b"a:\n  - b: c\n    d: e\n", "f.yaml")
    assert (written.where(("a", 0, "d")).line, written.where(("a", 0, "d")).column) == (3, 5)
    assert written.where(("a", 0, "nothing")) == written.where(("a", 0))


@pytest.mark.parametrize(("text", "code", "line", "column"), REFUSED)
def test_what_is_refused_is_refused_at_its_place(
    text: str, code: str, line: int, column: int
) -> None:
    (fault,) = parse(text.encode(), "f.yaml").faults
    assert (fault.code, fault.where.line, fault.where.column) == (code, line, column)


@pytest.mark.parametrize(
    "text", ["\u201cStay,\u201d they said", "a \u2018b\u2019", '"\u00abYes\u00bb"', "\u2019tis so"]
)
def test_quotes_inside_a_text_are_words(text: str) -> None:
    assert parse(f"a: {text}\n".encode(), "f.yaml").faults == []


@pytest.mark.parametrize(("raw", "code"), HOSTILE)
def test_a_hostile_file_is_one_fault(raw: bytes, code: str) -> None:
    assert [fault.code for fault in parse(raw, "f.yaml").faults] == [code]


def test_faults_of_one_file_come_together() -> None:
    written = parse(b"a: &x 1\nb: 2\nb: 3\nc: !!str d\n", "f.yaml")
    assert [fault.code for fault in written.faults] == ["anchor", "yaml-tag", "duplicate-key"]
    assert written.value is None


@given(st.binary(max_size=200))
def test_any_bytes_give_a_value_or_faults(raw: bytes) -> None:
    written = parse(raw, "f.yaml")
    assert written.value is None or not written.faults


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cn", "Cs"]), max_size=8
).filter(lambda text: not (has_unseen(text) or has_mixed_word(text)))
VALUES: st.SearchStrategy[Plain] = st.recursive(
    TEXT, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3)
)


@given(VALUES)
def test_what_was_written_is_what_is_read(value: Plain) -> None:
    text = yaml.dump(value, allow_unicode=True, default_style='"', Dumper=_NoAnchors)
    written = parse(text.encode(), "f.yaml")
    assert [f.code for f in written.faults] in ([], ["key-not-text"])
    assert written.faults or written.value == value


class _NoAnchors(yaml.SafeDumper):
    """Writes equal values out each time."""

    def ignore_aliases(self, data: object) -> bool:
        """Say that nothing is ever written by reference."""
        return True


@pytest.mark.parametrize(
    "name", ["questions/now.yaml", "outcomes/danger.yaml", "languages/es.yaml"]
)
def test_a_missing_quote_is_named_in_its_own_line(name: str) -> None:
    lines = (CONTENT / "evenground" / name).read_text(encoding="utf-8").split("\n")
    ends = [(n, at.start()) for n, line in enumerate(lines) for at in CLOSING.finditer(line)]
    for n, at in ends[:: max(1, len(ends) // 12)]:
        slip = [*lines[:n], lines[n][:at] + lines[n][at + 1 :], *lines[n + 1 :]]
        faults = parse("\n".join(slip).encode(), name).faults
        assert {fault.where.line for fault in faults} <= {n + 1}
        assert faults or lines[n].count('"') > 2
