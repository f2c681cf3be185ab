"""The pack as it is walked: a list of all that can be edited, in sections that open and close."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from editor.screens.widgets.labelled import CutLine
from editor.screens.widgets.rows import RowList
from editor.values import Entry, EntryKind, EntryMark
from screens.words import Words

ORDER = (
    EntryKind.FILE, EntryKind.HEAD, EntryKind.TOPIC, EntryKind.FORK, EntryKind.OUTCOME,
    EntryKind.NOTE, EntryKind.ANSWER, EntryKind.PROMISE, EntryKind.LIFE, EntryKind.COUNTRY,
    EntryKind.TRANSLATION, EntryKind.FACT, EntryKind.CONDITION, EntryKind.TALLY, EntryKind.GROUP,
    EntryKind.TAG, EntryKind.SOURCE, EntryKind.WORDING, EntryKind.REVIEW,
)  # fmt: skip
"""Sections from top to bottom: what is broken first, then as a person meets it."""

INSIDE = {EntryKind.QUESTION: EntryKind.TOPIC, EntryKind.HELPLINE: EntryKind.COUNTRY}
"""What stands below something else, and below what."""
HOLDERS = tuple(INSIDE.values())
OPEN_AT_FIRST = {EntryKind.FILE, EntryKind.HEAD, EntryKind.TOPIC}
SECTION, MORE, NOTHING = "section:", "more:", "nothing:"
FOUND = 100
"""Rows of a search that are listed: nobody reads more before the next letter."""
MARKS = (EntryMark.FAULTY, EntryMark.CHANGED, EntryMark.UNSIGNED, EntryMark.STALE)


def row_id(entry: Entry) -> str:
    """Return the id of an entry's row."""
    return f"{entry.kind}:{entry.id}"


def first_row(entries: Sequence[Entry]) -> str:
    """Return the row to begin with: a file to mend, a question, or else the first entry."""
    kinds = (EntryKind.FILE, EntryKind.QUESTION, *ORDER)
    return next((row_id(e) for kind in kinds for e in entries if e.kind is kind), "")


def found_sections(entries: Iterable[Entry]) -> dict[EntryKind, list[Entry]]:
    """Return what a search found by section, in its order: that with what fits best comes first."""
    found: dict[EntryKind, list[Entry]] = {}
    for entry in entries:
        found.setdefault(_section(entry), []).append(entry)
    return found


def sections(entries: Iterable[Entry]) -> dict[EntryKind, list[Entry]]:
    """Return the entries by section: questions follow their topic, numbers their country."""
    found: dict[EntryKind, list[Entry]] = {kind: [] for kind in ORDER}
    inside: dict[tuple[EntryKind, str], list[Entry]] = {}
    for entry in entries:
        if entry.kind in INSIDE:
            inside.setdefault((INSIDE[entry.kind], entry.within), []).append(entry)
        else:
            found[_section(entry)].append(entry)
    for kind in HOLDERS:
        heads = found[kind]
        found[kind] = [e for head in heads for e in (head, *inside.pop((kind, head.id), []))]
    for (kind, _), lost in inside.items():
        found[kind] += lost
    return {kind: held for kind, held in found.items() if held}


class Outline(RowList):
    """The list of entries; what is marked in it is what the form shows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "keys.open"),
        Binding("right", "select", "keys.open"),
        Binding("left", "shut", "keys.shut", show=False),
    ]

    class Marked(Message):
        """Another entry is marked."""

        def __init__(self, entry: Entry) -> None:
            """Carry the entry."""
            super().__init__()
            self.entry = entry

    class Opened(Message):
        """The marked entry is to be edited."""

    def __init__(self, words: Words) -> None:
        """Start empty."""
        super().__init__(id_="outline")
        self._words = words
        self.entries: Sequence[Entry] = ()
        self._by_row: dict[str, Entry] = {}
        self._open = set(OPEN_AT_FIRST)
        self._narrowed = False

    @property
    def entry(self) -> Entry | None:
        """The marked entry; None on the heading of a section."""
        return self._by_row.get(self.marked)

    def show(self, entries: Sequence[Entry], *, narrowed: bool = False, mark: str = "") -> None:
        """Show these entries; with `narrowed` every section is open."""
        self.entries, self._narrowed = entries, narrowed
        before, self._by_row = self._by_row, {row_id(entry): entry for entry in entries}
        if mark not in self._by_row:
            mark = self._instead(before)
        if mark in self._by_row:
            self._open.add(_section(self._by_row[mark]))
        self.fill(self._shown(), mark or first_row(entries))

    def _instead(self, before: Collection[str]) -> str:
        """Return the marked row; of what is gone the one that came in its place, or a neighbour."""
        gone = self.marked.removeprefix(NOTHING)
        if gone in self._by_row or gone not in before:
            return gone
        came = [row for row in self._by_row if row not in before]
        rows = [row.id or "" for row in self.options]
        at = rows.index(gone)
        near = [row for row in (*rows[at:], *reversed(rows[:at])) if row in self._by_row]
        found = (came if len(came) == 1 else []) + near
        kind = gone.partition(":")[0]
        return next((row for row in found if row.partition(":")[0] == kind), next(iter(near), ""))

    def _shown(self) -> list[Option]:
        """Return the rows: of a search the first ones, and how many more there are, if any are."""
        if self._narrowed and not self.entries:
            return [Option(Content.styled(self._words("outline.nothing"), "$quiet"), id=NOTHING)]
        rows = list(islice(self._rows(), FOUND + 1 if self._narrowed else None))
        if self._narrowed and len(rows) > FOUND:
            said = self._words("outline.more", n=len(self.entries) - FOUND)
            rows[FOUND:] = [Option(CutLine(Content.styled(said, "$quiet")), id=MORE)]
        return rows

    def _rows(self) -> Iterator[Option]:
        parted = found_sections if self._narrowed else sections
        for kind, held in parted(self.entries).items():
            is_open = self._narrowed or kind in self._open
            sign = "-" if is_open else "+"
            count = sum(entry.kind not in HOLDERS for entry in held) or len(held)
            title = self._words(f"section.{kind}")
            head = Content.styled(f"{sign} {title} ({count})", "$calm")
            yield Option(CutLine(head), id=f"{SECTION}{kind}")
            if is_open:
                yield from (Option(self._row(entry), id=row_id(entry)) for entry in held)

    def _row(self, entry: Entry) -> CutLine:
        marks = "".join(self._words(f"mark.{mark}") for mark in MARKS if mark in entry.marks)
        inner = entry.kind in INSIDE
        title = Content(("    " if inner else "  ") + (entry.title or entry.id))
        if entry.kind in HOLDERS:
            title = title.stylize("bold")
        return CutLine(title, Content.styled(marks, "$strong") if marks else None)

    @on(OptionList.OptionHighlighted)
    def mark(self, event: OptionList.OptionHighlighted) -> None:
        """Tell which entry is marked."""
        event.stop()
        if entry := self._by_row.get(event.option_id or ""):
            self.post_message(self.Marked(entry))

    @on(OptionList.OptionSelected)
    def open_row(self, event: OptionList.OptionSelected) -> None:
        """Open a section or close it, or go to the form of an entry."""
        event.stop()
        if self.entry:
            self.post_message(self.Opened())
        elif self.marked.startswith(SECTION):
            self._turn()

    def _turn(self) -> None:
        kind = EntryKind(self.marked.removeprefix(SECTION))
        self._open ^= {kind}
        self.fill(self._shown())

    def action_shut(self) -> None:
        """Close the section of the marked row, and mark its heading."""
        entry = self.entry
        if not self._narrowed and self.marked:
            kind = _section(entry) if entry else EntryKind(self.marked.removeprefix(SECTION))
            self._open.discard(kind)
            self.fill(self._shown(), f"{SECTION}{kind}")


def _section(entry: Entry) -> EntryKind:
    """Return the section that an entry stands in."""
    return EntryKind.COUNTRY if entry.kind is EntryKind.LENT else INSIDE.get(entry.kind, entry.kind)
