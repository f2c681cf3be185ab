"""The shortest walk that breaks a promise, as a file that `walk --answers` replays."""

from __future__ import annotations

import json

from commands.drawing.out import put
from commands.prove_report import answers_data
from tree.reading.proved import Proved
from tree.walk import Answer


def shortest(proved: Proved) -> tuple[Answer, ...]:
    """Find the shortest of the walks that break a promise; empty where none does."""
    proofs = proved.verdict.proofs if proved.verdict else ()
    broken = [proof.walk for proof in proofs if proof.kept is False and not proof.vacuous]
    return min(broken, key=len, default=())


def write(proved: Proved, name: str) -> bool:
    """Write that walk, if there is one; raises UnusableError where the file cannot be written."""
    walk = shortest(proved)
    if walk:
        put(json.dumps(answers_data(walk), ensure_ascii=False, indent=1) + "\n", name)
    return bool(walk)
