"""Edit by lines, one text at a time, for authors who hear the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from commands.editing.line import TypedLines
from commands.editing.meant import MeantByWords
from editor.at_once.words import wrong_words
from editor.desk import PackDesk
from editor.told.faults import BY_LINES, FaultWords
from editor.told.later import later_all, later_here
from editor.told.places import PlaceWords
from editor.told.saving import saving_told
from editor.values import (
    Entry,
    EntryKind,
    Field,
    FieldKind,
    Judgement,
    Outlook,
    Saved,
    Translated,
)
from screens.words import Words
from tree.fault import Fault, UnusableError

Tell = Callable[[Fault | UnusableError], str]
"""Returns a fault, or why something is refused, as a sentence."""
YES, UNDO, THROW, DRAFT = "y", "u", "t", ""
FITS = "="
"""What says that a translation still fits."""


class LineDesk:
    """A desk that is worked at by lines."""

    def __init__(
        self,
        desk: PackDesk,
        words: Words,
        tell: Tell,
        prove: Callable[[], Judgement],
        look: Callable[[], Outlook],
    ) -> None:
        """Work at this desk; `prove` returns the verdict on it, `look` what saving would do."""
        self._desk, self._words, self._prove, self._look = desk, words, prove, look
        self._places = PlaceWords(desk, words)
        self._tell = FaultWords(words, self._places, tell, BY_LINES)
        self._typed = TypedLines(words("sign.early"))
        self._meant = MeantByWords(desk, words, self._places, self._typed, self._has_texts)

    def edit(self, said: str) -> bool:
        """Go through the texts of what has a name or words, and ask to save.

        Where nothing is said, it asks what to change, until that is all. Returns whether all is
        well; raises UnusableError if nothing has this name or these words.
        """
        if said:
            self._meant.known(said)
        for left in self._desk.left_over:
            print(self._words("save.left-over", name=left))
        if later := later_all(self._desk, self._words):
            print(later)
        try:
            with suppress(EOFError, KeyboardInterrupt):
                self._offer_draft()
                self._change(said)
            return self._finish()
        except (EOFError, KeyboardInterrupt):
            return self._leave()

    def _change(self, said: str) -> None:
        """Go through what is meant; where nothing was said, ask until there is nothing more."""
        if said:
            if entry := self._meant.named(said):
                self._go_through(entry)
            return
        prompt = self._words("edit-plain.what")
        while entry := self._meant.asked(prompt):
            self._go_through(entry)
            prompt = self._words("edit-plain.what-else")

    def _has_texts(self, entry: Entry) -> bool:
        return entry.kind is EntryKind.TRANSLATION or any(self._texts(entry))

    def _offer_draft(self) -> None:
        """Ask whether to go on with what an earlier sitting left."""
        if draft := self._desk.draft:
            asked = self._words("edit-plain.draft-there", day=draft.day)
            if self._typed.ask(asked).lower() == YES:
                self._desk.take_draft()

    def _go_through(self, entry: Entry) -> None:
        if entry.kind is EntryKind.TRANSLATION:
            self._translate(entry.id)
            return
        ids = [field.id for field in self._texts(entry)]
        key = "edit-plain.texts" if ids else "edit-plain.none"
        said = self._words.count(key, len(ids)) if ids else self._words(key)
        print(
            self._places.entry(entry), *later_here(self._desk, entry, self._words), said, sep="\n"
        )
        for n, id_ in enumerate(ids, 1):
            self._one(entry, id_, n)

    def _texts(self, entry: Entry) -> Iterator[Field]:
        fields = self._desk.form(entry).fields
        return (one for one in fields if one.kind is FieldKind.TEXT and one.is_written)

    def _one(self, entry: Entry, id_: str, n: int) -> None:
        """Show a text, and ask for a new one until its words can be taken."""
        field = next(one for one in self._texts(entry) if one.id == id_)
        label = self._places.field(entry, field)
        print(self._words("edit-plain.field", n=n, label=label, text=field.value))
        self._ask_words(
            self._words("edit-plain.ask"),
            str(field.value),
            self._desk.language,
            lambda said: self._desk.set(field, said),
        )

    def _ask_words(
        self, prompt: str, old: str, language: str, take: Callable[[str], None], fits: str = ""
    ) -> None:
        """Ask for words until they can be taken; Up brings what was tried, and the old ones."""
        tried = [old]
        while said := self._typed.ask(prompt, tried):
            wrong = () if said == fits else wrong_words(self._desk.files, language, said)
            told = [*map(self._tell, wrong)] or self._refused(take, said)
            if not told:
                return
            print("\n".join(told))
            tried.append(said)

    def _refused(self, take: Callable[[str], None], said: str) -> list[str]:
        """Take words; returns why they are refused."""
        try:
            take(said)
        except UnusableError as error:
            return [self._tell(error)]
        return []

    def _translate(self, language: str) -> None:
        """Go through the texts of a language that are old or missing."""
        texts = [text for text in self._desk.translated(language) if text.state]
        print(self._words("edit-plain.to-translate", language=language, n=len(texts)))
        for n, text in enumerate(texts, 1):
            self._pair(text, n)

    def _pair(self, text: Translated, n: int) -> None:
        """Show a text beside its translation, and ask for another."""
        print(self._words("edit-plain.source", n=n, text=text.source))
        if text.was:
            print(self._words("translating.was", text=text.was))
        if text.says:
            print(self._words("edit-plain.translated", text=text.says))

        def take(said: str) -> None:
            if said == FITS and text.says:
                self._desk.accept(text.language, text.path)
            else:
                self._desk.translate(text.language, text.path, said)

        asked = self._words("edit-plain.ask-again" if text.says else "edit-plain.ask-first")
        self._ask_words(asked, text.says, text.language, take, FITS if text.says else "")

    # the end of a sitting

    def _finish(self) -> bool:
        """Say how the pack stands, and ask what is to become of it, until that is settled."""
        while self._desk.changed:
            print(self._words("edit-plain.proving"), flush=True)
            judged = self._prove()
            for line in self._verdict(judged):
                print(line)
            answer = self._answer(judged)
            if answer == UNDO:
                self._undo()
            elif answer == THROW:
                self._desk.throw_away()
                print(self._words("edit-plain.thrown"))
                return True
            elif answer == DRAFT:
                return self._leave() and judged.servable
            elif self._save():
                return True
        print(self._words("edit-plain.same"))
        return True

    def _answer(self, judged: Judgement) -> str:
        """Ask until the answer is one of those that are offered."""
        prompt = self._words("edit-plain.save" if judged.servable else "edit-plain.not-saved")
        offered = {UNDO, THROW, *([YES] if judged.servable else [])}
        while True:
            kept = self._desk.keep_draft()
            if not kept:
                print(self._words("draft.unkept"))
            said = self._typed.ask(prompt).lower()
            if said in offered or (kept and said == DRAFT):
                return said

    def _undo(self) -> None:
        step = self._places.turned(self._desk.last_step or "", self._desk.undo)
        print(self._words("undo.done", step=step))

    def _leave(self) -> bool:
        """Say what becomes of what is not saved; returns whether nothing is lost."""
        if not self._desk.changed:
            print(self._words("edit-plain.same"))
            return True
        kept = self._desk.keep_draft()
        print(self._words("edit-plain.draft" if kept else "edit-plain.no-draft"))
        return kept

    def _verdict(self, judged: Judgement) -> Iterator[str]:
        if judged.servable:
            yield self._words("verdict.kept", n=judged.promises)
        for broken in judged.broken:
            yield self._words("edit-plain.broken", says=broken.says)
            for n, step in enumerate(broken.walk, 1):
                yield self._words("edit-plain.step", n=n, ask=step.ask, said=step.said)
        if judged.servable:
            yield from saving_told(self._look(), judged, self._desk, self._places)
        elif not judged.broken:
            yield from map(self._tell, judged.faults)

    def _save(self) -> bool:
        """Save; says why where that cannot be done."""
        try:
            done = self._desk.save()
        except UnusableError as error:
            print(self._tell(error))
            return False
        if isinstance(done, Saved):
            print(self._words.count("save.done", len(done.files)))
            return True
        for conflict in done:
            print(self._words("edit-plain.conflict", name=conflict.file))
        return False
