"""Translate side by side: source and translation beside each other, stale ones first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Protocol

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from editor.keeping.aside import aside
from editor.keeping.old_texts import LOOKING
from editor.screens.above_desk import AboveDesk
from editor.screens.widgets.key_line import KeyLine
from editor.screens.widgets.labelled import SideBySide
from editor.screens.widgets.rows import RowList
from editor.screens.widgets.text_drawer import TextDrawer, WordField
from editor.values import Translated
from screens.words import Words

WORST = ("stale", "missing", "")


class Translator(Protocol):
    """What the page needs of a desk."""

    def texts(self, language: str) -> Sequence[Translated]:
        """Return every text beside its translation, as far as that is known at once."""

    def look_back(self) -> None:
        """Look for what old translations were made from; this may take long."""

    def put_translation(self, text: Translated, says: str) -> bool:
        """Write a translation; returns whether it was taken."""

    def wrong_translation(self, text: Translated, says: str) -> str:
        """Return what is wrong with a translation that is being written."""


class TranslationRows(RowList):
    """The texts; Enter writes."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "keys.edit")]


class TranslatingPage(AboveDesk[None]):
    """All texts of a language."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "keys.back"),
        Binding("y", "accept", "keys.accept"),
    ]

    def __init__(
        self, desk: Translator, language: str, texts: Sequence[Translated], words: Words
    ) -> None:
        """Show a language, whose texts are these."""
        super().__init__()
        self._first = texts
        self._desk, self._language, self._words = desk, language, words
        self._texts: dict[str, Translated] = {}

    def compose(self) -> ComposeResult:
        """Lay out heading, texts and the place to write."""
        yield Static(id="translating", classes="headline", markup=False)
        with Vertical(classes="pane"):
            yield TranslationRows(id_="texts")
            yield Static(id="was", classes="quiet", markup=False)
            yield TextDrawer()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the texts, and look meanwhile for what old ones were made from."""
        self._show(self._first)
        self.query_one(TranslationRows).focus()
        if any(text.lost == LOOKING for text in self._first):
            self._look_back()

    @work(exclusive=True, group="look")
    async def _look_back(self) -> None:
        """Look in a thread, and show what was found."""
        await aside(self._desk.look_back)
        now = _by_id(self._desk.texts(self._language))
        self._texts = {id_: now[id_] for id_ in self._texts if id_ in now}
        self.show_was()

    def _show(self, texts: Sequence[Translated]) -> None:
        now = _by_id(texts)
        order = self._texts or sorted(now, key=lambda id_: WORST.index(now[id_].state))
        self._texts = {id_: now[id_] for id_ in order if id_ in now}
        left = sum(bool(text.state) for text in texts)
        head = self._words("translating.head", language=self._language, n=left, all=len(texts))
        self.query_one("#translating", Static).update(head)
        self.query_one(TranslationRows).fill(list(self._rows()))

    def _rows(self) -> Iterator[Option]:
        for id_, text in self._texts.items():
            state = self._words(f"translating.{text.state}") if text.state else ""
            mark = Content.styled(state + " ", "$strong") if state else Content("")
            said = Content(text.says or "-")
            yield Option(SideBySide(mark + Content(text.source), said), id=id_)

    @property
    def _text(self) -> Translated | None:
        return self._texts.get(self.query_one(TranslationRows).marked)

    @on(OptionList.OptionHighlighted)
    def show_was(self) -> None:
        """Show the old source of a stale text, or why it is not known."""
        self.query_one("#was", Static).update(self._was(self._text) if self._text else "")

    def _was(self, text: Translated) -> str:
        if text.was:
            return self._words("translating.was", text=text.was)
        return self._words(f"translating.{text.lost}") if text.lost else ""

    @on(OptionList.OptionSelected)
    def write(self) -> None:
        """Write the translation of the marked text."""
        if (text := self._text) is not None:
            open_text = text
            self.query_one(TextDrawer).open(
                text.source, text.says, lambda says: self._desk.wrong_translation(open_text, says)
            )

    @on(WordField.Finished)
    def keep(self, event: WordField.Finished) -> None:
        """Keep what was written, and go on to the next open text; nothing written keeps nothing."""
        text = self._text
        if text and (not (event.text or text.says) or self._put(text, event.text)):
            self._close(event.step)

    def keep_begun(self) -> bool:
        """Keep what is being written, if anything is; returns whether nothing is left."""
        drawer, text = self.query_one(TextDrawer), self._text
        if drawer.display and text and drawer.text not in ("", text.says):
            return self._put(text, drawer.text)
        return True

    @on(WordField.Dropped)
    def drop(self) -> None:
        """Leave the translation as it was."""
        self._close(0)

    def _close(self, step: int) -> None:
        self.query_one(TextDrawer).close()
        self.query_one(TranslationRows).focus()
        if step and self._next_open():
            self.write()
        elif not any(text.state for text in self._texts.values()):
            self.notify(self._words("translating.done"), markup=False)

    def _next_open(self) -> bool:
        """Mark the next text that is open, below or else above; returns whether there is one."""
        rows, ids = self.query_one(TranslationRows), list(self._texts)
        at = ids.index(rows.marked) if rows.marked in ids else -1
        later = (i for i in [*range(at + 1, len(ids)), *range(at)] if self._texts[ids[i]].state)
        found = next(later, -1)
        if found >= 0:
            rows.highlighted = found
        return found >= 0

    def action_close(self) -> None:
        """Go back to the desk."""
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let no letter act, nor be named in the foot, while one writes."""
        writes = action == "accept" and isinstance(self.focused, WordField)
        return False if writes else super().check_action(action, parameters)

    def action_accept(self) -> None:
        """Say that the translation still fits the new source."""
        text = self._text
        if text and text.says and text.state:
            self._put(text, text.says)
        else:
            key = "fits" if text and text.says else "unwritten"
            self.notify(self._words(f"translating.{key}"), markup=False)

    def _put(self, text: Translated, says: str) -> bool:
        if not self._desk.put_translation(text, says):
            return False
        self._show(self._desk.texts(self._language))
        return True


def _by_id(texts: Sequence[Translated]) -> dict[str, Translated]:
    return {"/".join(map(str, text.path)): text for text in texts}
