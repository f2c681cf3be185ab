"""Inputs of commands: the pack that a call means, and answers files."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from commands.output import put
from screens.flags import Flags, nearest
from screens.words import Words
from tree.checking.proved import Proved
from tree.fault import FaultyFileError, UnusableError, not_read
from tree.pack.yaml_reader import MOST_BYTES, Plain, parse
from tree.prepare import Places
from tree.walk import Answer

HEAD = "pack.yaml"


def pack_folder(named: str, places: Places) -> Path:
    """Return the folder of the pack; raises UnusableError if it does not exist."""
    folder = Path(named) if named else own_folder() or places.pack
    if not os.path.isdir(folder):
        raise UnusableError("no-such-pack", name=str(folder))
    if above := _pack_above(folder):
        raise UnusableError("pack-above", name=named, above=str(above))
    return folder


def _pack_above(folder: Path) -> Path | None:
    """Return the pack that a folder is only a part of."""
    if os.path.isfile(folder / HEAD):
        return None
    return next((at for at in folder.absolute().parents if os.path.isfile(at / HEAD)), None)


def meant_pack(flags: Flags, named: Sequence[str], places: Places) -> Path:
    """Return the folder that a call means, named by `--pack` or by a word; raises UnusableError."""
    word, flag = next(iter(named), ""), flags.get("--pack")
    if word and flag and os.path.realpath(word) != os.path.realpath(flag):
        raise UnusableError("pack-twice", name=word, other=flag)
    return pack_folder(word or flag, places)


def paper_of(flags: Flags, known: Iterable[str]) -> str:
    """Return the paper that a call names, or the first known one; raises UnusableError."""
    papers = list(known)
    name = (flags.get("--paper") or papers[0]).lower()
    if name not in papers:
        values = {"name": name, "known": ", ".join(papers), "nearest": nearest(name, papers)}
        raise UnusableError("unknown-paper", **values)
    return name


def own_folder() -> Path | None:
    """Return the pack that holds the working folder; None if it is in no pack."""
    try:
        here = Path.cwd()
    except OSError:  # the working folder was removed
        return None
    return next((at for at in (here, *here.parents) if os.path.isfile(at / HEAD)), None)


def is_pack(name: str) -> bool:
    """Return whether a word names the folder of a pack."""
    return os.path.isfile(Path(name) / HEAD)


def is_shipped(folder: Path, places: Places) -> bool:
    """Return whether a folder is the pack that comes with the program."""
    return os.path.realpath(folder) == os.path.realpath(places.pack)


def shortest(proved: Proved) -> tuple[Answer, ...]:
    """Return the shortest counterexample; empty if no promise is broken."""
    proofs = proved.verdict.proofs if proved.verdict else ()
    broken = [proof.walk for proof in proofs if proof.kept is False and not proof.vacuous]
    return min(broken, key=len, default=())


def write(proved: Proved, name: str, words: Words) -> bool:
    """Write the shortest counterexample, if there is one; raises UnusableError."""
    walk = shortest(proved)
    if walk:
        put(json.dumps(answers_data(walk), ensure_ascii=False, indent=1) + "\n", name, words)
    return bool(walk)


def answers_data(walk: tuple[Answer, ...]) -> list[dict[str, Any]]:
    """Return a walk as an answers file holds it: an option is one id, or a list of several."""
    return [
        {"question": a.question, "option": a.options[0] if len(a.options) == 1 else list(a.options)}
        for a in walk
    ]


def read(name: str) -> Iterator[Answer]:
    """Yield the answers of a file, or of standard input for `-`.

    Raises FaultyFileError for invalid JSON or YAML, UnusableError for anything but answers.
    """
    written = parse(_bytes(name), name)
    if written.faults:
        raise FaultyFileError(tuple(written.faults))
    if not isinstance(written.value, list):
        raise UnusableError("answers-shape", name=name, line="1")
    for i, item in enumerate(written.value):
        answer = _answer(item)
        if answer is None:
            raise UnusableError("answers-shape", name=name, line=str(written.where((i,)).line))
        yield answer


def _answer(item: Plain) -> Answer | None:
    if not isinstance(item, dict) or set(item) != {"question", "option"}:
        return None
    question, chosen = item["question"], item["option"]
    options = [chosen] if isinstance(chosen, str) else chosen
    if not isinstance(question, str) or not isinstance(options, list):
        return None
    names = [name for name in options if isinstance(name, str)]
    return Answer(question, tuple(names)) if len(names) == len(options) else None


def _bytes(name: str) -> bytes:
    try:
        if name == "-" and sys.stdin is None:
            raise UnusableError("no-answers-input")
        if name == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise not_read(name) from error
