"""The desk in sight: what is marked in the outline is shown as a form, and how the pack stands."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from editor.desk import PackDesk
from editor.screens.help_page import HelpPage
from editor.screens.outline import Outline
from editor.screens.panes import FORM, OUTLINE, PREVIEW, Panes, SearchLine
from editor.screens.standing_page import GoTo, StandingPage
from editor.screens.verdict_line import SayFault, VerdictLine
from editor.values import Entry, EntryKind
from screens.words import Words

PAUSE = 0.15
"""Seconds without a change until a proof or a picture is asked for."""


class DeskView(Panes):
    """Shows the pack, and goes to any place in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "keys.search"),
        Binding("v", "standing", "keys.standing"),
        Binding("p", "preview", "keys.preview"),
        Binding("f1", "help", "keys.help"),
    ]

    def __init__(self, desk: PackDesk, words: Words, say_fault: SayFault) -> None:
        """Show a pack."""
        super().__init__(words, say_fault)
        self.desk = desk

    def on_mount(self) -> None:
        """Show all, and begin to prove."""
        self.query_one(SearchLine).display = False
        self.show_all()
        self.bring(OUTLINE)
        self.judge()

    @property
    def entry(self) -> Entry | None:
        """The entry in the form; None at the heading of a section."""
        return self.rows.entry

    def show_all(self, mark: str = "") -> None:
        """Show the outline, the form and the heading as they are now."""
        said = self.query_one(SearchLine).value.strip()
        entries = self.desk.search(said) if said else self.desk.outline()
        self.rows.show(entries, narrowed=bool(said), mark=mark)
        self._head()
        if self.entry:
            self.show_entry(self.entry)

    def _head(self) -> None:
        head = next((e for e in self.desk.outline() if e.kind is EntryKind.HEAD), None)
        name = head.title if head else self.desk.places.folder.name
        n = len(self.desk.changed)
        state = self.words.count("head.changed", n) if n else self.words("head.saved")
        self.query_one("#head", Static).update(self.words("head.line", name=name, state=state))

    def show_entry(self, entry: Entry) -> None:
        """Show an entry in the form."""
        self.query_one("#title", Static).update(self._title_of(entry))
        self.fields.show(self.desk.form(entry))

    def _title_of(self, entry: Entry) -> str:
        kind = self.words(f"edit.kind.{entry.kind}")
        return self.words("head.entry", kind=kind, id=entry.id)

    @on(Outline.Marked)
    def follow(self, event: Outline.Marked) -> None:
        """Show what was marked."""
        self.show_entry(event.entry)

    @on(Outline.Opened)
    def open_form(self) -> None:
        """Go to the form."""
        self.bring(FORM)

    def action_search(self) -> None:
        """Go to the line that narrows the outline."""
        self.bring(OUTLINE)
        line = self.query_one(SearchLine)
        line.display = True
        line.focus()

    @on(Input.Changed, "#search")
    def narrow(self) -> None:
        """List what fits the search."""
        self.show_all()

    @on(Input.Submitted, "#search")
    def found(self) -> None:
        """Return to the list; an empty line is put away."""
        line = self.query_one(SearchLine)
        line.display = bool(line.value)
        self.bring(OUTLINE)

    def go_to(self, mark: str) -> None:
        """Show an entry by its key, whatever was searched for."""
        line = self.query_one(SearchLine)
        with line.prevent(Input.Changed):
            line.value = ""
        line.display = False
        self.show_all(mark)
        self.bring(FORM)

    def action_preview(self) -> None:
        """Bring the preview to the front, or the form again."""
        self.bring(FORM if self._front == PREVIEW else PREVIEW)

    def action_help(self) -> None:
        """Show all keys and marks."""
        self.app.push_screen(HelpPage(self.words("edit-help")))

    @work(exclusive=True, group="judge")
    async def judge(self) -> None:
        """Prove the pack as it is, unless it changes before."""
        self.query_one(VerdictLine).wait()
        self.query_one(VerdictLine).show(await self.desk.prove())

    def action_standing(self) -> None:
        """Show what is wrong, with walks."""
        page = StandingPage(self.desk.judgement, self._say_fault)
        self.app.push_screen(page, self._go_to_spot)

    def _go_to_spot(self, spot: GoTo | None) -> None:
        if spot is None:
            return
        entries = self.desk.outline()
        if spot.place:
            found = [e for e in entries if e.id == spot.place and e.kind in PLACES]
        else:
            held = [e for e in entries if e.address.file == spot.file and e.line <= spot.line]
            found = sorted(held, key=lambda e: -e.line)
        if found:
            self.go_to(found[0].key)


PLACES = (EntryKind.QUESTION, EntryKind.OUTCOME, EntryKind.FORK)
