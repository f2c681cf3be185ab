"""What `check` says of lives: how many end as told, and the story of a broken one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commands.inputs import answers_data
from screens.words import Words
from tree.checking.proved import Proved
from tree.fault import Fault
from tree.pack.pack import Pack


def lives_data(proved: Proved) -> list[dict[str, Any]]:
    """Return the proof of each life as data."""
    return [
        {"id": proof.life, "kept": proof.kept, "walk": answers_data(proof.walk)}
        for proof in proved.lives
    ]


def tell_lives(proved: Proved, words: Words) -> Iterator[str]:
    """Yield how many lives end as told, and which of them are not proved."""
    for proof in proved.lives:
        if proof.kept is None:
            yield words("proof.life-open", id=proof.life)
    kept = sum(proof.kept is True for proof in proved.lives)
    if kept:
        key = "proof.lives" if kept == len(proved.lives) else "proof.lives-some"
        yield words(key, n=kept, of=len(proved.lives))


def story(pack: Pack, words: Words, fault: Fault) -> Iterator[str]:
    """Yield the story of a broken life; nothing for other faults."""
    if fault.code.startswith("life-"):
        yield words("proof.story", says=pack.lives[fault.values["id"]].shape.story)
