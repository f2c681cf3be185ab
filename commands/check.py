"""`check`: read a pack, find every fault, and say so."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from commands.speak import command_words, fault_line, sentence
from screens.flags import read_flags
from screens.words import Words
from tree.fault import Fault, FaultyPackError, UnusableError
from tree.prepare import Places
from tree.reading.checked import Checked, check_pack
from tree.reading.everything import unresolved
from tree.reading.files import gather
from tree.reading.helpline_files import read_helplines

KEPT, FAULTY = 0, 1


def check(argv: list[str], places: Places) -> int:
    """Check a pack; 0 without faults, 1 with faults. Raises UnusableError for an unusable call."""
    flags = read_flags(argv, {"--json": False}, most=1)
    folder = Path(flags.rest[0]) if flags.rest else places.pack
    if not folder.is_dir():
        raise UnusableError("no-such-pack", name=str(folder))
    words = command_words(places.words.parent)
    checked = _check(folder, places.helplines)
    if "--json" in flags:
        print(json.dumps(_report(checked, words), ensure_ascii=False, indent=1))
    else:
        _tell(checked, words)
    return FAULTY if checked.faults else KEPT


def _check(folder: Path, helplines: Path) -> Checked:
    """Check the pack, and whether every helpline it shows leads to a number."""
    try:
        checked = check_pack(gather(folder))
        lines = read_helplines(gather(helplines))
    except FaultyPackError as error:
        return Checked(None, None, error.faults)
    lost = tuple(unresolved(checked.tree, lines)) if checked.tree else ()
    return Checked(checked.pack, checked.tree, (*checked.faults, *lost))


def _report(checked: Checked, words: Words) -> dict[str, Any]:
    tree, pack = checked.tree, checked.pack
    promises = pack.promises if pack else ()
    return {
        "kept": False if checked.faults else None,
        "faults": [_fault(fault, words) for fault in checked.faults],
        "promises": [{"id": p.shape.id, "kept": None, "walk": []} for p in promises],
        "walks": None,
        "longest": None,
        "questions": len(tree.questions) if tree else 0,
        "outcomes": len(tree.outcomes) if tree else 0,
    }


def _fault(fault: Fault, words: Words) -> dict[str, Any]:
    at = fault.where
    says = sentence(words, fault)
    return {
        "code": fault.code, "file": at.file, "line": at.line, "column": at.column, "says": says,
    }  # fmt: skip


def _tell(checked: Checked, words: Words) -> None:
    for fault in checked.faults:
        print(fault_line(words, fault))
    if checked.faults:
        print(words.count("check.faults", len(checked.faults)), file=sys.stderr)
    elif checked.tree and checked.pack:
        print(
            words(
                "check.clean",
                questions=len(checked.tree.questions),
                outcomes=len(checked.tree.outcomes),
                promises=len(checked.pack.promises),
            )
        )
