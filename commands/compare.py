"""`compare OLD NEW`: which walks end elsewhere after an edit, from folders or from git."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from commands.inputs import answers_data
from commands.reports.proof_report import print_json
from commands.reports.sentences import command_words
from commands.reports.transcript import Teller
from screens.flags import read_flags
from screens.words import Words
from tree.checking.checked import Checked, check_pack
from tree.fault import Fault, FaultyPackError, UnusableError
from tree.model import Tree
from tree.pack.files import gather
from tree.pack.yaml_reader import MOST_BYTES
from tree.prepare import Places
from tree.proving.sets.diagram import TooLargeError
from tree.proving.verdict import is_countable
from tree.proving.walks_changed import Comparison, MovedWalks, compare

AS_URGENT, GENTLER = 0, 1


def compare_packs(argv: list[str], places: Places) -> int:
    """Compare two packs; 1 if any walk ends at a less urgent tier. Raises UnusableError."""
    flags = read_flags(argv, {"--json": False}, most=2)
    if len(flags.rest) < 2:  # noqa: PLR2004  (the old pack and the new one)
        raise UnusableError("two-packs")
    packs = [check_pack(files_of(name)) for name in flags.rest]
    trees = [_tree(pack, name) for pack, name in zip(packs, flags.rest, strict=True)]
    for name, tree in zip(flags.rest, trees, strict=True):
        if not is_countable(tree):
            raise UnusableError("too-large", name=name)
    found = _compare(trees, flags.rest[1])
    words = command_words(places.words.parent)
    rules = _rules(*packs)
    if "--json" in flags:
        print_json(_data(found) | {"promises": rules})
    else:
        print("\n".join((*_tell_rules(rules, packs[0], words), *_tell(found, packs, words))))
    return GENTLER if found.gentler else AS_URGENT


def _compare(trees: list[Tree], name: str) -> Comparison:
    """Compare two trees; raises UnusableError if the diagrams get too large."""
    try:
        return compare(*trees)
    except TooLargeError:
        raise UnusableError("too-large", name=name) from None


def _tree(checked: Checked, name: str) -> Tree:
    """Return the tree of a pack; raises FaultyPackError with the pack's name before each file."""
    if checked.tree is None:
        raise FaultyPackError(tuple(_in_pack(fault, name) for fault in checked.faults))
    return checked.tree


def _in_pack(fault: Fault, name: str) -> Fault:
    file = f"{name.rstrip('/')}/{fault.where.file}"
    return replace(fault, where=replace(fault.where, file=file))


def _rules(old: Checked, new: Checked) -> dict[str, list[str]]:
    """Return the ids of the promises that were removed, and of those that changed."""
    now = {promise.id: promise for promise in new.promises}
    kept = [promise for promise in old.promises if promise.id in now]
    return {
        "gone": [promise.id for promise in old.promises if promise.id not in now],
        "changed": [promise.id for promise in kept if promise != now[promise.id]],
    }


def _tell_rules(rules: dict[str, list[str]], old: Checked, words: Words) -> Iterator[str]:
    shapes = [placed.shape for placed in old.pack.promises] if old.pack else []
    says = {shape.id: shape.says for shape in shapes}
    for what, names in rules.items():
        yield from (words(f"compare.{what}", id=name, says=says[name]) for name in names)


def _data(found: Comparison) -> dict[str, Any]:
    return {
        "same": not found.changes and not found.added,
        "gentler": found.gentler,
        "walks": {"old": str(found.old_walks), "new": str(found.new_walks)},
        "added": str(found.added),
        "changes": [_change(change) for change in found.changes],
    }


def _change(change: MovedWalks) -> dict[str, Any]:
    return {
        "old": change.old,
        "new": change.new or None,
        "gentler": change.gentler,
        "walks": str(change.walks),
        "same_answers": change.apart,
        "old_walk": answers_data(change.before.walk),
        "new_walk": answers_data(change.after.walk),
    }


def _tell(found: Comparison, packs: list[Checked], words: Words) -> Iterator[str]:
    walks = {"old": f"{found.old_walks:,}", "new": f"{found.new_walks:,}"}
    yield words("compare.same" if not found.changes else "compare.walks", **walks)
    if found.added:
        yield words("compare.added", n=f"{found.added:,}")
    for change in found.changes:
        yield from _tell_change(change, packs, words)


def _tell_change(change: MovedWalks, packs: list[Checked], words: Words) -> Iterator[str]:
    key = "gentler" if change.gentler else "elsewhere" if change.new else "stuck"
    yield words(f"compare.{key}", old=change.old, new=change.new, n=f"{change.walks:,}")
    old, new = (Teller(p.pack, p.tree, words) if p.pack and p.tree else None for p in packs)
    if old and new:
        yield words("compare.before")
        yield from old.tell(change.before.walk)
        yield words("compare.after", n=change.apart)
        yield from new.tell(change.after.walk, max(0, change.apart - 1))


Files = dict[str, bytes]


def files_of(name: str) -> Files:
    """Return the files of a folder or a git revision; raises UnusableError or FaultyPackError."""
    if os.path.isdir(name):
        return gather(Path(name))
    revision, colon, _ = name.partition(":")
    if not (revision and colon):
        raise UnusableError("no-such-pack", name=name)
    return _unpack(_archive(name))


def _archive(name: str) -> bytes:
    """Return a tar archive of a folder in git; names are never parsed as git options."""
    top = os.fsdecode(_git(name, "rev-parse", "--show-toplevel")).rstrip("\n")
    found = _git(name, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    return _git(name, "archive", "--format=tar", found.decode().strip(), at=top)


def _git(name: str, *words: str, at: str = "") -> bytes:
    """Run git and return its output; raises UnusableError with git's message."""
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
    """Return the YAML files of an archive, sorted by name; links are not followed."""
    found: Files = {}
    with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
        for member in archive.getmembers():
            file = archive.extractfile(member) if member.isfile() else None
            if file and member.name.endswith(".yaml"):
                found[member.name] = file.read(MOST_BYTES + 1)
    return dict(sorted(found.items()))
