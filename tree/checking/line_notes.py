"""Notes on numbers to call: kinds without a line, lines that nobody sees, and old ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tree.checking.checked import Checked
from tree.checking.pack_lines import categories_of, unlined
from tree.fault import UnusableError
from tree.helplines import CARD, DIRECTORY, EMERGENCY, Helplines, Line, chain
from tree.languages.helpline_files import add_local, read_helplines
from tree.languages.later_lines import ShippedLines
from tree.pack.files import gather


def line_notes(
    checked: Checked, helplines: Path, shipped: Path, own: Path | None, *, placed: bool = False
) -> Iterator[UnusableError]:
    """Yield the notes on the lines of a pack and on a host's own; raises FaultyPackError.

    A line that the program ships, or that a pack copied as it is, may be seen by nobody. `placed`
    says that a country is chosen for everybody, so that nobody is without one.
    """
    lines = read_helplines(gather(helplines))
    whole = add_local(lines, own) if own else lines
    yield from unlined(checked, whole) if not placed else ()
    shared = set(_all(lines if helplines == shipped else read_helplines(gather(shipped))))
    yield from unseen(checked, whole, [line for line in _all(whole) if line not in shared])
    if helplines != shipped and checked.tree:
        yield from _later(lines, ShippedLines(gather(shipped), checked.tree.language))


def _later(own: Helplines, shipped: ShippedLines) -> Iterator[UnusableError]:
    """Yield a note on the lines of a pack that the program read again, and has otherwise now."""
    if ids := [line.id for line in shipped.all_later(own)]:
        yield UnusableError("line-later", ids=", ".join(ids))


def unseen(checked: Checked, found: Helplines, lines: Iterable[Line]) -> Iterator[UnusableError]:
    """Yield a note on each category of which no page and not the card would show a line."""
    if checked.tree is None:
        return
    named = (EMERGENCY, DIRECTORY, *_card(checked), *categories_of(checked.tree))
    known = dict.fromkeys(name for one in named for name in chain(found.fallbacks, one))
    lost: dict[str, list[str]] = {}
    for line in lines:
        if not known.keys() & set(line.categories):
            lost.setdefault(line.category, []).append(line.id)
    for name, ids in lost.items():
        yield UnusableError("line-unseen", name=name, ids=", ".join(ids), known=", ".join(known))


def _card(checked: Checked) -> Iterable[str]:
    """Return the categories on the page of numbers."""
    head = checked.pack.head if checked.pack else None
    return (head.shape.card if head else ()) or CARD


def _all(found: Helplines) -> Iterator[Line]:
    for country in found.countries.values():
        yield from country.lines
