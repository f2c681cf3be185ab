"""`check`: read a pack, prove its promises, and report faults; watch, certify, explain."""

from __future__ import annotations

import io
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from commands.inputs import is_shipped, pack_folder, write
from commands.output import put_bytes
from commands.reports.proof_report import fault_data, print_json, report, tell
from commands.reports.review_state import ReviewState, read_state
from commands.reports.sentences import LANGUAGE, command_words, fault_line, sentence
from screens.flags import Flags, nearest, read_flags
from screens.words import Words
from tree.checking.checked import Checked, check_pack
from tree.checking.everything import faults_of_words, screen_faults, unresolved
from tree.checking.freshness import faults_with_own, limit_of, refuse_old_clock, source_faults
from tree.checking.proved import Proved, prove_pack
from tree.fault import Fault, FaultyPackError, UnusableError, Where, shown
from tree.languages.helpline_files import add_local, read_helplines
from tree.model import Tree
from tree.pack.files import gather
from tree.prepare import Places
from tree.proving.pages_beside import opened
from tree.proving.promise import Promise
from tree.proving.sat.drat import Certificate, certificates

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
    "--all": False,
}


def check(argv: list[str], places: Places) -> int:
    """Check and prove a pack; returns 0 if all is kept, else 1. Raises UnusableError."""
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
        from tree.checking.proved import prove_twice  # noqa: PLC0415  (a check alone needs it not)

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
    proved = replace(proved, faults=(*proved.faults, *wrong, *unfit, *dates))
    return _say(proved, read_state(proved.checked, places.words), flags, words)


def _of_own_lines(own: Path, places: Places) -> tuple[Fault, ...]:
    """Return the faults of a host's own helplines, under the same rules as a country's."""
    try:
        add_local(read_helplines(gather(places.helplines)), own)
    except FaultyPackError as error:
        return error.faults
    return ()


def _of_words(checked: Checked, places: Places) -> tuple[Fault, ...]:
    """Return the faults of the program's own words."""
    hard = screen_faults(checked.pack, places.words) if checked.pack else ()
    return (*faults_of_words(places.words, places.helplines), *hard)


class _Edited:
    """A pack being edited, with its last proof."""

    def __init__(self, folder: Path, flags: Flags, places: Places, words: Words) -> None:
        """Start without a proof."""
        self._folder, self._flags, self._places, self._words = folder, flags, places, words
        self._proved: Proved | None = None

    def look(self) -> None:
        """Check the pack again and print its faults; an unreadable pack is reported, too."""
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
    """Check and prove a pack, and that each category it shows has a helpline.

    If only words have changed since `before`, its proofs are reused.
    """
    if not os.path.isdir(folder):  # it may have been removed since the last check
        raise UnusableError("no-such-pack", name=str(folder))
    try:
        checked = check_pack(gather(folder))
        lines = read_helplines(gather(helplines))
    except FaultyPackError as error:
        return prove_pack(Checked(None, None, error.faults))
    proved = prove_pack(checked, before)
    lost = tuple(unresolved(checked.tree, lines)) if checked.tree else ()
    return replace(proved, faults=(*proved.faults, *lost))


def _say(proved: Proved, state: ReviewState, flags: Flags, words: Words) -> int:
    if "--json" in flags:
        print_json(report(proved, words) | {"review": state.data()})
    else:
        print("\n".join((*tell(proved, words), *state.tell(words, whole="--all" in flags))))
    if proved.faults:
        print(words.count("check.faults", len(proved.faults)), file=sys.stderr)
    if "-o" in flags:
        name = flags.get("-o")
        key = "proof.written" if write(proved, name, words) else "proof.not-written"
        print(words(key, name=shown(name)), file=sys.stderr)
    if "--certificate" in flags:
        name = flags.get("--certificate")
        n = certify(proved, name, words)
        print(words("proof.certified", n=n, name=shown(name)), file=sys.stderr)
    return KEPT if proved.kept else FAULTY


def _unusable(error: UnusableError, words: Words) -> dict[str, object]:
    """Return an unusable call as a report with one fault."""
    fault = Fault(error.code, Where(error.values.get("name", "")), error.values)
    checked = Checked(None, None, ())
    said = report(prove_pack(checked), words)
    return {**said, "kept": None, "faults": [fault_data(fault, sentence(words, error))]}


EVERY = 0.05
"""Seconds between two polls: a save is reported within half a second."""

ChangeTimes = dict[str, tuple[int, int]]


def watch(folders: Iterable[Path], look: Callable[[], object]) -> None:
    """Call `look` at once and after each change, until interrupted."""
    seen = times(folders)
    with suppress(KeyboardInterrupt):
        look()
        while True:
            time.sleep(EVERY)
            now = times(folders)
            if now != seen:
                seen = now
                look()


def times(folders: Iterable[Path]) -> ChangeTimes:
    """Return when each file was last written, and its size; files that vanish are left out."""
    found: ChangeTimes = {}
    for path in (path for folder in folders for path in _files(folder)):
        with suppress(OSError):
            stat = path.stat()
            found[str(path)] = (stat.st_mtime_ns, stat.st_size)
    return found


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder; a file yields itself."""
    if folder.is_file():
        yield folder
    for root, _, names in os.walk(folder):
        yield from (Path(root, name) for name in names)


BESIDE = "+beside"


def certify(proved: Proved, name: str, words: Words) -> int:
    """Write certificates for the kept promises and return how many; raises UnusableError."""
    tree = proved.checked.tree
    kept = {proof.promise for proof in proved.proofs if proof.kept}
    asked = tuple(p for p in proved.checked.promises if p.id in kept)
    found = list(_found(tree, asked)) if tree else []
    written = {
        f"{stem}.{kind}": text
        for stem, certificate in found
        for kind, text in (("cnf", certificate.formula), ("drat", certificate.proof))
    }
    told = {"pack": tree.id, "version": tree.version} if tree else {}
    names = list(dict.fromkeys(certificate.promise for _, certificate in found))
    written["promises.json"] = json.dumps({**told, "promises": names}, indent=1) + "\n"
    put_bytes(_zipped(written), name, words)
    return len(names)


def _found(tree: Tree, promises: tuple[Promise, ...]) -> Iterator[tuple[str, Certificate]]:
    """Yield certificates for what is shown, and for pages opened beside others."""
    for certificate in certificates(tree, promises):
        yield certificate.promise, certificate
    other = opened(tree)
    for certificate in certificates(other, promises) if other else ():
        yield certificate.promise + BESIDE, certificate


def _zipped(files: dict[str, str]) -> bytes:
    """Return a ZIP archive; the same files always give the same bytes."""
    raw = io.BytesIO()
    with ZipFile(raw, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(ZipInfo(name), text, ZIP_DEFLATED)
    return raw.getvalue()


def explain(content: Path, code: str) -> str:
    """Return the page on a fault code; raises UnusableError with the nearest known code."""
    pages = {path.stem: path for path in (content / "words" / LANGUAGE / "faults").glob("*.md")}
    if code not in pages:
        raise UnusableError("unknown-code", name=code, nearest=nearest(code, pages))
    return pages[code].read_text(encoding="utf-8").rstrip()
