"""What can be taken along in line mode: steps that were marked, numbers, and a file of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from screens.pages.outcome import OF_STEP, STEPS, Chapter, PageView
from screens.pages.saving import saving
from screens.pages.take_along import Marks, TakeAlong, still_shown, take_along, taken_along, toggled
from screens.plain import render
from screens.plain.desk import Desk
from screens.plain.spot import Speech
from screens.plain.talk import numbers
from tree.walk import Walk

TAKE, SAVE = "t", "k"


class Taking:
    """The marks of one visit, and what they are for."""

    def __init__(self, desk: Desk) -> None:
        """Start with nothing marked."""
        self._desk = desk
        self.marks: Marks = frozenset()

    def keep(self, walk: Walk) -> None:
        """Forget the marks of steps that this walk no longer shows."""
        self.marks = still_shown(self.marks, walk)

    def forget(self) -> None:
        """Forget all marks."""
        self.marks = frozenset()

    def mark(self, typed: str, chapter: Chapter | None, view: PageView) -> bool:
        """Mark the steps of these numbers or unmark them; return False if they fit no step."""
        rows = chapter.rows if chapter and chapter.id == STEPS else ()
        steps = {row.key: row for row in rows if row.pick.startswith(OF_STEP)}
        keys = [str(number) for number in numbers(typed)]
        if not keys or not steps.keys() >= set(keys):
            return False
        for key in keys:
            step = (view.page.outcome.id, steps[key].pick.removeprefix(OF_STEP))
            self.marks = toggled(self.marks, step)
            done = "added" if step in self.marks else "removed"
            self._desk.tell(f"line.take.{done}", n=key)
        return True

    def opens(self, view: Callable[[], PageView], walk: Walk) -> dict[str, Speech]:
        """Return what the letters of this page open."""
        save = {SAVE: lambda: self._save(view(), walk)} if self._desk.save_to else {}
        return {TAKE: lambda: self._says(view(), walk), **save}

    def _taken(self, view: PageView, walk: Walk) -> TakeAlong:
        return taken_along(view.page, walk, self.marks, view.helplines, view.country)

    def _says(self, view: PageView, walk: Walk) -> Iterator[str]:
        """Yield the page to copy from."""
        words, save = self._desk.words, bool(self._desk.save_to)
        yield from render.page(take_along(self._taken(view, walk), words, save=False), words)
        yield from ("", words("line.take.save")) if save else ()

    def _save(self, view: PageView, walk: Walk) -> Iterator[str]:
        """Warn, and write the file if Enter alone is typed."""
        words, taken = self._desk.words, self._taken(view, walk)
        to = saving(self._desk.save_to, taken, walk.tree, words)
        self._desk.say(render.page(to.before(), words))
        if self._desk.sure(words("line.take.sure")):
            return iter([words("line.take.unwritten")])
        refused = to.write()
        return iter([refused]) if refused else render.page(to.after(), words)
