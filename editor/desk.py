"""The desk: one sitting with a pack. Everything that an editor does, without a screen.

Open it with `open_desk`. What is shown comes as immutable values (`editor/values.py`); every edit
goes through a verb here, is one step of undo, and is written into the draft. A verb that refuses
raises UnusableError, whose sentence is in `content/words/en/commands/edit.yaml`.
"""

from __future__ import annotations

from dataclasses import replace

from editor.judging.judge import Judge
from editor.keeping.drafts import DraftFile
from editor.keeping.locks import FolderLock
from editor.sitting.choosing import DeskChoosing
from editor.sitting.kinds import DeskKinds
from editor.sitting.limiting import DeskLimiting
from editor.sitting.saving import DeskSaving
from editor.sitting.signing import DeskSigning
from editor.sitting.state import DeskPlaces, read_files
from editor.values import Judgement, Outlook
from screens.words import Words

__all__ = ["DeskPlaces", "PackDesk", "open_desk"]


class PackDesk(DeskSaving, DeskSigning, DeskLimiting, DeskChoosing, DeskKinds):
    """One sitting: look, edit, judge, translate, sign, and save."""

    async def check(self) -> Judgement:
        """Return what is wrong with this revision before it is proved; who signed is as it was.

        A call about a newer revision ends older ones with CancelledError. Raises UnusableError if
        the process that proves fails.
        """
        quick = await self.judge.checked(self.revision, self.files)
        return self._judged(quick)

    async def promise(self) -> Judgement:
        """Return which promises are kept, before all else is proved; raises as `check` does."""
        told = await self.judge.promised(self.revision, self.files)
        return self._judged(told)

    async def prove(self) -> Judgement:
        """Return the verdict on this revision, each promise proved; raises as `check` does."""
        return self._judged(await self.judge.proved(self.revision, self.files))

    def _judged(self, told: Judgement) -> Judgement:
        """Take a verdict; what it does not say of signatures is as it was, also while faulty."""
        unsigned = told.unsigned if told.servable else told.unsigned or self.judgement.unsigned
        self.judgement = replace(told, unsigned=unsigned)
        return self.judgement

    async def outlook(self) -> Outlook:
        """Return what saving this revision would do; raises as `check` does."""
        return await self.judge.outlook(self.revision, self.saved, self.files)

    async def close(self) -> None:
        """End the sitting: the draft stays, if there is one."""
        await self.judge.close()
        self.lock.release()


def open_desk(places: DeskPlaces, words: Words) -> PackDesk:
    """Open a pack for editing; raises UnusableError or FaultyPackError.

    `words` are those of commands: conditions and refusals are said with them.
    """
    files, lock = read_files(places), FolderLock(places.folder)
    judge, drafts = Judge(places.words, places.helplines), DraftFile(places.folder)
    desk = PackDesk(places, words, dict(files), files, judge, lock, drafts)
    desk.look_for_draft()
    desk.sweep()
    return desk
