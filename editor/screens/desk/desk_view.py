"""The desk in sight: what is marked in the outline is shown as a form, and how the pack stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.message import Message
from textual.widgets import Input, Static

from editor.desk import PackDesk
from editor.judging.marks import holders
from editor.screens.desk.panes import FORM, OUTLINE, Panes, SearchLine
from editor.screens.desk.skill import Skill
from editor.screens.pages.help_page import HelpPage
from editor.screens.pages.standing_page import GoTo, StandingPage
from editor.screens.widgets.outline import Outline
from editor.screens.widgets.told_line import tell
from editor.screens.widgets.verdict_line import SayFault, VerdictLine
from editor.told.later import later_here
from editor.told.places import HEAD, PlaceWords
from editor.values import Entry, EntryForm, EntryKind, Judgement
from screens.words import Words
from tree.fault import Fault, UnusableError

PAUSE = 0.2
"""Seconds without a letter after which the form follows a search."""
FAULTS = 2
"""Faults of an entry that stand above its form."""


class DeskView(Panes):
    """Shows the pack, and goes to any place in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "keys.search"),
        Binding("v", "standing", "keys.standing"),
        Binding("f1", "help", "keys.help"),
        Binding("escape", "outline", "keys.outline"),
        Binding("escape", "everything", "keys.everything"),
    ]

    class Proved(Message):
        """All is known of a revision."""

    def __init__(self, desk: PackDesk, words: Words, say_fault: SayFault) -> None:
        """Show a pack."""
        super().__init__(words, say_fault)
        self.desk = desk
        self.places = PlaceWords(desk, words)
        self._seen: tuple[int, Entry | None] = (-1, None)

    @property
    def skills(self) -> Sequence[Skill]:
        """What can be done here beyond what is done for all; each is asked in its turn."""
        return ()

    def on_mount(self) -> None:
        """Show all, and begin to prove."""
        self._pause = self.set_interval(PAUSE, self.show_marked, pause=True)
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
        self.rows.show(self._kept(mark), narrowed=bool(self._searched), mark=mark)
        self._head()
        if entry := self.entry or self._left_open():
            self.show_entry(entry)
        else:
            self.show_nothing()

    def _left_open(self) -> Entry | None:
        """Return the entry in the form, where a heading is marked; None if it is gone."""
        form = self.fields.form
        return self.desk.entry(form.entry.key) if form and self.rows.entries else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let Esc show all again only in the list, or in the line, of a search."""
        if action == "everything" and self.is_mounted and not isinstance(self.focused, SearchLine):
            return bool(self._searched) and self.focused is self.rows
        return super().check_action(action, parameters)

    @property
    def _searched(self) -> str:
        return self.query_one(SearchLine).value.strip()

    def _listed(self) -> tuple[Entry, ...]:
        said = self._searched
        return self.desk.search(said) if said else self.desk.outline()

    def _kept(self, mark: str = "") -> tuple[Entry, ...]:
        """Return what is listed, with what is marked where a change took it out of a search."""
        found = self._listed()
        key = mark or (self.entry.key if self.entry else "")
        if not self._searched or any(one.key == key for one in found):
            return found
        held = self.desk.entry(key)
        return (held, *found) if held else found

    def _head(self) -> None:
        head = self.desk.entry(HEAD)
        name = head.title if head else self.desk.places.folder.name
        state = self.words("head.changed" if self.desk.changed else "head.saved")
        tell(self.query_one("#head", Static), self.words("head.line", name=name, state=state))

    def show_entry(self, entry: Entry) -> None:
        """Show an entry in the form."""
        self._seen = (self.desk.revision, entry)
        form = self.desk.form(entry)
        tell(self.query_one("#title", Static), self._title_of(form))
        self._tell_faults(entry, form.faults)
        self.fields.show(form)

    def show_nothing(self) -> None:
        """Show an empty form, and say so."""
        self._seen = (-1, None)
        said = "search.nothing" if self._searched else "form.nothing"
        tell(self.query_one("#title", Static), self.words(said))
        self.query_one("#entry-faults", Static).display = False
        self.fields.show_nothing()

    def _tell_faults(self, entry: Entry, found: tuple[Fault, ...]) -> None:
        """Show what is wrong with the entry as it is now, and nothing that was before."""
        known = self.desk.judgement.revision == self.desk.revision
        faults = found if known or entry.kind is EntryKind.FILE else ()
        later = later_here(self.desk, entry, self.words)
        told = "\n".join([*map(self._say_fault, faults[:FAULTS]), *later])
        line = self.query_one("#entry-faults", Static)
        tell(line, told)
        line.display = bool(told)

    def _title_of(self, form: EntryForm) -> str:
        """Return what is in the form: its kind, and its words where no field has them."""
        entry = form.entry
        told = any(field.value == entry.title for field in form.fields)
        return self.words(f"edit.kind.{entry.kind}") if told else self.places.entry(entry)

    @on(Outline.Marked)
    def follow(self) -> None:
        """Show what is marked, while one searches only after a pause."""
        if isinstance(self.focused, SearchLine):
            self._follow_soon()
        else:
            self.show_marked()

    def _follow_soon(self) -> None:
        self._pause.reset()
        self._pause.resume()

    def show_marked(self) -> None:
        """Show what is marked, unless it is in sight as it is; a message may be an old one."""
        self._pause.pause()
        if not self.rows.entries:
            self.show_nothing()
            return
        if self.entry and (self.desk.revision, self.entry) != self._seen:
            self.show_entry(self.entry)
        if self.entry and self._searched and not self.focused_form:
            self.fields.mark_id(self.desk.found_row(self.entry, self._searched))

    @property
    def focused_form(self) -> bool:
        """Whether somebody is at the form, where the mark is theirs."""
        return self.focused is self.fields or self.drawer.display

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
        """List what fits the search, and mark the first of it."""
        found = self._listed()
        first = found[0].key if found and self._searched else ""
        self.rows.show(found, narrowed=bool(self._searched), mark=first)
        self.refresh_bindings()
        if not found:
            self._follow_soon()

    def action_everything(self) -> None:
        """Show everything again."""
        self.query_one(SearchLine).value = ""
        self.action_found()

    def action_found(self) -> None:
        """Return to the list; an empty line is put away."""
        line = self.query_one(SearchLine)
        line.display = bool(line.value)
        self.bring(OUTLINE)
        self.show_marked()

    def go_to(self, mark: str) -> None:
        """Show an entry by its key, whatever was searched for."""
        line = self.query_one(SearchLine)
        with line.prevent(Input.Changed):
            line.value = ""
        line.display = False
        self.show_all(mark)
        self.bring(FORM)

    def action_help(self) -> None:
        """Show all keys and marks."""
        self.open_page(HelpPage(self.words("edit-help")))

    @work(exclusive=True, group="judge")
    async def judge(self) -> None:
        """Prove the pack as it is, unless it changes before, or the desk is closed meanwhile."""
        try:
            await self._judge()
        except NoMatches:
            if self.verdicts:
                raise

    async def _judge(self) -> None:
        self.verdict.wait()
        try:
            self.judged(await self.desk.check())
            self.judged(await self.desk.promise())
            self.judged(await self.desk.prove())
            self.post_message(self.Proved())
        except UnusableError as error:
            self.verdict.tell(self._say_fault(error))

    @property
    def verdicts(self) -> bool:
        """Whether the line at the foot is still there; a desk that is closing loses its parts."""
        return bool(self.query(VerdictLine))

    def judged(self, judgement: Judgement) -> None:
        """Show a verdict, and the marks that follow from it."""
        self.verdict.show(judgement)
        page = self.app.screen
        if isinstance(page, StandingPage) and fits(judgement, self.desk.revision):
            page.show(judgement)
        listed = self._kept()
        if listed != self.rows.entries:
            self.rows.show(listed, narrowed=bool(self._searched))
        if self.entry:
            self._tell_faults(self.entry, self.desk.faults(self.entry))

    def action_standing(self) -> None:
        """Show what is wrong, with walks."""
        titles = {entry.id: entry.title for entry in self.desk.outline() if entry.kind in PLACES}
        judged, place = self.desk.judgement, self.places.holder
        old = not fits(judged, self.desk.revision)
        page = StandingPage(judged, titles, self._say_fault, place, old=old)
        self.open_page(page, self.go_to_spot)

    def go_to_spot(self, spot: GoTo | None) -> None:
        """Show what stands at a place."""
        if spot is None or any(one.leads(spot) for one in self.skills):
            return
        entries = self.desk.outline()
        if spot.place:
            found = [e for e in entries if e.id == spot.place and e.kind in PLACES]
        else:
            found = [e for e in holders(entries, [spot.where] if spot.where else ()) if e]
        if found:
            self.go_to(found[0].key)
            if spot.where:
                self.fields.mark_id(self.places.row(found[0], spot.where, spot.key))


def fits(judged: Judgement, revision: int) -> bool:
    """Return whether a judgement tells of the promises or faults of a revision."""
    return judged.revision == revision and (judged.promised or bool(judged.faults))


PLACES = (EntryKind.QUESTION, EntryKind.OUTCOME, EntryKind.FORK)
