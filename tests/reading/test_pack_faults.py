"""Every fault of a pack at once, each at its line; and no fault that only follows from another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.small import FILES, check_small, edited, write_small
from tree.checking.checked import check_pack
from tree.fault import FaultyPackError
from tree.pack.files import gather


def faults(**changes: str) -> list[tuple[str, str, int]]:
    """Check the small pack with changes, and say each fault as code, file and line."""
    return [(f.code, f.where.file, f.where.line) for f in check_small(**changes).faults]


def line_of(name: str, text: str) -> int:
    """Find the line on which a text first stands in a file of the small pack."""
    return FILES[name][: FILES[name].index(text)].count("\n") + 1


def test_the_small_pack_is_without_fault() -> None:
    assert faults() == []


TWIN = "  - {id: danger, ask: a, why: b, go: calm, options: [{id: x, say: x}, {id: y, say: y}]}\n"
ONE_FAULT = [
    ("unknown-target", "questions/safety.yaml", "go: crisis", "go: crisys"),
    ("unknown-target", "pack.yaml", "start: gate", "start: gates"),
    ("unknown-fact", "forks.yaml", "[calm, both,", "[calmer, both,"),
    ("unknown-fact", "questions/safety.yaml", "learn: [hit]", "learn: [hit, struck]"),
    ("unknown-tally", "pack.yaml", "{at_least: {doubts: 2}}", "{at_least: {doubt: 2}}"),
    ("unknown-tag", "outcomes/rebuild.yaml", "tags: [together]", "tags: [together, apart]"),
    ("unknown-topic", "questions/after.yaml", "topic: after", "topic: later"),
    ("unknown-source", "outcomes/step-back.yaml", "sources: [B1]", "sources: [B1, B2]"),
    ("unknown-kind", "notes.yaml", "for: [step-back, rebuild]", "for: [step-back, rebild]"),
    ("unknown-kind", "promises.yaml", "kind: [danger, crisis]", "kind: [dangers, crisis]"),
    ("unknown-question", "pack.yaml", "safety: [gate, acts]", "safety: [gate, act]"),
    ("no-otherwise", "forks.yaml", "{otherwise: calm}", "{when: low, to: calm}"),
    ("otherwise-too-early", "forks.yaml", "{when: harmed, to: danger}", "{otherwise: danger}"),
    ("route-shape", "forks.yaml", "{otherwise: calm}", "{otherwise: calm, to: danger}"),
    ("condition-shape", "notes.yaml", "when: calm", "when: {some: [calm]}"),
    ("no-way-on", "questions/after.yaml", "    go: matters\n", ""),
    ("go-in-list", "questions/safety.yaml", "learn: [hit]}", "learn: [hit], go: danger}"),
    ("plain-not-alone", "questions/safety.yaml", "alone: true, plain: true}", "plain: true}"),
    ("duplicate-id", "questions/after.yaml", "questions:\n", "questions:\n" + TWIN),
    ("duplicate-id", "questions/safety.yaml", "{id: followed, say", "{id: hit, say"),
    ("same-answers", "questions/after.yaml", "say: Rest}", 'say: "both  TRY."}'),
    ("reserved-id", "questions/after.yaml", "{id: rest,", "{id: skip,"),
    ("duplicate-key", "outcomes/danger.yaml", "tier: 0", "tier: 0\ntier: 1"),
    ("tab", "outcomes/danger.yaml", "tier: 0", "\ttier: 0"),
    ("missing-quote", "outcomes/danger.yaml", "title: Numbers", 'title: "Numbers'),
    ("colon-needs-quotes", "outcomes/crisis.yaml", "opening: Please call", "opening: Please: call"),
    ("comma-needs-quotes", "questions/after.yaml", "say: Both try", "say: Both, in turn"),
    ("missing", "questions/after.yaml", "    why: It shows what fits.\n", ""),
    ("unknown-key", "outcomes/rebuild.yaml", "title: Slowly", "titel: x\ntitle: Slowly"),
    ("not-a-number", "outcomes/rebuild.yaml", "tier: 4", "tier: four"),
    ("too-large", "outcomes/rebuild.yaml", "tier: 4", "tier: 5"),
    ("not-true-or-false", "questions/safety.yaml", '"No", plain: true', '"No", plain: yes'),
    ("empty", "outcomes/rebuild.yaml", "title: Slowly", 'title: ""'),
    ("not-a-day", "sources.yaml", "read: 2026-11-22", "read: last week"),
    ("wrong-value", "pack.yaml", "format: 1", "format: 2"),
    ("fact-never-learned", "pack.yaml", "  calm: it is calm\n", "  calm: calm\n  cold: cold\n"),
    ("unused-tag", "pack.yaml", "tags: {call:", "tags: {slow: is slow, call:"),
    ("answer-outside-promise", "notes.yaml", "when: calm", "when: {answer: {calm: yes}}"),
    ("unknown-option", "promises.yaml", "after: hit", "after: {answer: {acts: [struck]}}"),
    ("opening-shape", "outcomes/danger.yaml", "{otherwise: You", "{when: low, say: You"),
    ("not-a-list", "outcomes/danger.yaml", "heard: [hit, followed, low]", "heard: hit"),
]  # fmt: skip
HOW_IT_IS_WRITTEN = [
    ("not-an-id", "pack.yaml", "  calm: it is calm", "  Calm: it is calm"),
    ("not-an-id", "pack.yaml", "  safety: {title", "  Safety: {title"),
    ("not-an-id", "questions/safety.yaml", "id: acts", "id: Acts"),
    ("not-an-id", "notes.yaml", "for: [step-back,", "for: [Step back,"),
    ("not-a-list", "notes.yaml", "for: [step-back, rebuild]", "for: step-back"),
    ("not-a-language", "pack.yaml", "language: en", "language: English"),
    ("choose-shape", "questions/safety.yaml", "choose: all", "choose: many"),
    ("unknown-key", "pack.yaml", "limits: {questions: 30}", "limits: {question: 30}"),
]
"""One slip each, which would hide another of those above in its question or list."""


@pytest.mark.parametrize(("code", "name", "old", "new"), [*ONE_FAULT, *HOW_IT_IS_WRITTEN])
def test_one_slip_is_one_fault_at_its_line(code: str, name: str, old: str, new: str) -> None:
    changes = edited(name, old, new)
    found = faults(**changes)
    assert [(fault[0], fault[1]) for fault in found] == [(code, name)]
    line = line_of(name, old)
    assert line <= found[0][2] <= line + 1 or code in {"missing", "no-way-on"}


STRUCTURE = [
    ("unreachable", "go: crisis}", "go: acts}"),
    ("closed-loop", "    go: on\n", "    go: gate\n"),
]


@pytest.mark.parametrize(("code", "old", "new"), STRUCTURE)
def test_what_the_shape_of_the_graph_shows(code: str, old: str, new: str) -> None:
    changed = FILES["questions/safety.yaml"].replace(old, new)
    if code == "closed-loop":
        changed = changed.replace("go: crisis}", "go: acts}")
    assert code in {fault[0] for fault in faults(questions__safety=changed)}


def test_what_follows_from_a_lost_place_is_not_said_again() -> None:
    lost = FILES["questions/safety.yaml"].replace("    go: on\n", "    go: danger\n")
    found = faults(questions__safety=lost)
    assert [(code, file) for code, file, _ in found] == [("unreachable", "forks.yaml")]


WHOLE_FILE = [
    ("topic-file-shape", "questions/safety.yaml", ""),
    ("topic-file-shape", "questions/safety.yaml", "- a\n"),
    ("not-a-list", "questions/safety.yaml", "topic: safety\nquestions: none\n"),
    ("not-a-list", "forks.yaml", "a: b\n"),
    ("not-a-mapping", "sources.yaml", "- a\n"),
    ("not-text", "questions/safety.yaml", "\0"),
    ("no-promises", "promises.yaml", "# - id: hit-danger\n"),
    ("no-promises", "promises.yaml", "[]\n"),
]


@pytest.mark.parametrize(("code", "name", "text"), WHOLE_FILE)
def test_a_file_that_says_nothing_is_one_fault(code: str, name: str, text: str) -> None:
    asked = "promises.yaml", FILES["promises.yaml"] + ASKED
    files = {**dict([asked]), name: text}
    found = faults(**{n.removesuffix(".yaml").replace("/", "__"): t for n, t in files.items()})
    assert [(fault[0], fault[1]) for fault in found] == [(code, name)]


ASKED = "- {id: seen, says: Acts stand there., because: [B1], after: calm, asked: [acts]}\n"
"""A promise that names a question."""


def test_a_pack_without_its_promises_is_not_kept() -> None:
    left = {name: text.encode() for name, text in FILES.items() if name != "promises.yaml"}
    assert [fault.code for fault in check_pack(left).faults] == ["no-promises"]


def test_a_folder_without_pack_yaml_is_one_fault() -> None:
    left = {f"inside/{name}": text.encode() for name, text in FILES.items()}
    assert [fault.code for fault in check_pack(left).faults] == ["no-pack-file"]


@pytest.mark.parametrize("name", ["promises.yml", "promises.YAML", "promises.yaml.txt"])
def test_a_file_of_another_ending_is_not_passed_over(tmp_path: Path, name: str) -> None:
    pack = write_small(tmp_path)
    (pack / "promises.yaml").rename(pack / name)
    with pytest.raises(FaultyPackError) as refused:
        gather(pack)
    assert [(f.code, f.where.file) for f in refused.value.faults] == [("wrong-ending", name)]


def test_what_editors_and_systems_hide_is_passed_over(tmp_path: Path) -> None:
    pack = write_small(tmp_path)
    (pack / "._notes.yaml").write_bytes(b"\0\5\x16\7")
    (pack / ".#notes.yaml").symlink_to("somebody@here.1:2")
    assert check_pack(gather(pack)).faults == ()


def test_fifteen_different_mistakes_are_fifteen_faults_in_one_run() -> None:
    slips = [case for case in ONE_FAULT if case[0] not in PARSE | AFTER]
    files: dict[str, str] = dict(FILES)
    wanted: list[tuple[str, str]] = []
    for code, name, old, new in slips:
        if files[name].count(old) == 1 and code not in {c for c, _ in wanted}:
            files[name] = files[name].replace(old, new)
            wanted.append((code, name))
    found = check_small(**{n.removesuffix(".yaml").replace("/", "__"): t for n, t in files.items()})
    assert len(wanted) >= 15
    assert sorted((f.code, f.where.file) for f in found.faults) == sorted(wanted)


PARSE = {"tab", "missing-quote", "colon-needs-quotes", "comma-needs-quotes", "duplicate-key"}
"""Faults of writing hide the rest of their file, so they stand apart."""
AFTER = {
    "fact-never-learned", "unused-tag", "no-way-on", "otherwise-too-early", "same-answers",
}  # fmt: skip
"""Said once the rest can be read: use of names, and what other faults of the same list hide."""


def test_a_file_that_cannot_be_read_hides_only_itself() -> None:
    changes = {
        "outcomes__danger": "kind: [",
        **edited("outcomes/rebuild.yaml", "tier: 4", "tier: x"),
    }
    assert [f[0] for f in faults(**changes)] == ["yaml-broken", "not-a-number"]


KINDS = [
    ("unknown-target", "questions/safety.yaml", "go: crisis", "go: b1-first"),
    ("unknown-target", "questions/safety.yaml", "go: crisis", "go: b1-guide"),
    ("unknown-outcome", "promises.yaml", "kind: [danger, crisis]", "outcome: gate"),
    ("unknown-question", "pack.yaml", "safety: [gate, acts]", "safety: [gate, b1-guide]"),
    ("unknown-source", "outcomes/step-back.yaml", "sources: [B1]", "sources: [gate]"),
]


@pytest.mark.parametrize(("code", "name", "old", "new"), KINDS)
def test_a_name_of_another_kind_of_thing_is_neither_known_nor_offered(
    code: str, name: str, old: str, new: str
) -> None:
    sources = FILES["sources.yaml"].replace("B1", "b1-guide", 1) + FILES["sources.yaml"]
    found = check_small(**{"sources": sources, **edited(name, old, new)}).faults
    (fault,) = [fault for fault in found if fault.code != "row-without-place"]
    assert (fault.code, fault.where.file) == (code, name)
    assert fault.values["nearest"] in {"", *(["crisis"] if code == "unknown-target" else [])}
