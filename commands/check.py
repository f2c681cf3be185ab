"""`check`: read a pack, prove it over every walk, and say what is wrong."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

from commands.prove_report import answers_data, fault_data, report, tell
from commands.speak import command_words, sentence
from screens.flags import Flags, read_flags
from screens.words import Words
from tree.fault import Fault, FaultyPackError, UnusableError, Where
from tree.prepare import Places
from tree.reading.checked import Checked, check_pack
from tree.reading.everything import faults_of_words, unresolved
from tree.reading.files import gather
from tree.reading.helpline_files import read_helplines
from tree.reading.proved import Proved, prove_pack

KEPT, FAULTY, UNUSABLE = 0, 1, 2
FLAGS = {"--json": False, "-o": True}


def check(argv: list[str], places: Places) -> int:
    """Check and prove a pack; 0 kept, 1 not. Raises UnusableError for an unusable call."""
    flags = read_flags(argv, FLAGS, most=1)
    words = command_words(places.words.parent)
    try:
        proved = examine(Path(flags.rest[0]) if flags.rest else places.pack, places.helplines)
    except UnusableError as error:
        if "--json" not in flags:
            raise
        _print_json(_unusable(error, words))
        return UNUSABLE
    wrong = () if flags.rest else faults_of_words(places.words, places.helplines)
    return _say(replace(proved, faults=(*proved.faults, *wrong)), flags, words)


def examine(folder: Path, helplines: Path) -> Proved:
    """Check and prove a pack, and that every helpline it shows leads to a number."""
    if not folder.is_dir():
        raise UnusableError("no-such-pack", name=str(folder))
    try:
        checked = check_pack(gather(folder))
        lines = read_helplines(gather(helplines))
    except FaultyPackError as error:
        return prove_pack(Checked(None, None, error.faults))
    proved = prove_pack(checked)
    lost = tuple(unresolved(checked.tree, lines)) if checked.tree else ()
    return Proved(checked, proved.verdict, (*proved.faults, *lost))


def _say(proved: Proved, flags: Flags, words: Words) -> int:
    if "--json" in flags:
        _print_json(report(proved, words))
    else:
        print("\n".join(tell(proved, words)))
    if proved.faults:
        print(words.count("check.faults", len(proved.faults)), file=sys.stderr)
    if "-o" in flags:
        _write(proved, flags.get("-o"))
    return KEPT if proved.kept else FAULTY


def _write(proved: Proved, name: str) -> None:
    """Write the shortest walk that breaks a promise as an answers file."""
    proofs = proved.verdict.proofs if proved.verdict else ()
    walks = [proof.walk for proof in proofs if proof.kept is False and not proof.vacuous]
    if not walks:
        return
    text = json.dumps(answers_data(min(walks, key=len)), indent=1) + "\n"
    try:
        Path(name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UnusableError("unwritable", name=name) from error


def _unusable(error: UnusableError, words: Words) -> dict[str, object]:
    """Say a call that cannot be served as data with one fault."""
    fault = Fault(error.code, Where(error.values.get("name", "")), error.values)
    checked = Checked(None, None, ())
    said = report(prove_pack(checked), words)
    return {**said, "kept": None, "faults": [fault_data(fault, sentence(words, error))]}


def _print_json(data: dict[str, object]) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=1))
