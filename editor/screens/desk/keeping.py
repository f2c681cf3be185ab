"""Save, keep as a draft, or throw away; nothing is lost unasked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from editor.screens.asking.modal import Pick
from editor.screens.asking.question_page import QuestionPage
from editor.screens.desk.tagging import Tagging
from editor.values import Conflict, MovedLine, Outlook, Saved
from tree.fault import UnusableError

SAVE, DRAFT, THROW, STAY, TAKE = "save", "draft", "throw", "stay", "take"
OURS, THEIRS = "ours", "theirs"
MOST = 12
"""Lines of a kind that are told before the rest is counted."""


class Keeping(Tagging):
    """A desk that saves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "keys.save"),
        Binding("q", "app.quit", "keys.leave", show=False),
    ]

    def on_mount(self) -> None:
        """Offer what an earlier sitting left."""
        if self.desk.draft:
            self.offer_draft()

    async def ask(self, key: str, lines: Sequence[str], *answers: str) -> str:
        """Ask what to do; returns `stay` where nothing was chosen."""
        picks = [Pick(one, self.words(f"{key}.{one}")) for one in answers]
        page = QuestionPage(self.words(f"{key}.title"), lines, picks)
        # `push_screen_wait` would also do work of the app in here, and end it half done
        answer = self.app.push_screen(page, wait_for_dismiss=True)
        return await asyncio.shield(answer) or STAY

    @work(exclusive=True, group="keep")
    async def offer_draft(self) -> None:
        """Ask whether to go on with a draft."""
        draft = self.desk.draft
        lines = [self.words("draft.file", name=name) for name in draft.files] if draft else []
        lines += [
            self.words("draft.outdated", name=one) for one in (draft.outdated if draft else ())
        ]
        answer = await self.ask("draft", lines, TAKE, THROW)
        if answer == STAY:
            return
        if self.change(self.desk.take_draft if answer == TAKE else self.desk.drop_draft):
            self.tell(self.words(f"draft.{answer}n"))

    # saving

    @work(exclusive=True, group="keep")
    async def action_save(self) -> None:
        """Say what saving would do, and save if that is meant."""
        self.finish_writing()
        if not self.desk.changed:
            self.tell(self.words("save.nothing"))
            return
        await self._save()

    async def _save(self) -> bool:
        """Save after asking; returns whether it was done, or kept as a draft on purpose."""
        self.verdict.wait()
        judged = await self.desk.prove()
        self.judged(judged)
        if not judged.servable:
            lines = [self.words("unsafe.why"), self.verdict.sentence(judged)]
            return await self.ask("unsafe", lines, DRAFT, STAY) == DRAFT
        outlook = await self.desk.outlook()
        answer = await self.ask("save", list(self._told(outlook)), SAVE, DRAFT, STAY)
        return answer == DRAFT or (answer == SAVE and await self._write_files())

    def _told(self, outlook: Outlook) -> Iterator[str]:
        """Yield in one line each what saving would do."""
        yield self.words.count("outlook.files", len(outlook.files))
        if outlook.moved is None:
            yield self.words("outlook.unknown")
        elif not outlook.moved:
            yield self.words("outlook.same")
        for line in (outlook.moved or ())[:MOST]:
            yield self._moved(line)
        if outlook.to_sign:
            names = ", ".join(f"{name} ({language})" for language, name in outlook.to_sign[:MOST])
            yield self._named("outlook.sign", len(outlook.to_sign), names)
        if outlook.stale:
            names = ", ".join(f"{path} ({language})" for language, path in outlook.stale[:MOST])
            yield self._named("outlook.stale", len(outlook.stale), names)

    def _moved(self, line: MovedLine) -> str:
        key = "gentler" if line.gentler else "moved" if line.new else "gone"
        return self.words(f"outlook.{key}", n=f"{line.walks:,}", old=line.old, new=line.new)

    def _named(self, key: str, n: int, names: str) -> str:
        return self.words(f"{key}.one" if n == 1 else f"{key}.other", n=n, names=names)

    async def _write_files(self) -> bool:
        """Save, and settle what somebody else changed meanwhile: then all is asked anew."""
        try:
            done = self.desk.save()
        except UnusableError as error:
            self.refuse(error)
            self.changed()
            return False
        if not isinstance(done, Saved):
            for conflict in done:
                if not await self._settled(conflict):
                    return False
            self.show_all()
            return await self._save()
        self.show_all()
        self.tell(self.words.count("save.done", len(done.files)))
        return True

    async def _settled(self, conflict: Conflict) -> bool:
        answer = await self.ask("conflict", list(self._both(conflict)), OURS, THEIRS, STAY)
        if answer == OURS:
            self.desk.keep_ours(conflict.file)
        elif answer == THEIRS:
            self.desk.take_theirs(conflict.file)
        return answer in (OURS, THEIRS)

    def _both(self, conflict: Conflict) -> Iterator[str]:
        """Yield the lines that differ, theirs and ours."""
        yield self.words("conflict.file", name=conflict.file)
        theirs, ours = (
            raw.decode("utf-8", "replace").splitlines() for raw in (conflict.theirs, conflict.ours)
        )
        for line in list(unified_diff(theirs, ours, n=0, lineterm=""))[2:]:
            if line[0] in "-+":
                key = "conflict.theirs-line" if line[0] == "-" else "conflict.ours-line"
                yield self.words(key, text=line[1:].strip())

    # leaving

    @work(exclusive=True, group="keep")
    async def leave(self) -> None:
        """Leave; with changes, ask what is to become of them."""
        self.finish_writing()
        if self.desk.changed:
            n = self.words.count("head.changed", len(self.desk.changed))
            answer = await self.ask("leave", [n], STAY, SAVE, DRAFT, THROW)
            if answer == STAY or (answer == SAVE and not await self._save()):
                return
            if answer == THROW:
                self.desk.throw_away()
        self.app.exit()
