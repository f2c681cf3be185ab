"""A small whole pack for tests: forks, a tally, a tick list, a passing outcome, every say."""

from __future__ import annotations

from pathlib import Path

from tree.checking.checked import Checked, check_pack
from tree.model import Tree

FILES = {
    "pack.yaml": """\
format: 1
id: small
version: "1"
language: en
title: Small
start: gate
topics:
  safety: {title: Safety, note: These are hard.}
  after: {title: After}
facts:
  low: you feel low
  hit: you were hit
  followed: you were followed
  both: both try
  calm: it is calm
tallies: {doubts: {says: doubts, most: 2}}
tags: {call: points to a line, together: brings the two together}
groups: {safety: [gate, acts]}
conditions: {harmed: {any: [hit, {at_least: {doubts: 2}}]}}
limits: {questions: 30}
""",
    "questions/safety.yaml": """\
topic: safety
questions:
  - id: gate
    ask: Do you think of hurting yourself?
    why: Because help is near.
    sources: [B1]
    go: acts
    options:
      - {id: yes, say: "Yes", learn: [low], go: crisis}
      - {id: unsure, say: Not sure, count: {doubts: 1}}
      - {id: no, say: "No", plain: true}
  - id: acts
    ask: Has any of this happened?
    why: Some acts matter most.
    choose: all
    options:
      - {id: hit, say: They hit me, learn: [hit]}
      - {id: followed, say: They followed me, learn: [followed], count: {doubts: 1}}
      - {id: unsure, say: Not sure, alone: true, count: {doubts: 2}}
      - {id: none, say: None of these, alone: true, plain: true}
    go: on
""",
    "questions/after.yaml": """\
topic: after
questions:
  - id: calm
    ask: Is it calm?
    why: It shows what fits.
    go: matters
    options:
      - {id: yes, say: "Yes", learn: [calm]}
      - {id: no, say: "No", go: [{when: followed, to: step-back}, {otherwise: matters}]}
  - id: matters
    ask: What matters?
    why: It orders the steps.
    choose: 2
    go: end
    options:
      - {id: both, say: Both try, learn: [both]}
      - {id: rest, say: Rest}
      - {id: work, say: Work}
""",
    "forks.yaml": """\
- {id: on, go: [{when: harmed, to: danger}, {otherwise: calm}]}
- id: end
  go:
    - {when: {all: [calm, both, {not: followed}]}, to: rebuild}
    - {otherwise: step-back}
""",
    "outcomes/crisis.yaml": """\
kind: crisis
tier: 0
title: Call now
opening: Please call.
heard: [low]
helplines: [emergency]
go_on: acts
steps: [{id: call, say: You could call., tags: [call]}]
""",
    "outcomes/danger.yaml": """\
kind: danger
tier: 0
title: Numbers to call
opening: [{when: hit, say: That was wrong.}, {otherwise: You have doubts.}]
heard: [hit, followed, low]
helplines: [emergency]
steps: [{id: call, say: You could call., tags: [call]}]
""",
    "outcomes/step-back.yaml": """\
kind: step-back
tier: 2
title: A step back
opening: It is a lot.
heard: [followed, calm]
steps: [{id: rest, say: Rest.}, {id: both, say: Look at both., when: both}]
also: [{id: low, when: low, say: There is a line., helplines: [crisis]}]
revisit: In a week.
sources: [B1]
""",
    "outcomes/rebuild.yaml": """\
kind: rebuild
tier: 4
tags: [together]
title: Slowly
opening: Both try.
heard: [both, calm]
""",
    "notes.yaml": """\
- {id: shared, for: [step-back, rebuild], when: calm, say: Calm helps.}
""",
    "promises.yaml": """\
- id: hit-danger
  says: Hit leads to danger.
  because: [B1]
  after: hit
  always: {kind: [danger, crisis]}
""",
    "sources.yaml": """\
B1: {says: A guide, address: "https://example.org/guide", read: 2026-11-22}
""",
}


def check_small(**changes: str) -> Checked:
    """Check the small pack with some files replaced, named as `questions__safety` and the like."""
    files = {name: text.encode() for name, text in FILES.items()}
    named = {f"{name.replace('__', '/').replace('_', '-')}.yaml": t for name, t in changes.items()}
    return check_pack(files | {name: text.encode() for name, text in named.items()})


def small_tree() -> Tree:
    """Link the small pack."""
    checked = check_small()
    assert checked.tree is not None, checked.faults
    return checked.tree


def edited(name: str, old: str, new: str) -> dict[str, str]:
    """Change one text in one file of the small pack; the old text must be there once."""
    assert FILES[name].count(old) == 1, old
    return {name.removesuffix(".yaml").replace("/", "__"): FILES[name].replace(old, new)}


DATED = {"pack.yaml": FILES["pack.yaml"].replace("questions: 30", "helplines_days: 365")}
"""The head of a small pack that wants the sources of helplines read again each year."""


def write_small(folder: Path, **files: str) -> Path:
    """Write the small pack into a folder of its own, with other `files` where they are given."""
    for name, text in (FILES | files).items():
        path = folder / "small" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "small"
