"""A small pack of another subject, exam stress: its own words, card, categories and helplines."""

from __future__ import annotations

from pathlib import Path

from tests.support.brackets import everything, put_in_brackets
from tree.checking.checked import check_pack
from tree.languages.overlay import overlay
from tree.languages.pack_words import own_words
from tree.pack.files import gather
from tree.pack.yaml_reader import parse

FILES = {
    "pack.yaml": """\
format: 1
id: exams
version: "1"
language: en
title: Exam stress
start: dark
topics:
  now: {title: Right now}
  work: {title: Your work}
facts:
  dark: you think of ending your life
  behind: you feel behind
  sleepless: you sleep badly
tags: {call: points to somebody to call}
card: [counselling, crisis, directory]
limits: {questions: 10}
""",
    "questions/now.yaml": """\
topic: now
questions:
  - id: dark
    ask: Do you think of ending your life?
    why: Because help is near.
    go: behind
    options:
      - {id: yes, say: "Yes", learn: [dark], go: crisis}
      - {id: no, say: "No", plain: true}
    skip: {go: behind}
""",
    "questions/work.yaml": """\
topic: work
questions:
  - id: behind
    ask: Do you feel behind with your work?
    why: It shows what fits.
    go: sleep
    options:
      - {id: yes, say: "Yes", learn: [behind]}
      - {id: no, say: "No"}
  - id: sleep
    ask: Do you sleep badly?
    why: Sleep comes first.
    go: [{when: {any: [behind, sleepless]}, to: talk}, {otherwise: fine}]
    options:
      - {id: yes, say: "Yes", learn: [sleepless]}
      - {id: no, say: "No"}
""",
    "outcomes/crisis.yaml": """\
kind: crisis
tier: 0
title: Call now
opening: Please call somebody.
heard: [dark]
helplines: [crisis]
steps: [{id: call, say: You could call now., tags: [call]}]
""",
    "outcomes/talk.yaml": """\
kind: talk
tier: 2
title: Talk with somebody
opening: It is a lot at once.
heard: [behind, sleepless]
helplines: [counselling]
steps: [{id: tutor, say: You could ask your tutor for more time.}]
""",
    "outcomes/fine.yaml": """\
kind: fine
tier: 4
title: On your way
opening: You have a plan.
""",
    "promises.yaml": """\
- id: dark-crisis
  says: Whoever thinks of ending their life is told whom to call.
  after: dark
  always: {kind: crisis}
""",
    "words/en.yaml": """\
welcome:
  title: Before an exam
  about: For you if exams weigh on you. Two minutes.
  hard: Skip anything. One question is about wanting to die.
  not: This is not counselling. It gives no mark and no verdict.
  open: It is free and open software. Anyone may read how it works.
outcome:
  cannot_says: It knows only what you chose here. If it feels worse than that, talk with someone.
card:
  counselling: If you want to talk
help:
  kinds:
    counselling: the counselling centre
""",
    "helplines/fallbacks.yaml": """\
counselling: crisis
crisis: emergency
directory: emergency
""",
    "helplines/gb.yaml": """\
country: GB
name: United Kingdom
lines:
  - {id: gb-999, category: emergency, service: Emergency services, phone: "999", who: anyone,
     source: "https://example.org/999", read: "2026-11-22", grade: A}
  - {id: gb-centre, category: counselling, service: Counselling centre, phone: "0123 456",
     who: students, source: "https://example.org/centre", read: "2026-11-22", grade: A}
""",
    "helplines/elsewhere.yaml": """\
country: XX
name: Another place
lines: []
says: Call the emergency number of the place where you are.
""",
}  # fmt: skip


def write_exams(folder: Path, **changes: str) -> Path:
    """Write the pack with some files changed, named as `words__en`; an empty one is left out."""
    changed = {f"{name.replace('__', '/')}.yaml": text for name, text in changes.items()}
    for name, text in {**FILES, **changed}.items():
        path = folder / "exams" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text:
            path.write_text(text, encoding="utf-8")
    return folder / "exams"


def translate_exams(pack: Path, language: str) -> None:
    """Translate the pack and its words for the screens into brackets."""
    checked = check_pack(gather(pack))
    assert checked.tree
    assert checked.pack
    sources = {
        "languages": everything(checked, checked.tree),
        "words": own_words(checked.pack),
    }
    for name, source in sources.items():
        if source:
            (pack / name).mkdir(exist_ok=True)
            written = put_in_brackets(overlay(source, parse(b"{}", language)))
            (pack / name / f"{language}.yaml").write_text(written + "\n", encoding="utf-8")
