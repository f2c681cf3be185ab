"""The packs that are edited in `bench/edit.py`, and what is changed in each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

from tests.support.long_pack import long_pack

CONTENT = Path(__file__).resolve().parent.parent / "content"
QUESTIONS, FACTS = 400, 4
ASK, FACT = re.compile(rb"(id: row-(\d+)\n    ask: Is it so)"), re.compile(rb"(f(\d+): so it is)")

Places = tuple[str, str, str]
"""A file, and two texts in it that take each other's place."""


@dataclass(frozen=True, slots=True)
class EditedPack:
    """A pack, a question and a promise of it, and what is chosen there, another in each round."""

    name: str
    folder: Path
    question: str
    """Words that the search finds first in the question."""
    facts: tuple[str, ...]
    routes: tuple[str, ...]
    promise: str
    """Words that the search finds first in the promise."""
    kinds: int
    """Kinds of pages that the promise names."""
    places: Mapping[str, Places]
    """Changes of the same kinds, written into files while `check --watch` looks."""


def edited_packs(place: Path) -> tuple[EditedPack, EditedPack]:
    """Write the shipped pack and one of 400 questions."""
    return _shipped(place / "shipped"), _wide(place / "wide")


def _shipped(folder: Path) -> EditedPack:
    copytree(CONTENT / "evenground", folder)
    file, learns = "questions/safety.yaml", "learn: [afraid-often, harmed]"
    return EditedPack(
        "shipped", folder, "ever afraid of them",
        ("hit", "throat", "weapon"), ("threats", "followed", "children"),
        "straight to the crisis", 1,
        {
            "word": (file, "Are you ever afraid", "Are you still ever afraid"),
            "fact": (file, learns, "learn: [afraid-often, harmed, hit]"),
            "route": (file, learns, f"{learns}, go: threats"),
            "promise": ("promises.yaml", "next: {kind: crisis}", "next: {kind: [crisis, danger]}"),
        },
    )  # fmt: skip


def _wide(folder: Path) -> EditedPack:
    short = sum(raw.count(b"    ask:") for raw in long_pack(1, FACTS).values()) - 1
    for name, raw in long_pack(QUESTIONS - short, FACTS).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(FACT.sub(rb"\1, \2", ASK.sub(rb"\1, \2", raw)))
    file, go = "questions/after.yaml", "go: row-204"
    learns = f'{go}\n    options:\n      - {{id: yes, say: "Yes", learn: [f3]'
    return EditedPack(
        "wide", folder, "so, 203",
        ("f0", "f1", "f2"), ("row-206", "row-207", "row-208"),
        "Hit leads", 2,
        {
            "word": (file, "Is it so, 203?", "Is it still so, 203?"),
            "fact": (file, learns, learns.replace("f3", "f3, f1")),
            "route": (file, learns, f"{learns}, go: row-206"),
            "promise": ("promises.yaml", "[danger, crisis]", "[danger, crisis, rebuild]"),
        },
    )  # fmt: skip
