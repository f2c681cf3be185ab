"""Every fault that Python can raise has a sentence and a page, and no page is without a fault."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from commands.check import explain
from tests.support.brackets import CONTENT
from tree.fault import UnusableError
from tree.languages.word_tables import read_words
from tree.pack.files import gather
from tree.pack.patterns import CODES as PATTERNS
from tree.pack.shape_faults import CODES
from tree.pack.shapes import TargetShape

ROOT = CONTENT.parent
WORDS = CONTENT / "words" / "en"
PAGES = WORDS / "faults"
LIST = ROOT / "docs" / "faults.md"
TAKEN_AT = {
    "Fault": 0, "fault": 0, "Finding": 0, "PydanticCustomError": 0, "_fault": 0, "_refuse": 0,
    "Claim": 0, "known": 3,
}  # fmt: skip
"""Calls that take the code of a fault, and where among their arguments it stands."""
GIVEN_BY = {"_code", "_refusal", "_long", "_banned", "slip_of"}
"""Functions that give such a code back."""
NO_FAULT = {"nearest", "holds"}
"""Sentences that are added to that of a fault."""


@cache
def sentences() -> set[str]:
    """List the codes that have a sentence."""
    table = read_words({n: raw for n, raw in gather(WORDS).items() if n.startswith("commands/")})
    return {key.removeprefix("fault.") for key in table if key.startswith("fault.")} - NO_FAULT


@cache
def pages() -> set[str]:
    """List the codes that have a page."""
    return {path.stem for path in PAGES.glob("*")}


@cache
def raised() -> set[str]:
    """List the codes that Python can raise."""
    kinds = {f"unknown-{key}" for key in TargetShape.model_fields if key != "tier"}
    files = [path for folder in ("tree", "commands") for path in (ROOT / folder).rglob("*.py")]
    return {
        *CODES.values(),
        *PATTERNS.values(),
        *kinds,
        *(code for path in files for code in codes_in(path)),
    } - {""}


def codes_in(path: Path) -> Iterator[str]:
    """List the codes that one file gives to a fault."""
    if path == ROOT / "tree" / "walk.py":
        return  # what is wrong with a single answer is said at once, and is no fault of a pack
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield from _taken(node)
        elif isinstance(node, ast.Assign):
            yield from _assigned(node)
        elif isinstance(node, ast.FunctionDef) and node.name in GIVEN_BY:
            yield from _given(node)


def _taken(call: ast.Call) -> Iterator[str]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    at = TAKEN_AT.get(name, len(call.args))
    yield from _literals(call.args[at]) if at < len(call.args) else ()


def _assigned(node: ast.Assign) -> Iterator[str]:
    names = {target.id for target in node.targets if isinstance(target, ast.Name)}
    if "code" in names:
        yield from _literals(node.value)
    elif "signs" in names and isinstance(node.value, ast.Dict):
        yield from (code for key in node.value.keys if key for code in _literals(key))


def _given(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, (ast.Return, ast.Yield)) and node.value:
            given = node.value
            yield from _literals(given.elts[0] if isinstance(given, ast.Tuple) else given)


def _literals(node: ast.expr) -> Iterator[str]:
    """List the texts that an expression may give: one of two, or what `next` falls back on."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_literals(node.body), *_literals(node.orelse))
    elif isinstance(node, ast.Call):
        yield from (code for part in node.args for code in _literals(part))


def test_every_fault_that_can_be_raised_has_a_sentence_and_no_other_has() -> None:
    assert len(raised()) > 90
    assert raised() == sentences()


def test_every_fault_has_a_page_and_no_page_is_without_a_fault() -> None:
    assert pages() == raised()


@pytest.mark.parametrize("code", sorted(sentences()))
def test_a_page_starts_with_its_code_and_shows_an_example(code: str) -> None:
    lines = [line for line in explain(CONTENT, code).splitlines() if line]
    assert lines[0] == f"# {code}"
    assert sum(line.startswith("    ") for line in lines) >= 2
    assert len(lines) <= 24


def test_the_list_links_every_page_once() -> None:
    links = re.findall(r"\]\(([^)]+)\)", LIST.read_text(encoding="utf-8"))
    assert sorted((LIST.parent / link).resolve() for link in links) == sorted(PAGES.glob("*.md"))


def test_a_code_without_a_page_names_the_nearest() -> None:
    with pytest.raises(UnusableError) as refused:
        explain(CONTENT, "unknown-facts")
    assert refused.value.values["nearest"] == "unknown-fact"
