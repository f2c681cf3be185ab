"""The files of a pack and of what stands beside it, from a folder or from git."""

from __future__ import annotations

import io
import os
import posixpath
import tarfile
from pathlib import Path

from editor.keeping.git import git
from tree.fault import FaultyPackError, UnusableError
from tree.pack.files import gather
from tree.pack.yaml_reader import MOST_BYTES

Files = dict[str, bytes]


def files_of(name: str) -> Files:
    """Return the files of a folder or a git revision; raises UnusableError or FaultyPackError."""
    if os.path.isdir(name):
        return gather(Path(name))
    revision, colon, _ = name.partition(":")
    if not (revision and colon):
        raise UnusableError("no-such-pack", name=name)
    return unpack(_archive(name))


def _archive(name: str) -> bytes:
    """Return a tar archive of a folder in git; names are never parsed as git options."""
    top = os.fsdecode(git(name, "rev-parse", "--show-toplevel")).rstrip("\n")
    found = git(name, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    return git(name, "archive", "--format=tar", found.decode().strip(), at=top)


def unpack(raw: bytes) -> Files:
    """Return the YAML files of an archive, sorted by name; links are not followed."""
    found: Files = {}
    with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
        for member in archive.getmembers():
            file = archive.extractfile(member) if member.isfile() else None
            if file and member.name.endswith(".yaml"):
                found[member.name] = file.read(MOST_BYTES + 1)
    return dict(sorted(found.items()))


def files_within(name: str, folder: str) -> Files:
    """Return the files of a folder of a pack, by their names in it; none if it is not there."""
    start = f"{folder}/"
    found = files_of(name).items()
    return {file.removeprefix(start): raw for file, raw in found if file.startswith(start)}


def files_beside(name: str, other: str) -> Files:
    """Return the files of another folder beside a pack; none if it is not there."""
    try:
        if os.path.isdir(name):
            return files_of(os.path.join(os.path.realpath(name), os.pardir, other))
        return files_of(_beside(name, other))
    except (UnusableError, FaultyPackError):
        return {}


def _beside(name: str, other: str) -> str:
    """Return the name in git of another folder beside a pack; ./ stays in front, as git asks."""
    revision, _, folder = name.partition(":")
    here = "./" if folder.startswith(".") else ""
    return f"{revision}:{here}{posixpath.normpath(posixpath.join(folder, os.pardir, other))}"
