"""`check`: read a pack, prove it over every walk, and say what is wrong."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from commands.inputs.answers_file import write
from commands.inputs.pack_folder import is_shipped, pack_folder
from commands.inputs.watch import watch
from commands.reports.explain import explain
from commands.reports.proof_report import fault_data, print_json, report, tell
from commands.reports.sentences import command_words, fault_line, sentence
from screens.flags import Flags, read_flags
from screens.words import Words
from tree.checking.checked import Checked, check_pack
from tree.checking.everything import faults_of_words, unresolved
from tree.checking.freshness import faults_with_own, limit_of, refuse_old_clock, source_faults
from tree.checking.plain_screens import screen_faults
from tree.checking.proved import Proved, prove_pack
from tree.fault import Fault, FaultyPackError, UnusableError, Where, shown
from tree.languages.helpline_files import add_local, read_helplines
from tree.pack.files import gather
from tree.prepare import Places

KEPT, FAULTY, UNUSABLE = 0, 1, 2
FLAGS = {
    "--json": False,
    "-o": True,
    "--explain": True,
    "--mutate": False,
    "--twice": False,
    "--certificate": True,
    "--watch": False,
    "--helplines": True,
}


def check(argv: list[str], places: Places) -> int:
    """Check and prove a pack; 0 kept, 1 not. Raises UnusableError for an unusable call."""
    flags = read_flags(argv, FLAGS, most=1)
    words = command_words(places.words.parent)
    if "--explain" in flags:
        print(explain(places.words.parent, flags.get("--explain")))
        return KEPT
    try:
        folder = pack_folder(next(iter(flags.rest), ""), places)
        if "--watch" in flags:
            own = [Path(flags.get("--helplines"))] if "--helplines" in flags else []
            seen = [folder, places.helplines, *own]
            watch(seen, _Edited(folder, flags, places, words).look)
            return KEPT
        return _look(examine(folder, places.helplines), folder, flags, places, words)
    except UnusableError as error:
        if "--json" not in flags:
            raise
        print_json(_unusable(error, words))
        return UNUSABLE


def _look(proved: Proved, folder: Path, flags: Flags, places: Places, words: Words) -> int:
    if "--twice" in flags:
        from tree.checking.twice import prove_twice  # noqa: PLC0415  (a check alone needs it not)

        proved = prove_twice(proved)
    if "--mutate" in flags:
        from commands.reports.mutation_report import tell_mutants  # noqa: PLC0415  (as above)

        return tell_mutants(proved, words, as_json="--json" in flags)
    whole = not flags.rest and is_shipped(folder, places)
    wrong = _of_words(proved.checked, places) if whole else ()
    limit = limit_of(proved.checked.pack)
    tables, today = gather(places.helplines), date.today()
    refuse_old_clock(tables, today)
    own = Path(flags.get("--helplines")) if "--helplines" in flags else None
    unfit = _of_own_lines(own, places) if own else ()
    dates = [
        *faults_with_own(tables, None if unfit else own, limit, today),
        *source_faults(proved.checked.pack, today),
    ]
    return _say(replace(proved, faults=(*proved.faults, *wrong, *unfit, *dates)), flags, words)


def _of_own_lines(own: Path, places: Places) -> tuple[Fault, ...]:
    """Find what is wrong with a host's own lines, held to the same rules as those of countries."""
    try:
        add_local(read_helplines(gather(places.helplines)), own)
    except FaultyPackError as error:
        return error.faults
    return ()


def _of_words(checked: Checked, places: Places) -> tuple[Fault, ...]:
    """Find what is wrong with the words that come with the program."""
    hard = screen_faults(checked.pack, places.words) if checked.pack else ()
    return (*faults_of_words(places.words, places.helplines), *hard)


class _Edited:
    """A pack that is being edited, with what was proved of it last."""

    def __init__(self, folder: Path, flags: Flags, places: Places, words: Words) -> None:
        """Know nothing of it yet."""
        self._folder, self._flags, self._places, self._words = folder, flags, places, words
        self._proved: Proved | None = None

    def look(self) -> None:
        """Look once more; what cannot be read now is said, no more."""
        print(self._words("proof.again", name=shown(self._folder.name)), flush=True)
        try:
            found = examine(self._folder, self._places.helplines, self._proved)
            self._proved = found if found.verdict else self._proved
            _look(found, self._folder, self._flags, self._places, self._words)
        except UnusableError as error:
            print(sentence(self._words, error))
        except FaultyPackError as error:
            print("\n".join(fault_line(self._words, fault) for fault in error.faults))
        sys.stdout.flush()


def examine(folder: Path, helplines: Path, before: Proved | None = None) -> Proved:
    """Check and prove a pack, and that every helpline it shows leads to a number.

    Where only words have changed since `before`, it is not proved again.
    """
    if not os.path.isdir(folder):  # it may be gone since the last look
        raise UnusableError("no-such-pack", name=str(folder))
    try:
        checked = check_pack(gather(folder))
        lines = read_helplines(gather(helplines))
    except FaultyPackError as error:
        return prove_pack(Checked(None, None, error.faults))
    proved = prove_pack(checked, before)
    lost = tuple(unresolved(checked.tree, lines)) if checked.tree else ()
    return replace(proved, faults=(*proved.faults, *lost))


def _say(proved: Proved, flags: Flags, words: Words) -> int:
    if "--json" in flags:
        print_json(report(proved, words))
    else:
        print("\n".join(tell(proved, words)))
    if proved.faults:
        print(words.count("check.faults", len(proved.faults)), file=sys.stderr)
    if "-o" in flags:
        name = flags.get("-o")
        key = "proof.written" if write(proved, name, words) else "proof.not-written"
        print(words(key, name=shown(name)), file=sys.stderr)
    if "--certificate" in flags:
        from commands.certificate import certify  # noqa: PLC0415  (as above)

        name = flags.get("--certificate")
        n = certify(proved, name, words)
        print(words("proof.certified", n=n, name=shown(name)), file=sys.stderr)
    return KEPT if proved.kept else FAULTY


def _unusable(error: UnusableError, words: Words) -> dict[str, object]:
    """Say a call that cannot be served as data with one fault."""
    fault = Fault(error.code, Where(error.values.get("name", "")), error.values)
    checked = Checked(None, None, ())
    said = report(prove_pack(checked), words)
    return {**said, "kept": None, "faults": [fault_data(fault, sentence(words, error))]}
