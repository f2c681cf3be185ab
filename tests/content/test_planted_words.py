"""No slip of one word comes before anybody without being named by a command."""

from __future__ import annotations

from functools import cache

import pytest

from tests.support.planted_words import Named, Slip, named, slips

KINDS = {"turned round", "swapped", "couples", "no not", "checked", "digit"}
ALONE = {"no not", "digit"}
"""Kinds that only a comparison may name: gentle pages and numbers are not signed."""


@cache
def told() -> Named:
    """Plant all slips at once, and say which command names which.

    It reads the whole pack some six times, which takes seconds; slip by slip it would be minutes.
    """
    return named(slips())


def test_there_are_slips_of_each_kind_in_both_languages() -> None:
    assert len(slips()) >= 75
    assert {slip.kind for slip in slips()} == KINDS
    for kind in KINDS - {"digit"}:
        assert {slip.language for slip in slips() if slip.kind == kind} == {"en", "es"}


@pytest.mark.parametrize("slip", slips(), ids=lambda s: f"{s.kind} {s.language} {s.place}")
def test_a_slip_is_named(slip: Slip) -> None:
    by = {command for command, found in told().items() if slip in found}
    assert "compare" in by
    assert slip.kind in ALONE or by & {"check", "sign"}


def test_what_is_urgent_is_named_without_an_older_pack() -> None:
    held = [s for s in slips() if s.kind == "no not" and s.place.startswith("questions")]
    assert held
    assert all(slip in told()["check"] | told()["sign"] for slip in held)
    assert {s for s in slips() if s.kind == "couples"} <= told()["check"]
