"""A place as line mode says it: a whole visit by typed lines, of which the last is heard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from itertools import pairwise

from editor.preview.request import CARD, LOOK_OVER, PreviewRequest
from editor.preview.roads import Road
from screens.plain.answer_list import has_safety
from screens.plain.desk import Desk
from screens.plain.letter_reader import BESIDE
from screens.plain.reader import Typed
from screens.plain.talk import Talk
from screens.plain.visit import Visit
from tree.model import SKIP, Outcome, Question
from tree.stored_start import Ready
from tree.walk import Walk, begin

NEXT, LOOK, NUMBERS = "", "l", "h"
"""What is typed: Enter alone, and letters."""


class Script(Typed):
    """Types one line after the other, and keeps what was said since the last."""

    def __init__(self, lines: Iterator[str], heard: StringIO) -> None:
        """Start before the first line."""
        super().__init__(StringIO())
        self._lines, self._heard = lines, heard
        self._since = 0

    def line(self, _seconds: float | None) -> str:
        """Return the next line; at the end nothing, which ends the visit."""
        typed = next(self._lines, None)
        if typed is None:
            return ""
        self._since = self._heard.tell()
        return f"{typed}\n"

    @property
    def last(self) -> str:
        """What was said after the last line that was typed."""
        return self._heard.getvalue()[self._since :]


def said(ready: Ready, request: PreviewRequest, road: Road | None) -> list[str]:
    """Return the lines that are said at a place."""
    heard = StringIO()
    walks = road.walks(ready.tree) if road else []
    script = Script(_typed(walks, request.place, road), heard)
    desk = Desk(ready, request.setting, Talk(script, heard))
    with suppress(EOFError):
        desk.welcome()
        Visit(desk, begin(ready.tree) if road and not road.unmet else walks[0]).run()
    return script.last.strip("\n").split("\n")


def _typed(walks: list[Walk], place: str, road: Road | None) -> Iterator[str]:
    """Yield what is typed on the way to a place."""
    if road is None:
        yield from [NUMBERS] if place == CARD else []
        return
    yield NEXT
    for before, after in pairwise(walks):
        yield _answer(before, after.answers[-1].options)
    last = walks[-1]
    if isinstance(last.place, Question):
        yield from [LOOK] if place == LOOK_OVER else []
    elif not last.place.at_once:
        yield from [NEXT] if has_safety(last) else []
        yield from [NEXT] if place != LOOK_OVER else []
    if road.beside:
        yield BESIDE


def _answer(walk: Walk, options: tuple[str, ...]) -> str:
    """Return what is typed to answer with these options."""
    if isinstance(walk.place, Outcome):
        return "g"
    if options == (SKIP,):
        return "s"
    listed = [option.id for option in walk.place.options]
    return " ".join(str(listed.index(name) + 1) for name in options)
