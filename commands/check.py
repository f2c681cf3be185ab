"""`check`: read a pack, prove its promises, and report faults; watch, certify, explain."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

from commands.checking.certifying import certify
from commands.checking.watching import watch
from commands.inputs import is_shipped, meant_pack, write
from commands.reports.brief import brief
from commands.reports.proof_report import fault_data, print_json, report, tell
from commands.reports.review_state import ReviewState, read_state
from commands.reports.sentences import LANGUAGE, command_words, fault_line, sentence
from screens.flags import Flags, nearest, read_flags
from screens.words import Words
from tree.checking.checked import Checked, check_pack
from tree.checking.everything import (
    faults_of_words,
    screen_faults,
    unresolved,
)
from tree.checking.freshness import faults_with_own, limit_of, refuse_old_clock, source_faults
from tree.checking.held_back import borrowed, held_back, own_as_written, without_rules
from tree.checking.line_notes import line_notes
from tree.checking.own_lines import unfit
from tree.checking.pack_lines import placed, read_lines_of, untranslated_lines
from tree.checking.proved import Proved, prove_pack
from tree.fault import Fault, FaultyPackError, UnusableError, Where, shown
from tree.pack.files import gather
from tree.prepare import Places, helplines_of

KEPT, FAULTY, UNUSABLE = 0, 1, 2
SCREEN = 40
"""Lines up to which a single fault is told in full."""
FLAGS = {
    "--json": False,
    "-o": True,
    "--explain": True,
    "--mutate": False,
    "--twice": False,
    "--spelling": False,
    "--certificate": True,
    "--watch": False,
    "--helplines": True,
    "--all": False,
    "--pack": True,
}


def check(argv: list[str], places: Places) -> int:
    """Check and prove a pack; returns 0 if all is kept, else 1. Raises UnusableError."""
    flags = read_flags(argv, FLAGS, most=1)
    words = command_words(places.words.parent)
    if "--explain" in flags:
        print(explain(places.words.parent, flags.get("--explain")))
        return KEPT
    try:
        folder = meant_pack(flags, flags.rest, places)
        if "--watch" in flags:
            own = [Path(flags.get("--helplines"))] if "--helplines" in flags else []
            seen = [folder, helplines_of(folder, places.helplines), *own]
            watch(seen, _Edited(folder, flags, places, words).look)
            return KEPT
        if "--helplines" in flags:  # a file that is not there is said before all work
            unfit(Path(flags.get("--helplines")), helplines_of(folder, places.helplines))
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
    whole = not flags.rest and "--pack" not in flags and is_shipped(folder, places)
    wrong = _of_words(proved.checked, places) if whole else ()
    shipped, places = places.helplines, places.of(folder)
    limit = limit_of(proved.checked.pack)
    tables, today = gather(places.helplines), date.today()
    refuse_old_clock(tables, today)
    own = Path(flags.get("--helplines")) if "--helplines" in flags else None
    wrong_lines = unfit(own, places.helplines) if own else ()
    aged = faults_with_own(tables, own, limit, today)
    dates = [
        *placed(aged, folder, places.helplines, [own.name] if own else []),
        *source_faults(proved.checked.pack, today),
    ]
    proved = replace(proved, faults=(*proved.faults, *wrong, *wrong_lines, *dates))
    told = None if wrong_lines else own
    notes = [sentence(words, note) for note in _notes(proved.checked, places, shipped, told)]
    if "--spelling" in flags:
        from commands.checking.spelling import spelling_notes  # noqa: PLC0415  (as above)

        notes += spelling_notes(proved.checked, words)
    seen = Seen(folder, read_state(proved.checked, places.words), tuple(notes))
    return _say(proved, seen, flags, words)


def _notes(
    checked: Checked, places: Places, shipped: Path, own: Path | None
) -> Iterator[UnusableError]:
    """Yield each language that is not offered or not as a whole, and categories without a line."""
    held = held_back(checked, places.words, places.helplines)
    yield from (error for error in held if error.code != "language-faulty")
    yield from borrowed(checked, places.words, places.helplines)
    yield from without_rules(checked)
    yield from own_as_written(checked, own, places.helplines) if own else ()
    with suppress(FaultyPackError):  # told as faults
        yield from line_notes(checked, places.helplines, shipped, own)


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
    except FaultyPackError as error:
        return prove_pack(Checked(None, None, error.faults))
    proved = prove_pack(checked, before)
    lost = _of_lines(checked, folder, helplines_of(folder, helplines))
    return replace(proved, faults=(*proved.faults, *lost))


def _of_lines(checked: Checked, folder: Path, helplines: Path) -> tuple[Fault, ...]:
    """Return the faults of the helplines of a pack, and of categories that they do not have."""
    try:
        lines = read_lines_of(folder, helplines)
    except FaultyPackError as error:
        return error.faults
    return (*unresolved(checked, lines), *untranslated_lines(folder, helplines, lines))


@dataclass(frozen=True, slots=True)
class Seen:
    """The folder that was read, what of its words is signed, and notes, such as on languages."""

    folder: Path
    state: ReviewState
    notes: tuple[str, ...] = ()


def tell_report(proved: Proved, seen: Seen, words: Words, *, whole: bool) -> Iterator[str]:
    """Yield the report: in short where there are faults, unless all of it is asked for."""
    state = chain(seen.notes, seen.state.tell(words, whole=whole))
    alone = len(proved.faults) == 1 and not any(walk.other for walk in proved.walks)
    whole |= not proved.faults
    lines = list(tell(proved, words)) if whole or alone else []
    if whole or (alone and len(lines) <= SCREEN):
        return chain(lines, state)
    from commands.comparing.since import since_commit  # noqa: PLC0415  (only faults need it)

    told = state if seen.state.signed else ()
    return brief(proved, words, since_commit(seen.folder, proved, words), told)


def _say(proved: Proved, seen: Seen, flags: Flags, words: Words) -> int:
    if "--json" in flags:
        more = {"review": seen.state.data(), "notes": list(seen.notes)}
        print_json(report(proved, words) | more)
    else:
        print("\n".join(tell_report(proved, seen, words, whole="--all" in flags)))
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


def explain(content: Path, code: str) -> str:
    """Return the page on a fault code; raises UnusableError with the nearest known code."""
    pages = {path.stem: path for path in (content / "words" / LANGUAGE / "faults").glob("*.md")}
    if code not in pages:
        raise UnusableError("unknown-code", name=code, nearest=nearest(code, pages))
    return pages[code].read_text(encoding="utf-8").rstrip()
