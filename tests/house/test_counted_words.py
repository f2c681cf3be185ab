"""A number stands before a noun in the plural only where a sentence has a form for one thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.brackets import CONTENT
from tree.languages.word_tables import leaves
from tree.pack.yaml_reader import parse

FILES = sorted((CONTENT / "words" / "en").rglob("*.yaml"))
NUMBERS = (
    "n", "limit", "most", "days", "asked", "questions", "promises", "walks", "lives", "outcomes",
    "countries", "longest", "worse", "tried", "left", "changed", "steps", "also", "leave", "of",
)  # fmt: skip
VERBS = "is|was|has|holds|counts|stands|helps|does|towards"
COUNTED = re.compile(rf"\{{(?:{'|'.join(NUMBERS)})\}}(?: (?:more|different|other|small))? (\w+s)\b")
MANY = {
    "fault.too-many-first", "fault.screen-too-tall", "fault.sentence-too-long", "fault.too-long",
    "edit-fault.too-long", "add.full.question", "add.full.weigh", "new.made",
    "unusable.new-length", "serve.sound-for-root",
}  # fmt: skip
"""Here the number is never one, or a noun that is counted stands elsewhere."""


@pytest.mark.parametrize("file", FILES, ids=lambda path: str(path.stem))
def test_what_is_counted_reads_well_for_one(file: Path) -> None:
    said = {".".join(path): text for path, text in leaves(parse(file.read_bytes(), "a").value, ())}
    wrong = [
        key
        for key, text in said.items()
        if not key.endswith(".other") and key not in MANY
        for noun in COUNTED.findall(text)
        if not re.fullmatch(VERBS, noun)
    ]
    assert wrong == []


@pytest.mark.parametrize("file", FILES, ids=lambda path: str(path.stem))
def test_no_range_of_tiers_may_be_of_one(file: Path) -> None:
    said = dict(leaves(parse(file.read_bytes(), "a").value, ()))
    ranges = [path for path, text in said.items() if re.search(r"tier \d to \{", text)]
    assert ranges == []
