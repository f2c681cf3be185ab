"""The stored copy of all that a start needs, read without YAML, pydantic or networkx."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tree.helplines import Helplines
from tree.model import Tree
from tree.stored_form import Decoder, Encoder

LIVES = "lives"
"""The folder of a pack that a person's start never reads: its lives prove the pack for authors."""


@dataclass(frozen=True, slots=True, repr=False)
class Ready:
    """A checked tree, the helplines, and the words of the screens by key, in one language.

    `languages` maps the languages on offer to their own names; `longest` is the number of questions
    on the longest walk, if it was proved.
    """

    tree: Tree
    helplines: Helplines
    words: dict[str, str]
    languages: dict[str, str] = field(default_factory=dict)
    longest: int | None = None


def fingerprint(folders: Iterable[Path], *more: str) -> str:
    """Return a hash of the names and bytes of all YAML and Python files but lives.

    Raises OSError.
    """
    digest = hashlib.sha256("\0".join(more).encode())
    for folder in folders:
        for path in sorted(_sources(folder)):
            with open(path, "rb", buffering=0) as file:
                raw = file.read()
            digest.update(os.fsencode(f"{os.path.basename(path)}\0{len(raw)}\0") + raw)
    return digest.hexdigest()[:32]


def _sources(folder: Path) -> Iterator[str]:
    """Yield the path of a file, or of each source in a folder: as text, which is quicker."""
    if folder.is_file():
        yield str(folder)
    for root, inside, names in os.walk(folder):
        if root == str(folder) and LIVES in inside:
            inside.remove(LIVES)
        for name in names:
            path = os.path.join(root, name)
            if name.endswith((".yaml", ".py")) and os.path.isfile(path):
                yield path


def load(path: Path) -> Ready | None:
    """Load a stored copy; None if it is missing, damaged or unreadable."""
    try:
        digest, _, body = path.read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != digest:
            return None
        conditions, rest = json.loads(body)
        ready: Ready = Decoder(conditions).decode(Ready, rest)
    except (OSError, ValueError):
        return None
    return ready


def save(path: Path, ready: Ready) -> bool:
    """Store a copy atomically for the next start; False if the folder is not writable."""
    encoder = Encoder()
    rest = encoder.encode(ready)
    body = json.dumps([encoder.conditions, rest], separators=(",", ":")).encode()
    new = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(exist_ok=True)
        new.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink()
        return False
    return True
