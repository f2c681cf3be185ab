"""What a visit remembers beside its walk: answers once given, and choices not yet sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tree.model import Question

Ticks = frozenset[str]


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """What stands on a question and counts for nothing yet: its ticks and the marked option."""

    ticks: Ticks = frozenset()
    at: str = ""


NOTHING = Draft()


def draft_of(question: Question, options: Iterable[str]) -> Draft:
    """Return a draft with these options, where the question still has them."""
    given = tuple(options)
    ticks = frozenset(o.id for o in question.options if o.id in given)
    listed = (*question.options, question.skip)
    return Draft(ticks, next((o.id for o in listed if o.id in given), ""))


class Remembered:
    """Answers and drafts by question, to show them marked again; the walk alone counts."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._given: dict[str, tuple[str, ...]] = {}
        self._drafts: dict[str, Draft] = {}
        self._noted: set[str] = set()

    def give(self, question: str, options: tuple[str, ...]) -> None:
        """Remember an answer that was given, instead of a draft."""
        self._given[question] = options
        self._drafts.pop(question, None)

    def keep(self, question: str, draft: Draft) -> None:
        """Remember what stands on a question and was not sent."""
        self._drafts[question] = draft

    def drop(self, question: str) -> None:
        """Forget what was not sent."""
        self._drafts.pop(question, None)

    def note_read(self, question: str) -> None:
        """Note that the note before a question was shown on a page of its own."""
        self._noted.add(question)

    def has_read(self, question: str) -> bool:
        """Return whether the note before a question was shown on a page of its own."""
        return question in self._noted

    def draft(self, question: Question, earlier: tuple[str, ...] = ()) -> Draft:
        """Return what was not sent, or else the answer once given, or else `earlier`."""
        unsent = self._drafts.get(question.id)
        return unsent or draft_of(question, self._given.get(question.id, earlier))
