"""What is kept from one revision to the next changes no verdict: it is that of a first look."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from editor.judging.work import ProofMaterial, begin, finish
from editor.values import Judgement
from tests.editor.desks import CONTENT
from tests.support.small import FILES
from tree.checking import implied_tags, plain_words
from tree.languages import overlay
from tree.pack import confusables, yaml_reader
from tree.pack.files import gather

RULES = """\
formula: flesch-kincaid
limit: 6
sentence: 8
screen: {columns: 40, lines: 16}
banned: [{because: It orders., phrases: [you must, "nag*"], unless: [you must not]}]
implied: [{tags: [together], phrases: [as a couple]}]
"""
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
    ("outcomes/rebuild.yaml", "tier: 4", "tier: 0"),
    ("promises.yaml", "after: hit", "after: followed"),
    ("promises.yaml", "[danger, crisis]", "[danger]"),
    ("pack.yaml", "questions: 30", "questions: 2"),
    ("pack.yaml", "start: gate", "start: acts"),
    ("notes.yaml", "Calm helps.", "Calmness ameliorates extraordinarily complicated situations."),
    ("wording/en.yaml", "nag*", "calm*"),
    ("wording/en.yaml", "limit: 6", "limit: 20"),
]  # fmt: skip
"""Edits of the small pack; each is undone if it is drawn again."""

MATERIAL = ProofMaterial(CONTENT / "words", gather(CONTENT / "helplines"))
KEPT = (
    yaml_reader._parse,
    plain_words._known,
    implied_tags._phrase_in,
    confusables.folded,
    confusables.says_nothing,
    overlay.mark,
    overlay.places,
)


def judged(files: dict[str, str], material: ProofMaterial) -> tuple[Judgement, ProofMaterial]:
    """Return the verdict on some files, and what is known afterwards."""
    raw = {name: text.encode() for name, text in files.items()}
    told: list[Judgement] = []
    verdict, known = finish(begin(0, raw, material), material, told.append)
    assert all(fault in verdict.faults for early in told for fault in early.faults)
    return verdict, replace(material, known=known or material.known)


@example([EDITS[4], EDITS[-1]])
@example([EDITS[0], EDITS[-2]])
@example([EDITS[5], EDITS[4]])
@settings(max_examples=20)
@given(st.lists(st.sampled_from(EDITS), min_size=1, max_size=4))
def test_the_verdict_while_editing_is_that_of_a_first_look(
    edits: list[tuple[str, str, str]],
) -> None:
    files, material = FILES | {"wording/en.yaml": RULES}, MATERIAL
    for name, old, new in edits:
        text = files[name]
        files[name] = text.replace(old, new) if old in text else text.replace(new, old)
        verdict, material = judged(files, material)
        for kept in KEPT:
            kept.cache_clear()
        assert judged(files, MATERIAL)[0] == verdict


def test_where_only_words_changed_the_promises_are_told_before_the_rest() -> None:
    material = judged(FILES, MATERIAL)[1]
    name, old, new = "questions/after.yaml", "Is it calm?", "Is it quite calm?"
    raw = {file: text.encode() for file, text in FILES.items()}
    raw[name] = raw[name].replace(old.encode(), new.encode())
    told: list[Judgement] = []
    verdict, _ = finish(begin(1, raw, material), material, told.append)
    assert [(one.promised, one.proved) for one in told] == [(True, False)]
    assert told[0].state == verdict.state
