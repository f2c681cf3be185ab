"""A form as pyxform makes it, held against the check; without pyxform its tests are skipped."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from commands.forms.form import build
from commands.forms.xlsx import workbook
from commands.reports.sentences import command_words
from tests.support.xforms import Filled, Form, read_form
from tree.model import GO_ON, Outcome, Tree
from tree.page import page
from tree.walk import Walk

WORDS = command_words(Path(__file__).parents[2] / "content")


def converted(tree: Tree) -> Form:
    """Export a tree, and let pyxform convert it."""
    pyxform: Any = pytest.importorskip("pyxform.xls2xform", reason="pyxform reads the forms")
    raw = workbook(build(tree, WORDS).sheets())
    result = pyxform.convert(xlsform=io.BytesIO(raw), file_type=".xlsx", validate=False)
    assert result.warnings == []
    return read_form(result.xform)


def sheet(walk: Walk) -> dict[str, str]:
    """Fill in what was answered on a walk."""
    given = {}
    for answer in walk.answers:
        on = answer.options == (GO_ON,)
        given[f"go_on_{answer.question}" if on else answer.question] = " ".join(answer.options)
    if isinstance(walk.place, Outcome) and walk.place.go_on:
        given[f"go_on_{walk.place.id}"] = "stop"
    return given


def agree(form: Form, walk: Walk) -> None:
    """Hold what the form asks and shows against the walk."""
    filled, paths, tree = Filled(form, sheet(walk)), form.by_name, walk.tree
    asked = {name for name in tree.questions if filled.relevant(paths[name])}
    shown = {name for name in tree.outcomes if filled.relevant(paths[name])}
    assert asked == {answer.question for answer in walk.asked}
    assert shown == {*walk.passed, walk.place.id}
    assert all(filled.allowed(paths[name]) for name in asked)
    _page_agrees(filled, walk)


def _page_agrees(filled: Filled, walk: Walk) -> None:
    """Hold the rows of the last page against what the check shows there."""
    paths, shown, end = filled.form.by_name, page(walk), walk.place
    assert isinstance(end, Outcome)
    for key, all_, said in (
        ("steps", end.steps, (*shown.steps, *shown.more.steps)),
        ("leave", end.leave, (*shown.leave, *shown.more.leave)),
        ("also", end.also, (*shown.top, *shown.also, *shown.more.also)),
    ):
        names = [f"{key}_{end.id}_{i}" for i in range(len(all_))]
        there = {s.say for s, n in zip(all_, names, strict=True) if filled.relevant(paths[n])}
        assert there == {say.say for say in said}
    answers = [filled.relevant(paths[f"answer_{end.id}_{i}"]) for i in range(len(end.answers))]
    told = [say for say, on in zip(end.answers, answers, strict=True) if on]
    assert told == [say for say in [shown.answer] if say]
    openings = [filled.relevant(paths[f"opening_{end.id}_{i}"]) for i in range(len(end.opening))]
    assert [say.say for say, on in zip(end.opening, openings, strict=True) if on] == [shown.opening]
    if end.heard:
        heard = filled.value(paths[f"heard_{end.id}"])
        facts = [walk.tree.facts[fact].replace("${", "$ {") for fact in shown.heard]
        assert all(words.replace("\u2019", "'") in heard for words in facts)
        assert bool(heard) == bool(shown.heard)
