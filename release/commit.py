"""The commit that is released: its time, its tag and its files, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tomllib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

BEFORE_NEXT = "## Unreleased"


@dataclass(frozen=True, slots=True)
class Commit:
    """When the last commit was made, in seconds since 1970, and the tags of a version on it."""

    epoch: str
    tags: tuple[str, ...]


def the_commit(root: Path) -> Commit:
    """Return the last commit of a folder; raises SystemExit if it has none."""
    try:
        epoch = _git(root, "log", "-1", "--format=%ct").decode().strip()
        tags = tuple(_git(root, "tag", "--points-at", "HEAD", "--list", "v*").decode().split())
    except (OSError, subprocess.CalledProcessError):
        raise SystemExit(
            "A release is made of a commit, and there is none here. To build what lies here, set"
            " SOURCE_DATE_EPOCH and run: python -m release.assemble dist"
        ) from None
    return Commit(os.environ.get("SOURCE_DATE_EPOCH", epoch), tags)


def check_tag(root: Path, commit: Commit) -> None:
    """Hold a tag against the version and the changelog; raises SystemExit if they do not agree.

    Without a tag a release can be built all the same, to try it.
    """
    version = version_of(_git(root, "show", "HEAD:pyproject.toml").decode())
    if not commit.tags:
        print(f"The last commit has no tag v{version}: this is a trial.", file=sys.stderr)
        return
    if commit.tags != (f"v{version}",):
        raise SystemExit(f"The tag is {' '.join(commit.tags)}, but pyproject.toml says {version}.")
    if BEFORE_NEXT in _git(root, "show", "HEAD:CHANGELOG.md").decode():
        raise SystemExit(
            f"CHANGELOG.md still has {BEFORE_NEXT[3:]}: name it {version}, and tag that."
        )


def version_of(pyproject: str) -> str:
    """Return the version that the text of pyproject.toml says."""
    return str(tomllib.loads(pyproject)["project"]["version"])


def export(root: Path, folder: Path) -> None:
    """Write the files of the last commit into a folder."""
    with tarfile.open(fileobj=BytesIO(_git(root, "archive", "HEAD"))) as files:
        # Debian 12's Python has no filters yet, and takes what git wrote without one.
        files.extraction_filter = getattr(tarfile, "data_filter", None)
        files.extractall(folder)  # noqa: S202  (our own commit)


def assemble(source: Path, out: Path, epoch: str) -> None:
    """Build a release from exported files with their own code; raises CalledProcessError."""
    env = os.environ | {"SOURCE_DATE_EPOCH": epoch, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "release.assemble", str(out)]
    subprocess.run(command, cwd=source, env=env, check=True)  # noqa: S603  (our own program)


def _git(root: Path, *words: str) -> bytes:
    command = ["git", "-C", str(root), *words]
    return subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603
