"""Conditions as they are edited: as a tree, as three lists to tick, as a sentence, as written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from textwrap import shorten

from pydantic_core import PydanticCustomError

from editor.condition_words import Labels
from screens.words import Words
from tree.condition import All, AnyOf, AtLeast, Chose, Condition, Fact, InTopic, Named, Not
from tree.pack.shapes import compile_condition
from tree.pack.yaml_reader import Plain

LONG, SENTENCE = 60, 160
"""Signs of a question in a sentence, and of a condition that is named in another one."""
MOST = 4096
"""Texts that are kept as they were cut."""


@lru_cache(MOST)
def cut_short(text: str, signs: int) -> str:
    """Return a text in one line, cut between words where it is longer."""
    return shorten(text, signs, placeholder="…")


@dataclass(frozen=True, slots=True)
class TickedLists:
    """A condition as lists to tick: all of these, any of these, none of these, so many signs.

    Empty lists ask nothing. Names are facts or named conditions.
    """

    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    at_least: tuple[tuple[str, int], ...] = ()


def read_condition(value: Plain) -> Condition | None:
    """Return the condition that is written, or None if it is none."""
    with suppress(PydanticCustomError):
        return compile_condition(value)
    return None


def written(condition: Condition) -> Plain:
    """Return a condition as a pack has it."""
    match condition:
        case Fact(name) | Named(name, _):
            return name
        case All(parts) | AnyOf(parts):
            return {condition.op: [written(part) for part in parts]}
        case Not(part):
            return {condition.op: written(part)}
        case AtLeast(tally, least):
            return {condition.op: {tally: str(least)}}
        case Chose(question, options):
            return {condition.op: {question: list(options)}}
        case InTopic():
            raise ValueError(condition.op)


def ticked(condition: Condition | None) -> TickedLists | None:
    """Return a condition as lists to tick; None if it nests more deeply than they can say."""
    found = TickedLists()
    for part in _parts(condition):
        added = _ticked(found, part)
        if added is None:
            return None
        found = added
    return found


def _parts(condition: Condition | None) -> tuple[Condition, ...]:
    if condition is None:
        return ()
    return condition.parts if isinstance(condition, All) else (condition,)


def _ticked(found: TickedLists, part: Condition) -> TickedLists | None:
    """Return the lists with one part more; None if it fits none."""
    match part:
        case Fact(name):
            return TickedLists((*found.all_of, name), found.any_of, found.none_of, found.at_least)
        case AtLeast(tally, least):
            more = (*found.at_least, (tally, least))
            return TickedLists(found.all_of, found.any_of, found.none_of, more)
        case Not(Fact() | AnyOf() as inside):
            names = _names((inside,) if isinstance(inside, Fact) else inside.parts)
            none = (*found.none_of, *names)
            return TickedLists(found.all_of, found.any_of, none, found.at_least) if names else None
        case AnyOf(parts) if not found.any_of:
            names = _names(parts)
            return (
                TickedLists(found.all_of, names, found.none_of, found.at_least) if names else None
            )
    return None


def _names(parts: Iterable[Condition]) -> tuple[str, ...]:
    """Return the names of facts; none if there is anything else."""
    names = [part.name if isinstance(part, Fact) else "" for part in parts]
    return tuple(names) if all(names) else ()


def condition_of(lists: TickedLists) -> Condition | None:
    """Return the condition that some lists ask for; None if they ask nothing."""
    parts: list[Condition] = [Fact(name) for name in lists.all_of]
    if len(lists.any_of) == 1:
        parts.append(Fact(lists.any_of[0]))
    elif lists.any_of:
        parts.append(AnyOf(tuple(map(Fact, lists.any_of))))
    if len(lists.none_of) == 1:
        parts.append(Not(Fact(lists.none_of[0])))
    elif lists.none_of:
        parts.append(Not(AnyOf(tuple(map(Fact, lists.none_of)))))
    parts += [AtLeast(tally, least) for tally, least in lists.at_least]
    return parts[0] if len(parts) == 1 else All(tuple(parts)) if parts else None


@dataclass(frozen=True, slots=True)
class Sayings:
    """The words of facts, tallies, named conditions and answers of a pack."""

    words: Words
    facts: Mapping[str, str]
    learned: Mapping[str, str]
    """Where each fact is said, for those without words."""
    tallies: Mapping[str, str]
    conditions: Mapping[str, Condition]
    answers: Mapping[tuple[str, str], str]
    """The words of each option, by question and option."""
    asked: Mapping[str, str]
    """The words of each question."""

    def say(self, condition: Condition | None) -> str:
        """Return a condition as a sentence; one that always holds says so."""
        if condition is None:
            return self.words("edit.when.always")
        if isinstance(condition, Fact) and condition.name in self.conditions:
            return self._meant(condition.name, inside=False)
        return self._labels.say(condition)

    @property
    def _labels(self) -> Labels:
        return Labels(self.words, "edit.when", self.fact, self.tally, {}, self._answer)

    def _meant(self, name: str, *, inside: bool) -> str:
        """Return what a named condition asks, cut short; one that names itself ends there."""
        others = {key: one for key, one in self.conditions.items() if key != name}
        said = replace(self, conditions=others)._labels.mean(self.conditions[name], inside)
        return cut_short(said, SENTENCE)

    def fact(self, name: str) -> str:
        """Return the words of a fact, or what a named condition asks."""
        if name in self.conditions:
            return self._meant(name, inside=True)
        said = self.learned.get(name) or name
        return self.facts.get(name) or self.words("edit.when.silent", said=said)

    def tally(self, name: str) -> str:
        """Return the words of a tally."""
        return self.tallies.get(name) or name

    def _answer(self, chose: Chose) -> str:
        said = [self.answers.get((chose.question, one)) or one for one in chose.options]
        joined = self.words("edit.when.or").join(said)
        return self.words("edit.when.answer", question=self._ask(chose), said=joined)

    def _ask(self, chose: Chose) -> str:
        ask = self.asked.get(chose.question) or chose.question
        return cut_short(ask, LONG)
