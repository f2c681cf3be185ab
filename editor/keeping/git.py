"""What git knows of a folder; nothing here changes a repository or reaches a network."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from tree.fault import UnusableError

VERSIONS = 1_000
"""Versions of files that are looked through, the newest first."""
LOG = (
    *("log", "--format=", "--raw", "--no-abbrev", "--no-renames", "--no-show-signature"),
    *("--relative", f"--max-count={VERSIONS}", "--", "."),
)
ALONE = ("-c", "protocol.allow=never")
"""A history that is not here as a whole is not fetched."""
PATIENCE = 20.0
"""Seconds until a git that has not answered is ended: a history may be far larger than a pack."""
NOTHING = "0" * 7
"""How the name of a file that is not there begins."""


def git(
    name: str, *words: str, at: str = "", given: bytes = b"", patience: float | None = None
) -> bytes:
    """Run git and return its output; raises UnusableError with git's message."""
    try:
        ran = subprocess.run(  # noqa: S603  (no shell, and every argument is one of ours)
            ["git", *words],  # noqa: S607  (git stands where its owner put it)
            cwd=at or None,
            input=given,
            capture_output=True,
            check=False,
            timeout=patience,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnusableError("no-git", name=name) from error
    if ran.returncode == 0:
        return ran.stdout
    why = " ".join(ran.stderr.decode(errors="replace").split())
    if why:
        raise UnusableError("git-refuses", name=name, why=why)
    raise UnusableError("no-such-revision", name=name)


def versions(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each version of each file of a folder, the newest first; raises UnusableError."""
    told = git(folder.name, *ALONE, *LOG, at=str(folder), patience=PATIENCE)
    known: dict[str, str] = {}
    for line in told.decode(errors="replace").splitlines():
        modes, _, name = line.partition("\t")
        for blob in modes.split()[3:1:-1]:
            if not blob.startswith(NOTHING):
                known.setdefault(blob, name)
    asked = dict(list(known.items())[:VERSIONS])
    given = "\n".join(asked).encode()
    yield from zip(asked.values(), _contents(folder, given), strict=False) if asked else ()


def _contents(folder: Path, given: bytes) -> Iterator[bytes]:
    """Yield what is in some versions, in order; nothing for one that is not here."""
    words = (*ALONE, "cat-file", "--batch")
    rest = git(folder.name, *words, at=str(folder), given=given, patience=PATIENCE)
    while rest:
        head, _, rest = rest.partition(b"\n")
        size = int(head.split()[-1]) if head.split()[-1].isdigit() else -1
        yield rest[: max(size, 0)]
        rest = rest[size + 1 :]
