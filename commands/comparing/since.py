"""What an author changed in a pack since the last commit: which lines, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from commands.comparing.files import unpack
from commands.comparing.moves import moved
from commands.reports.brief import Since
from editor.keeping.git import git
from screens.words import Words
from tree.checking.checked import check_pack
from tree.checking.proved import Proved
from tree.fault import UnusableError
from tree.model import Tree
from tree.proving.sets.diagram import TooLargeError
from tree.proving.verdict import is_countable
from tree.proving.walks_changed import compare

HEAD = "HEAD"
HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@")
FILE = re.compile(r"^\+\+\+ b/(.*)$")


def since_commit(folder: Path, proved: Proved, words: Words) -> Since:
    """Return what changed since the last commit; nothing for a folder that git does not know."""
    try:
        edited = frozenset(_edited(folder))
        raw = git(HEAD, "archive", "--format=tar", HEAD, ".", at=str(folder)) if edited else b""
    except UnusableError:
        return Since()
    old, new = check_pack(unpack(raw)).tree if raw else None, proved.checked.tree
    says = _moved(old, new, words) if old and new and _is_broken(proved) else ""
    return Since(edited, says)


def _edited(folder: Path) -> Iterator[str]:
    """Yield the lines of a folder that differ from the last commit, as `file:line`."""
    told = git(HEAD, "diff", "-U0", "--no-ext-diff", "--relative", HEAD, "--", ".", at=str(folder))
    name = ""
    for line in told.decode(errors="replace").splitlines():
        if found := FILE.match(line):
            name = found[1]
        elif found := HUNK.match(line):
            first = int(found[1])
            yield from (f"{name}:{n}" for n in range(first, first + int(found[2] or 1)))


def _is_broken(proved: Proved) -> bool:
    return any(fault.code.startswith("promise-broken") for fault in proved.faults)


def _moved(old: Tree, new: Tree, words: Words) -> str:
    """Return in one sentence which walks end elsewhere now, the least urgent change first."""
    if not (is_countable(old) and is_countable(new)):
        return ""
    with suppress(TooLargeError):
        changes = sorted(compare(old, new).changes, key=lambda it: (not it.gentler, -it.walks))
        return words("check.since", says=moved(changes[0], words)) if changes else ""
    return ""
