"""docs/ACCESSIBILITY.md answers each criterion of WCAG 2.2 once, and names tests that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| (\d\.\d\.\d+) [^|]+\| ([^|]+) \| ([^|]*) \| ([^|]*) \|$", re.MULTILINE)
ROWS = ROW.findall((ROOT / "docs" / "ACCESSIBILITY.md").read_text(encoding="utf-8"))
NAMED = sorted({name for *_, names in ROWS for name in re.findall(r"`([^`]+)`", names)})
CRITERIA = """
    1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4
    1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4
    2.4.5 2.4.6 2.4.7 2.4.11 2.5.1 2.5.2 2.5.3 2.5.4 2.5.7 2.5.8 3.1.1 3.1.2 3.2.1 3.2.2 3.2.3
    3.2.4 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3
"""
"""Levels A and AA of WCAG 2.2."""


def test_each_criterion_is_answered_once_and_in_order() -> None:
    assert [number for number, *_ in ROWS] == CRITERIA.split()


def test_what_is_met_is_shown_by_a_test_and_all_else_has_a_reason() -> None:
    for number, verdict, why, names in ROWS:
        assert verdict in {"met", "not met", "not applicable"}, number
        assert names if verdict == "met" else why, number


@pytest.mark.parametrize("name", NAMED)
def test_each_test_that_is_named_exists(name: str) -> None:
    file, _, test = name.partition("::")
    parsed = ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8")))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    assert test in {node.name for node in parsed if isinstance(node, functions)}
