"""What is wrong with the pack: its faults, and for each broken promise a walk in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import ClassVar, TypedDict

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from editor.screens.asking.modal import Asks
from editor.screens.widgets.labelled import Labelled
from editor.screens.widgets.rows import RowList, TakeRows
from editor.values import BrokenPromise, Judgement, WalkStep
from screens.words import Words
from tree.fault import Fault, Where

TRANSLATED = {"stale-words", "missing-words", "wrong-places"}
"""Faults that are mended where texts are translated side by side."""
MENDED_IN = {
    "without-source": "sources", "no-way-on": "go", "go-in-list": "go", "unknown-target": "go",
    "plain-not-alone": "alone", "untagged-words": "tags", "same-answers": "say",
    "duplicate-id": "id", "reserved-id": "id",
}  # fmt: skip
"""In which field a fault is mended that stands at the whole of a thing."""
STEPS = 5
"""Columns in front of a step."""


@dataclass(frozen=True, slots=True)
class GoTo:
    """Where to go from a row: a place in a file, or a question or page by its id.

    `key` is that of the field which is meant there, where it is known.
    `language` is the translation that it is about, where a page of its own can mend it.
    `limit` names a limit that only counts and is met there; `holds` is its least number that holds.
    """

    where: Where | None = None
    place: str = ""
    key: str = ""
    language: str = ""
    limit: str = ""
    holds: int = 0


class LimitAt(TypedDict, total=False):
    """What a row tells of a limit."""

    limit: str
    holds: int


class StandingPage(Asks[GoTo]):
    """Faults and walks; Enter goes to the place of the marked row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "close", "keys.back", show=False),
        Binding("n", "next_promise", "keys.next-promise"),
        Binding("c", "limit", "keys.limit"),
    ]

    def __init__(
        self,
        judged: Judgement,
        titles: Mapping[str, str],
        say_fault: Callable[[Fault], str],
        place: Callable[[Fault], str],
        *,
        old: bool = False,
    ) -> None:
        """Show what was found out of a pack; `titles` are those of its questions and pages.

        `old` is True if the pack has changed since: then `show` will tell of it as it is.
        """
        super().__init__()
        self._place, self.old = place, old
        self._judged, self._titles, self._say_fault = judged, titles, say_fault
        self._spots: list[GoTo | None] = []

    @property
    def words(self) -> Words:
        """The catalogue of sentences."""
        return self.app.words  # type: ignore[attr-defined,no-any-return]  # our app has them

    def compose(self) -> ComposeResult:
        """Lay out title and rows."""
        with Vertical(classes="sheet"):
            yield Static(id="standing-title", classes="title", markup=False)
            yield TakeRows(id_="standing")
            yield self.keys()

    def on_mount(self) -> None:
        """Show all, and take the keys."""
        self._fill()
        self.query_one(RowList).focus()

    def show(self, judged: Judgement) -> None:
        """Show what was found out of the pack as it is now."""
        again = judged == self._judged and not self.old
        self._judged, self.old = judged, False
        if self.is_mounted and not again:
            self.unseen()
            self._fill()

    def _title(self) -> str:
        judged = self._judged
        held = "held-back" if judged.servable else "faulty"
        broken = judged.broken and not judged.causes
        key = "broken" if broken else held if judged.faults else "kept"
        if self.old:
            key = "proving" if judged.promised or judged.faults else "proving-first"
        return self.words(f"standing.{key}", n=judged.promises)

    def _fill(self) -> None:
        """Mark what others follow from, or else the step that matters most, or the first row."""
        self.query_one("#standing-title", Static).update(self._title())
        self._spots.clear()
        rows = self.query_one(RowList)
        rows.set_options(self._rows())
        broken = () if self._judged.causes else self._judged.broken
        steps = broken[0].walk if broken else ()
        matters = next((i for i, step in enumerate(steps, 1) if step.matters), 0)
        rows.highlighted = matters if rows.option_count else None
        self.refresh_bindings()

    def _rows(self) -> Iterator[Option]:
        causes = self._judged.causes
        yield from map(self._fault, causes)
        for broken in self._judged.broken:
            yield from self._promise(broken)
        told = [*causes, *(broken.fault for broken in self._judged.broken)]
        yield from (self._fault(one) for one in self._judged.faults if one not in told)

    def _fault(self, fault: Fault) -> Option:
        said, place = self._say_fault(fault), self._place(fault)
        row = Labelled("" if place in said else place, said, wide=30)
        key, language = _field_of(fault), _language(fault)
        return self._row(row, GoTo(fault.where, key=key, language=language, **_limit(fault)))

    def _promise(self, broken: BrokenPromise) -> Iterator[Option]:
        said = Content.styled(broken.says or broken.id, "bold $strong")
        yield self._row(said, GoTo(broken.fault.where, **_limit(broken.fault)))
        yield from self._walk(broken.walk)
        if broken.other:
            yield self._row(Content.styled(self.words("standing.other"), "$quiet"), None)
            yield from self._walk(broken.other)
        if broken.ends:
            yield self._row(
                Content(
                    self.words("standing.ends", title=self._titles.get(broken.ends, broken.ends))
                ),
                GoTo(place=broken.ends),
            )

    def _walk(self, steps: tuple[WalkStep, ...]) -> Iterator[Option]:
        for n, step in enumerate(steps, 1):
            lead = f">{n:2} " if step.matters else f" {n:2} "
            said = self.words("standing.step", ask=step.ask, said=step.said)
            style = "bold" if step.matters else ""
            yield self._row(Labelled(lead, said, wide=STEPS, style=style), GoTo(place=step.place))

    def _row(self, said: Content | Labelled, spot: GoTo | None) -> Option:
        self._spots.append(spot)
        return Option(said, id=str(len(self._spots) - 1))

    @on(OptionList.OptionSelected)
    def go(self, event: OptionList.OptionSelected) -> None:
        """Answer with the place of a row."""
        if spot := self._spots[event.option_index]:
            self.dismiss(spot)
        else:
            self.notify(self.words("standing.nowhere"), markup=False)

    @property
    def _limit_spot(self) -> GoTo | None:
        """The first marked or unmarked row that tells of a limit which only counts."""
        at = self.query_one(RowList).highlighted or 0
        rows = [*self._spots[at : at + 1], *self._spots]
        return next((spot for spot in rows if spot and spot.limit), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Name the key of limits only where one of them is met."""
        there = super().check_action(action, parameters)
        return bool(there and self._limit_spot) if action == "limit" else there

    def action_limit(self) -> None:
        """Answer with a limit that is to be raised."""
        if spot := self._limit_spot:
            self.dismiss(GoTo(limit=spot.limit, holds=spot.holds))

    def action_next_promise(self) -> None:
        """Mark the next promise, or the first again."""
        rows = self.query_one(RowList)
        starts = [i for i, spot in enumerate(self._spots) if spot and spot.where]
        at = rows.highlighted or 0
        if starts:
            rows.highlighted = next((i for i in starts if i > at), starts[0])
        else:
            self.notify(self._title(), markup=False)


def _limit(fault: Fault) -> LimitAt:
    """Return the limit that only counts and that a fault is about, if there is one."""
    name, holds = fault.values.get("held", ""), fault.values.get("holds", "")
    return {"limit": name, "holds": int(holds)} if name and holds.isdecimal() else {}


def _field_of(fault: Fault) -> str:
    """Return the key of the field in which a fault is mended; empty text if it is not known."""
    return MENDED_IN.get(fault.code) or fault.values.get("key", "")


def _language(fault: Fault) -> str:
    """Return the translation in which a text is old or missing; empty for other faults."""
    return PurePosixPath(fault.where.file).stem if fault.code in TRANSLATED else ""
