"""What may be left of people on the host of a kiosk: in processes, their files, and its words."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from tests.support.kiosk_person import USER
from tests.support.sample import SECRET
from tests.support.terminal import ROOT
from tests.support.traces import SAYINGS, TREE

NAMED = "|".join(map(re.escape, {*TREE.questions, *TREE.outcomes}))
LEAKED = re.compile(
    "|".join(map(re.escape, {USER, SECRET, *SAYINGS})) + f"|[\"'](?:{NAMED})\\\\?[\"']"
)
"""Names, keys, answers in their own words, and answers as a program would note them."""

Written = dict[Path, tuple[int, int]]


def files(*folders: Path) -> Written:
    """List all files here, and those that a broken process leaves, with when each was written."""
    cores = (path for folder in (ROOT, Path("/")) for path in folder.glob("core*"))
    found = (path for folder in folders for path in folder.rglob("*"))
    return {path: when for path in (*found, *cores) if (when := _written(path))}


def _written(path: Path) -> tuple[int, int] | None:
    with suppress(OSError):  # one that is gone meanwhile
        seen = path.stat()
        return (seen.st_mtime_ns, seen.st_size) if stat.S_ISREG(seen.st_mode) else None
    return None


def in_files(before: Written, *folders: Path) -> Iterator[str]:
    """Find traces in what was written here since it was listed, cores of broken processes too."""
    for path, when in files(*folders).items():
        if before.get(path) != when:
            yield from told(str(path), path)


def in_processes(pids: Iterable[int]) -> Iterator[str]:
    """Find traces in what processes were started with, and in the files that they hold open."""
    for pid in pids:
        proc = Path(f"/proc/{pid}")
        with suppress(OSError):  # one that has ended, or that only root may look into
            held = [path for path in (proc / "fd").iterdir() if _written(path)]
            for path in (proc / "cmdline", proc / "environ", *held):
                yield from told(f"{path} {_name(path)}", path)


def _name(path: Path) -> str:
    return os.readlink(path) if path.is_symlink() else ""


def told(name: str, path: Path) -> Iterator[str]:
    """Find traces in one file; say where it is, and what was found."""
    with suppress(OSError):
        yield from leaked(name, path.read_bytes())


def leaked(name: str, data: bytes) -> Iterator[str]:
    """Find traces in some bytes."""
    found = LEAKED.findall(data.decode("utf-8", "replace"))
    yield from (f"{name}: {says}" for says in found)
