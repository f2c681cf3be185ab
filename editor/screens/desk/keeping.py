"""Save, keep as a draft, or throw away; nothing is lost unasked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from editor.keeping.whole_file import KEPT
from editor.screens.asking.leave_page import LeavePage
from editor.screens.asking.modal import Pick
from editor.screens.asking.question_page import QuestionPage
from editor.screens.desk.parts import Parts
from editor.told.conflicts import both
from editor.told.later import later_all
from editor.told.saving import MOST, changes_told, saving_told
from editor.told.written import written
from editor.values import Conflict, Saved
from tree.fault import UnusableError

SAVE, DRAFT, THROW, STAY, TAKE = "save", "draft", "throw", "stay", "take"
OURS, THEIRS = "ours", "theirs"
QuestionParts = tuple[str, Sequence[str], Sequence[Pick]]
"""A question: its title, lines to read, and answers."""


class Keeping(Parts):
    """A desk that saves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "keys.save"),
        Binding("q", "app.quit", "keys.leave", show=False),
    ]

    _keeps = True
    """Whether changes were kept as a draft when that was last looked at."""

    def on_mount(self) -> None:
        """Offer what an earlier sitting left, and name what it could not put in its place."""
        for name in self.desk.left_over:
            self.notify(self.words("save.left-over", name=name), severity="warning", markup=False)
        if later := later_all(self.desk, self.words):
            self.notify(later, markup=False)
        if self.desk.draft:
            self.offer_draft()

    def changed(self, mark: str = "") -> None:
        """Show the pack as it is now, and say once that changes cannot be kept as a draft."""
        super().changed(mark)
        if self.desk.drafts.waits:
            self.desk.drafts.waits = False
            self.tell(self.words("draft.waits"))
        kept = self.desk.drafts.is_kept
        if self._keeps and not kept:
            self.notify(self.words("draft.unkept"), severity="warning", markup=False)
        self._keeps = kept

    async def ask(self, key: str, lines: Sequence[str], *answers: str) -> str:
        """Ask what to do; returns `stay` where nothing was chosen."""
        return await self._opened(QuestionPage(*self._asked(key, lines, *answers)))

    def _asked(self, key: str, lines: Sequence[str], *answers: str) -> QuestionParts:
        offered = (one for one in answers if one != DRAFT or self.desk.drafts.is_kept)
        picks = [Pick(one, self.words(f"{key}.{one}")) for one in offered]
        return self.words(f"{key}.title"), lines, picks

    def _opened(self, page: QuestionPage) -> asyncio.Future[str]:
        """Open a page at once; returns what will be answered, `stay` where it is nothing.

        Textual's `push_screen_wait` would also do work of the app in a worker that waits, and end
        it half done.
        """
        answer = asyncio.get_running_loop().create_future()

        def take(said: str | None) -> None:
            if not answer.done():
                answer.set_result(said or STAY)

        self.open_page(page, take)
        return answer

    @work(exclusive=True, group="keep")
    async def offer_draft(self) -> None:
        """Ask whether to go on with a draft, and then with older ones that wait."""
        while self.desk.draft:
            answer = await self.ask("draft", list(self._of_draft()), TAKE, STAY, THROW)
            if answer == STAY:
                return
            if self.change(self.desk.take_draft if answer == TAKE else self.desk.drop_draft):
                self.tell(self.words(f"draft.{answer}n"))
            self.desk.look_for_draft()

    def _of_draft(self) -> Iterator[str]:
        """Yield what has to be known of a draft: its day, and what is changed in it, by words."""
        if (draft := self.desk.draft) is None:
            return
        yield self.words("draft.day", day=draft.day)
        held = self.desk.in_draft()
        named = {one.address.file for one in held}
        names = [*map(self.places.entry, held), *(one for one in draft.files if one not in named)]
        for name in names[:MOST]:
            yield self.words("draft.changed", name=name)
        if len(names) > MOST:
            yield self.words("draft.more", n=len(names) - MOST)
        if set(draft.files) & set(self.desk.changed):
            yield self.words("draft.over")
        for file in draft.outdated:
            yield self.words("draft.outdated", name=file)

    # saving

    def action_save(self) -> None:
        """Say what saving would do, and save if that is meant."""
        if not self.keep_begun():
            return
        if self.desk.changed:
            page = self._saving_page()
            self._save_in(page, self._opened(page))
        else:
            self.tell(self.words("save.nothing"))

    @work(exclusive=True, group="keep")
    async def _save_in(self, page: QuestionPage, answer: asyncio.Future[str]) -> None:
        await self._saved(page, answer)

    def _saving_page(self) -> QuestionPage:
        """Return a page that can be left at once, and says what saving does once that is known."""
        page = QuestionPage(*self._asked("save", [self.words("save.working")], STAY, DRAFT))
        page.waits = True
        return page

    async def _save(self) -> bool:
        """Save after asking; returns whether it was done, or kept as a draft on purpose."""
        page = self._saving_page()
        return await self._saved(page, self._opened(page))

    async def _saved(self, page: QuestionPage, answer: asyncio.Future[str]) -> bool:
        telling = asyncio.create_task(self._tell_saving(page))
        try:
            said = await answer
        finally:
            telling.cancel()
        return said == DRAFT or (said == SAVE and await self._write_files())

    async def _tell_saving(self, page: QuestionPage) -> None:
        """Tell on a page what saving does, or why it cannot be done."""
        try:
            page.tell(*await self._saving())
        except UnusableError as error:
            page.tell(*self._asked("save", [self._say_fault(error)], STAY, DRAFT))

    async def _saving(self) -> QuestionParts:
        """Work out what saving does."""
        judged = await self.desk.prove()
        if self.verdicts:
            self.judged(judged)
        if not judged.servable:
            why = "unsafe.why" if self.desk.drafts.is_kept else "draft.unkept"
            lines = [self.words(why), self.verdict.sentence(judged)]
            return self._asked("unsafe", lines, DRAFT, STAY)
        told = saving_told(await self.desk.outlook(), judged, self.desk, self.places)
        return self._asked("save", list(told), SAVE, DRAFT, STAY)

    async def _write_files(self) -> bool:
        """Save, and settle what somebody else changed meanwhile; theirs is asked anew."""
        files = list(written(self.desk.changed, self.desk.saved, self.words))
        try:
            done = self.desk.save()
        except UnusableError as error:
            self.refuse(error)
            self.changed()
            return False
        if not isinstance(done, Saved):
            return await self._settle(done)
        self.show_all()
        said = self.words.count("save.done", len(done.files))
        where = self.words("save.folder", name=self.desk.places.folder)
        self.tell("\n".join([said, *(files if len(files) == 1 else ()), where]))
        return True

    async def _settle(self, conflicts: Sequence[Conflict]) -> bool:
        """Ask what holds of each file, and go on with saving; what is ours is proved already."""
        answers: list[str] = []
        for conflict in conflicts:
            answers.append(await self._settled(conflict))
            if answers[-1] == STAY:
                return False
        self.show_all()
        if not self.desk.changed:
            self.judge()
            return True
        return await (self._save() if THEIRS in answers else self._write_files())

    async def _settled(self, conflict: Conflict) -> str:
        name = conflict.file
        kept = {OURS: name + KEPT, THEIRS: self.desk.kept_ours(name)}
        title, lines, picks = self._asked("conflict", list(both(conflict, self.words)), STAY)
        told = [Pick(one, self.words(f"conflict.{one}", kept=kept[one])) for one in kept]
        answer = await self._opened(QuestionPage(title, lines, [*told, *picks]))
        try:
            if answer == OURS:
                self.desk.keep_ours(name)
            elif answer == THEIRS:
                self.desk.take_theirs(name)
        except UnusableError as error:
            self.refuse(error)
            return STAY
        return answer

    # leaving

    def leave(self) -> None:
        """Leave; with changes, ask what is to become of them."""
        if isinstance(self.app.screen, LeavePage):
            return
        if not self.desk.changed:
            self.app.exit()
            return
        lines = list(changes_told(self.desk, self.places))
        lines += [] if self.desk.keep_draft() else [self.words("draft.unkept")]
        asked = self._asked("leave", lines, STAY, SAVE, DRAFT, THROW)
        page = LeavePage(*asked, again=DRAFT)
        self._leave_by(self._opened(page))

    @work(exclusive=True, group="keep")
    async def _leave_by(self, answer: asyncio.Future[str]) -> None:
        said = await answer
        if said == STAY or (said == SAVE and not await self._save()):
            return
        if said == THROW:
            self.desk.throw_away()
        self.app.exit()
