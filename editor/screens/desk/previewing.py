"""The picture beside the form: what a person would see of what is marked, also while one types."""

from __future__ import annotations

from asyncio import Event, wait_for
from contextlib import suppress
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.events import Resize
from textual.widgets import TextArea

from editor.desk import PackDesk
from editor.files.meaning import EditRefusedError
from editor.files.putting import put
from editor.files.spans import DamagedFileError
from editor.preview.painter import Painter
from editor.preview.picture import Picture
from editor.preview.request import CARD, WELCOME, PreviewRequest
from editor.screens.desk.desk_view import DeskView
from editor.screens.desk.panes import OUTLINE, PREVIEW
from editor.screens.widgets.preview_pane import PreviewPane
from editor.screens.widgets.text_drawer import one_line
from editor.screens.widgets.verdict_line import SayFault
from editor.values import Entry, EntryKind, Field, Judgement
from screens.words import Words
from tree.fault import FaultyPackError, UnusableError
from tree.walk import WrongAnswerError

PLACES = {EntryKind.QUESTION, EntryKind.OUTCOME}
SHOWN = {
    EntryKind.HEAD: WELCOME, EntryKind.TOPIC: WELCOME, EntryKind.HELPLINE: CARD,
    EntryKind.COUNTRY: CARD, EntryKind.LENT: CARD,
    EntryKind.LIFE: "",
}  # fmt: skip
"""What is shown for entries that are no place of a walk."""
UNREAD = "unknown-country"
"""What is wrong while the numbers of a country are not whole, so that they cannot be shown."""
HELD = 3.0
"""Seconds that a picture or a dictionary waits for a verdict at most."""


class Previewing(DeskView):
    """A desk that paints what is marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "preview", "keys.preview"),
        Binding("l", "language", "keys.language"),
        Binding("n", "page(1)", "keys.next-page"),
        Binding("b", "page(-1)", "keys.page-before"),
    ]

    writing: Field | None = None
    """The field whose text is being written."""

    def __init__(self, desk: PackDesk, painter: Painter, words: Words, say_fault: SayFault) -> None:
        """Show a pack, and paint it in the language that it is written in."""
        super().__init__(desk, words, say_fault)
        self._painter = painter
        self._language = ""
        self._page, self._notes = 0, 0
        self._verdict_told = Event()

    @property
    def picture(self) -> PreviewPane:
        """The pane of the picture."""
        return self.query_one(PreviewPane)

    def show_entry(self, entry: Entry) -> None:
        """Show an entry in the form, and paint it: another one at once, from its first page on."""
        if self._seen[1] is None or self._seen[1].key != entry.key:
            self._page = 0
            self._verdict_told.set()
        super().show_entry(entry)
        self.paint()

    def show_nothing(self) -> None:
        """Show an empty form, and no picture."""
        super().show_nothing()
        self.paint()

    def hold_picture(self) -> None:
        """Let the next picture, and what is said of spelling, wait for the verdict."""
        self._verdict_told = Event()

    async def verdict_told(self) -> None:
        """Wait for the verdict on a change, which needs the machine for itself."""
        with suppress(TimeoutError):
            await wait_for(self._verdict_told.wait(), HELD)

    def judged(self, judgement: Judgement) -> None:
        """Show a verdict; what waited for it is painted once the verdict is in sight."""
        super().judged(judgement)
        if judgement.promised:
            self.call_after_refresh(self._verdict_told.set)

    @on(TextArea.Changed)
    def paint_words(self) -> None:
        """Paint the words that are being written, at once."""
        if self.writing is not None:
            self._verdict_told.set()
            self.paint()

    def bring(self, pane: str) -> None:
        """Bring a pane to the front, and paint where its picture came in sight."""
        super().bring(pane)
        self.paint()

    def on_resize(self, _event: Resize) -> None:
        """Paint at the size that there is room for."""
        self.paint()

    @work(exclusive=True, group="paint")
    async def paint(self) -> None:
        """Paint what is marked, if its picture is in sight, until the desk is closed."""
        try:
            await self._paint()
        except NoMatches:
            if self.query(PreviewPane):
                raise

    async def _paint(self) -> None:
        self.picture.wait(self.words("preview.drawing"))
        await self.verdict_told()
        if not self.is_running or not self.query_one(f"#{PREVIEW}").display:
            return
        place = self._place()
        if place is None:
            self.picture.tell(self.words("preview.nothing"))
            return
        try:
            made = await self._painter.picture(self._files(), self._request(place))
        except FaultyPackError as error:
            self.picture.tell(self._say_fault(error.faults[0]))
        except UnusableError as error:
            unread = error.code == UNREAD
            self.picture.tell(self.words("preview.unread") if unread else self._say_fault(error))
        except WrongAnswerError as error:
            self.picture.tell(self._say_fault(UnusableError(error.code, **error.values)))
        else:
            if made is not None:
                self._draw(made)

    def _draw(self, made: Picture) -> None:
        """Show the page that is turned to; notes that come before a question are pages, too."""
        if not self._page:
            self._notes = len(made.screens) - 1
            self.picture.draw(made.rows)
            return
        at = min(max(0, self._notes + self._page), len(made.screens) - 1)
        self._page = at - self._notes
        said = self.words("preview.page", n=at + 1, all=len(made.screens))
        self.picture.draw(made.screens[at], said)

    def _request(self, place: str) -> PreviewRequest:
        theme = "dark" if self.app.current_theme.dark else "light"
        life = self.entry.id if self.entry and self.entry.kind is EntryKind.LIFE else ""
        return PreviewRequest(
            place, self._language, self.picture_size,
            theme=theme, life=life, every=bool(self._page), country=self._country(),
        )  # fmt: skip

    def _country(self) -> str:
        """Return whose numbers are shown: those of the country that is marked."""
        entry = self.entry
        if entry is None or entry.kind not in (EntryKind.COUNTRY, EntryKind.HELPLINE):
            return ""
        return entry.within or entry.id

    def _place(self) -> str | None:
        """Return the place to paint, of a life where it ends; None where nobody sees anything."""
        entry = self.entry
        if entry is None:
            return None
        return entry.id if entry.kind in PLACES else SHOWN.get(entry.kind)

    def _files(self) -> dict[str, bytes]:
        """Return the files of the pack, with the text that is being written."""
        files, field = self.desk.pack_files, self.writing
        if field is None or field.address.file not in files:
            return files
        file, path = field.address.file, field.address.path
        text = one_line(self.query_one("#text", TextArea).text)
        try:
            return files | {file: put(files[file], file, path, text)} if text else files
        except (DamagedFileError, EditRefusedError, LookupError):
            return files

    def action_preview(self) -> None:
        """Bring the picture to the front, or the pane that was there before."""
        self.bring(OUTLINE if self._front == PREVIEW else PREVIEW)

    def action_page(self, by: int) -> None:
        """Paint the next page of what is marked, or the one before."""
        self._page += by
        self.paint()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Turn pages only where they are in sight."""
        if action == "page" and not self.shows_preview:
            return False
        return super().check_action(action, parameters)

    def action_language(self) -> None:
        """Paint in the next language."""
        known = ["", *self.desk.languages]
        if len(known) == 1:
            self.notify(self.words("translating.none"), markup=False)
        self._language = known[(known.index(self._language) + 1) % len(known)]
        self.paint()
