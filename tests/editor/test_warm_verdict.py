"""What is kept from one revision to the next changes no verdict: it is that of a first look."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from editor.judging.work import ProofMaterial, begin, finish
from editor.values import Judgement
from tests.editor.desks import CONTENT
from tests.support.small import FILES
from tree.checking import implied_tags
from tree.languages import overlay
from tree.pack import confusables, pack, yaml_reader
from tree.pack.files import gather

RULES = """\
formula: flesch-kincaid
limit: 6
sentence: 8
screen: {columns: 40, lines: 16}
banned: [{because: It orders., phrases: [you must, "nag*"], unless: [you must not]}]
implied: [{tags: [together], phrases: [as a couple]}]
"""
SPOKEN = """title: {say: Chico, of: "00000000"}
questions: {calm: {ask: {say: ¿Hay calma?, of: "00000000"}}}
"""
LIFE = """story: Hit and low.
answers: {gate: yes, acts: [hit]}
outcomes: [danger]
shown: [call]
never_shown: [together]
"""
ANSWERS = """- {id: of-low, answer: low, for: all, say: It is much., when: hit}
- {id: of-low-too, answer: low, for: all, say: It was much.}
- {id: of-hit, answer: hit, for: [danger], say: It was wrong.}
"""
PROMISE = """\
- id: struck
  says: Who was hit sees numbers.
  because: [B1]
  after: {answer: {acts: [hit]}}
  always: {kind: [danger, crisis]}
"""
BESIDE = "beside: [{when: both, to: rebuild}]\n"
MORE = {
    "promises.yaml": FILES["promises.yaml"] + PROMISE,
    "outcomes/step-back.yaml": FILES["outcomes/step-back.yaml"] + BESIDE,
    "outcomes/rebuild.yaml": FILES["outcomes/rebuild.yaml"].replace("tier: 4", "tier: 3"),
    "wording/en.yaml": RULES,
    "languages/es.yaml": SPOKEN,
    "lives/low.yaml": LIFE,
    "answers.yaml": ANSWERS,
}
TextEdit = tuple[str, str, str]
EDITS: list[TextEdit] = [
    ("questions/safety.yaml", "go: crisis", "go: acts"),
    ("questions/safety.yaml", "learn: [low]", "learn: [hit]"),
    ("questions/safety.yaml", "id: hit, say", "id: struck, say"),
    ("questions/after.yaml", "to: step-back", "to: end"),
    ("questions/after.yaml", "Is it calm?", "Is it calm, you must say, or is it not calm at all?"),
    ("forks.yaml", "when: harmed", "when: followed"),
    ("forks.yaml", "otherwise: step-back", "otherwise: rebuild"),
    ("outcomes/crisis.yaml", "Please call.", "You must call."),
    ("outcomes/step-back.yaml", "Look at both.", "Talk as a couple."),
    ("outcomes/step-back.yaml", "when: both", "when: low"),
    ("outcomes/rebuild.yaml", "tier: 3", "tier: 0"),
    ("promises.yaml", "after: hit", "after: followed"),
    ("promises.yaml", "[danger, crisis]", "[danger]"),
    ("pack.yaml", "questions: 30", "questions: 2"),
    ("pack.yaml", "start: gate", "start: acts"),
    ("notes.yaml", "Calm helps.", "Calmness ameliorates extraordinarily complicated situations."),
    ("wording/en.yaml", "nag*", "calm*"),
    ("wording/en.yaml", "limit: 6", "limit: 20"),
    ("questions/safety.yaml", "topic: safety", "# A line more.\n\ntopic: safety"),
    ("questions/safety.yaml", "id: acts", "id: deeds"),
    ("questions/after.yaml", "topic: after", "topic: later"),
    ("pack.yaml", "followed: you", "trailed: you"),
    ("pack.yaml", "call: points", "line: points"),
    ("pack.yaml", "harmed: {any: [hit", "harmed: {any: [low"),
    ("pack.yaml", "safety: [gate, acts]", "others: [gate]"),
    ("pack.yaml", "after: {title: After}", "after: {title: Later}"),
    ("outcomes/danger.yaml", "kind: danger", "kind: crisis"),
    ("outcomes/rebuild.yaml", "tags: [together]", "tags: [call]"),
    ("outcomes/step-back.yaml", "when: both, to", "when: low, to"),
    ("outcomes/rebuild.yaml", "tier: 3", "tier: 4"),
    ("notes.yaml", "[step-back, rebuild]", "all"),
    ("answers.yaml", ", when: hit", ""),
    ("answers.yaml", "when: hit", "when: followed"),
    ("answers.yaml", "for: [danger]", "for: [danger, crisis]"),
    ("answers.yaml", "answer: low, for: all, say: It was", "answer: hit, for: danger, say: It was"),
    ("sources.yaml", "B1: {says: A guide", "B1: {kind: ours, says: A guide"),
    ("sources.yaml", "B1: {says: A guide", "B2: {says: A guide"),
    ("languages/es.yaml", "Chico", "Pequeño"),
    ("languages/es.yaml", "calm:", "calmo:"),
    ("lives/low.yaml", "acts: [hit]", "acts: [followed]"),
    ("lives/low.yaml", "[danger]", "[crisis]"),
    ("promises.yaml", "after: {answer: {acts: [hit]}}", "after: {answer: {gate: [hit]}}"),
    ("promises.yaml", "[danger, crisis]", "[danger]"),
]  # fmt: skip
"""Edits of the small pack; each is undone if it is drawn again."""

MATERIAL = ProofMaterial(CONTENT / "words", gather(CONTENT / "helplines"))
FIRST = (
    yaml_reader._parse,
    pack._read_file,
    implied_tags._phrase_in,
    confusables.folded,
    confusables.says_nothing,
    overlay.mark,
    overlay.places,
)


def forget() -> None:
    """Let all be read as for the first time: what is kept is kept by what was read."""
    for kept in FIRST:
        kept.cache_clear()


def judged(files: dict[str, str], material: ProofMaterial) -> tuple[Judgement, ProofMaterial]:
    """Return the verdict on some files, and what is known afterwards."""
    raw = {name: text.encode() for name, text in files.items()}
    told: list[Judgement] = []
    verdict, known = finish(begin(0, raw, material), material, told.append)
    assert all(fault in verdict.faults for early in told for fault in early.faults)
    return verdict, replace(material, known=known or material.known)


@example([EDITS[4], EDITS[17]])
@example([EDITS[0], EDITS[16]])
@example([EDITS[5], EDITS[4]])
@settings(max_examples=20)
@given(st.lists(st.sampled_from(EDITS), min_size=1, max_size=4))
def test_the_verdict_while_editing_is_that_of_a_first_look(edits: list[TextEdit]) -> None:
    files, material = FILES | MORE, judged(FILES | MORE, MATERIAL)[1]
    seen: list[tuple[dict[str, str], Judgement]] = []
    for name, old, new in edits:
        text = files[name]
        files = files | {name: text.replace(old, new) if old in text else text.replace(new, old)}
        verdict, material = judged(files, material)
        seen.append((files, verdict))
    for known, verdict in seen:
        forget()
        assert judged(known, MATERIAL)[0] == verdict


def linked(files: dict[str, str]) -> tuple[object, ...]:
    """Return all that proofs and people are given of some files, whatever a verdict says of it."""
    checked = begin(0, {name: text.encode() for name, text in files.items()}, MATERIAL).checked
    return checked.tree, checked.promises, checked.lives


def test_each_edit_is_judged_as_on_a_first_look_and_so_is_its_undoing() -> None:
    whole = FILES | MORE
    before, shown = judged(whole, MATERIAL)[0], linked(whole)
    for name, old, new in EDITS:
        files = whole | {name: whole[name].replace(old, new)}
        seen = judged(files, MATERIAL)[0], linked(files)
        assert (judged(whole, MATERIAL)[0], linked(whole)) == (before, shown)
        forget()
        assert (judged(files, MATERIAL)[0], linked(files)) == seen, (name, new)
        judged(whole, MATERIAL)


def test_where_only_words_changed_the_promises_are_told_before_the_rest() -> None:
    material = judged(FILES, MATERIAL)[1]
    name, old, new = "questions/after.yaml", "Is it calm?", "Is it quite calm?"
    raw = {file: text.encode() for file, text in FILES.items()}
    raw[name] = raw[name].replace(old.encode(), new.encode())
    told: list[Judgement] = []
    verdict, _ = finish(begin(1, raw, material), material, told.append)
    assert [(one.promised, one.proved) for one in told] == [(True, False)]
    assert told[0].state == verdict.state
