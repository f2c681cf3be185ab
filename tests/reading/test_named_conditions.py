"""Named conditions are worked out once each, whatever they share, and never beyond all bounds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.small import FILES, check_small, edited
from tree.checking.freshness import date_faults
from tree.condition import Condition, Learned, holds, parts
from tree.linking.expand import expand
from tree.linking.names import DEEPEST, MOST_PARTS, Weight, weigh
from tree.pack.shapes import compile_condition

FACTS = ("low", "hit", "followed")
Raw = str | dict[str, "str | list[Raw] | Raw"]


def raws(names: tuple[str, ...]) -> st.SearchStrategy[Raw]:
    """Write a condition over some names, as an author would."""
    name = st.sampled_from(names)
    return st.recursive(
        name,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
        ),
        max_leaves=4,
    )


@st.composite
def named(draw: st.DrawFn) -> dict[str, Raw]:
    """Name some conditions, each of which may use all before it, several times."""
    found: dict[str, Raw] = {}
    for i in range(draw(st.integers(1, 6))):
        found[f"c{i}"] = draw(raws((*FACTS, *found)))
    return found


def brute(raw: Raw, names: Mapping[str, Raw], facts: frozenset[str]) -> bool:
    """Look whether a condition holds, from what is written alone."""
    if isinstance(raw, str):
        return brute(names[raw], names, facts) if raw in names else raw in facts
    ((op, inside),) = raw.items()
    if op == "not":
        assert not isinstance(inside, list)
        return not brute(inside, names, facts)
    assert isinstance(inside, list)
    return (all if op == "all" else any)(brute(part, names, facts) for part in inside)


def size(condition: Condition) -> Weight:
    """Count the parts of a condition that is written out, one by one."""
    inside = [size(part) for part in parts(condition)]
    return Weight(1 + sum(w.parts for w in inside), 1 + max((w.depth for w in inside), default=0))


@given(named())
def test_a_condition_means_what_its_names_mean(names: dict[str, Raw]) -> None:
    meant: dict[str, Condition] = {}
    weights: dict[str, Weight] = {}
    for name, raw in names.items():
        compiled = compile_condition(raw)
        weights[name] = weigh(compiled, weights)
        meant[name] = expand(compiled, meant)
        assert size(meant[name]).parts <= weights[name].parts
        assert size(meant[name]).depth <= weights[name].depth
    for n in range(len(FACTS) + 1):
        for facts in map(frozenset, combinations(FACTS, n)):
            for name, raw in names.items():
                assert holds(meant[name], Learned(facts)) == brute(raw, names, facts)


def codes(conditions: str, when: str) -> list[str]:
    """Say the faults of the small pack with more named conditions, one of which is used."""
    head = FILES["pack.yaml"]
    line = "conditions: {harmed: {any: [hit, {at_least: {doubts: 2}}]}}\n"
    assert line in head
    own = "conditions:\n  harmed: {any: [hit, {at_least: {doubts: 2}}]}\n" + conditions
    changed = edited("forks.yaml", "{when: harmed, to: danger}", f"{{when: {when}, to: danger}}")
    return [f.code for f in check_small(**changed, pack=head.replace(line, own)).faults]


SHAPES = {
    "one inside the other": "{not: NAME}",
    "the same twice": "{all: [NAME, NAME]}",
    "the same in two ways": "{any: [{all: [NAME, low]}, {all: [NAME, {not: low}]}]}",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("n", [200, 2_000])
def test_a_long_chain_of_names_is_one_fault(shape: str, n: int) -> None:
    chain = "  c0: harmed\n"
    chain += "".join(f"  c{i}: {shape.replace('NAME', f'c{i - 1}')}\n" for i in range(1, n))
    assert codes(chain, f"c{n - 1}") == ["condition-too-large"]


def test_a_chain_within_bounds_is_read() -> None:
    chain = "  c0: harmed\n" + "".join(f"  c{i}: {{not: c{i - 1}}}\n" for i in range(1, 41))
    assert codes(chain, "c40") == []
    assert DEEPEST > 2 * 41


def test_a_list_that_uses_a_large_name_too_often_is_one_fault() -> None:
    chain = "  c0: harmed\n"
    chain += "".join(f"  c{i}: {{all: [c{i - 1}, c{i - 1}]}}\n" for i in range(1, 8))
    assert codes(chain, f"{{any: [{', '.join(['c7'] * MOST_PARTS)}]}}") == ["condition-too-large"]


HUGE = [
    ("pack.yaml", "most: 2}", "most: 1000000000}"),
    ("pack.yaml", "limits: {questions: 30}", f"limits: {{helplines_days: {'9' * 30}}}"),
    ("questions/safety.yaml", "choose: all", "choose: 99999999"),
    (
        "questions/safety.yaml",
        "alone: true, count: {doubts: 2}",
        "alone: true, count: {doubts: 1001}",
    ),
]


@pytest.mark.parametrize(("name", "old", "new"), HUGE)
def test_a_number_that_nobody_means_is_refused(name: str, old: str, new: str) -> None:
    assert [f.code for f in check_small(**edited(name, old, new)).faults] == ["too-large"]


def test_a_limit_of_days_may_reach_back_before_all_days() -> None:
    line = b"lines: [{id: a, read: 1999-01-01}]"
    assert not list(date_faults({"aa.yaml": line}, 999_999_999, date(2026, 11, 22)))
