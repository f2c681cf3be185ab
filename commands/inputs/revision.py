"""A pack from a folder, or as it stood in git: `HEAD~1:content/evenground`."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from pathlib import Path

from tree.fault import UnusableError
from tree.pack.files import gather
from tree.pack.strict import MOST_BYTES

Files = dict[str, bytes]


def files_of(name: str) -> Files:
    """Read the files of a pack; raises UnusableError or FaultyPackError."""
    if os.path.isdir(name):
        return gather(Path(name))
    revision, colon, _ = name.partition(":")
    if not (revision and colon):
        raise UnusableError("no-such-pack", name=name)
    return _unpack(_archive(name))


def _archive(name: str) -> bytes:
    """Pack a folder of the history; what was given is never taken for an option."""
    top = os.fsdecode(_git(name, "rev-parse", "--show-toplevel")).rstrip("\n")
    found = _git(name, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    return _git(name, "archive", "--format=tar", found.decode().strip(), at=top)


def _git(name: str, *words: str, at: str = "") -> bytes:
    """Ask git, in a folder, about what was named; raises UnusableError with what git says."""
    try:
        ran = subprocess.run(  # noqa: S603  (no shell, and every argument is one of ours)
            ["git", *words],  # noqa: S607  (git stands where its owner put it)
            cwd=at or None,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise UnusableError("no-git", name=name) from error
    if ran.returncode == 0:
        return ran.stdout
    why = " ".join(ran.stderr.decode(errors="replace").split())
    if why:
        raise UnusableError("git-refuses", name=name, why=why)
    raise UnusableError("no-such-revision", name=name)


def _unpack(raw: bytes) -> Files:
    """Keep the YAML files of an archive, in name order; links are not followed."""
    found: Files = {}
    with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
        for member in archive.getmembers():
            file = archive.extractfile(member) if member.isfile() else None
            if file and member.name.endswith(".yaml"):
                found[member.name] = file.read(MOST_BYTES + 1)
    return dict(sorted(found.items()))
