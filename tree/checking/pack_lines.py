"""A pack's own helplines: read like those of the program, with faults where they stand; gaps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tree.checking.checked import Checked
from tree.fault import Fault, FaultyPackError, UnusableError
from tree.helplines import ELSEWHERE, Helplines
from tree.languages.helpline_files import read_helplines
from tree.languages.spoken import phrase_faults, phrases
from tree.model import Tree
from tree.pack.files import gather
from tree.proving.promise import Always, Next, Promise
from tree.proving.sets.shown import lines as line_tags
from tree.proving.sets.shown import sayings


def read_lines_of(pack: Path, helplines: Path) -> Helplines:
    """Read the helplines of a pack, which may be those of the program; raises FaultyPackError."""
    try:
        return read_helplines(gather(helplines))
    except FaultyPackError as error:
        raise FaultyPackError(tuple(placed(error.faults, pack, helplines))) from error


def untranslated_lines(pack: Path, helplines: Path, lines: Helplines) -> Iterator[Fault]:
    """Find what a pack's own helplines say that their translations lack, or do not need."""
    if helplines.parent != pack:
        return
    for name, raw in gather(helplines).items():
        if name.startswith("languages/"):
            try:
                yield from phrase_faults(lines, phrases(raw, f"{helplines.name}/{name}"))
            except FaultyPackError as error:
                yield from error.faults


def placed(
    faults: Iterable[Fault], pack: Path, helplines: Path, but: Collection[str] = ()
) -> Iterator[Fault]:
    """Yield faults in helplines with their place in the pack, if they are its own.

    `but` names files that stand elsewhere.
    """
    for fault in faults:
        where = fault.where
        if helplines.parent == pack and where.file not in but:
            where = replace(where, file=f"{helplines.name}/{where.file}")
        yield replace(fault, where=where)


def unlined(checked: Checked, found: Helplines) -> Iterator[UnusableError]:
    """Yield a note on categories of which nobody without a country sees a line, and on promises.

    A promise names a category and never a number: it is kept by a page that shows no line.
    """
    if checked.tree is None or ELSEWHERE not in found.countries:
        return
    names = [name for name in categories_of(checked.tree) if not found.gather(ELSEWHERE, [name])]
    if not names:
        return
    places = ", ".join(sorted(found.countries.keys() - {ELSEWHERE}))
    key = "no-line-outside" if places else "no-line-anywhere"
    yield UnusableError(key, names=", ".join(names), places=places)
    tags = frozenset(line_tags(names))
    if promised := [p.id for p in checked.promises if _shows(p, tags)]:
        yield UnusableError("promised-without-line", names=", ".join(promised))


def categories_of(tree: Tree) -> list[str]:
    """List the categories that pages name, each once."""
    return list(
        dict.fromkeys(
            name
            for outcome in tree.outcomes.values()
            for named in (outcome.helplines, *(say.helplines for say in sayings(outcome)))
            for name in named
        )
    )


def _shows(promise: Promise, tags: frozenset[str]) -> bool:
    """Return whether a promise is that one of these is shown."""
    return isinstance(promise, Always | Next) and bool(promise.target.tags & tags)
