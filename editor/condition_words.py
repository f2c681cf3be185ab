"""Conditions and answers as text, from templates in content."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import assert_never

from screens.words import Words
from tree.condition import (
    All,
    AnyOf,
    AtLeast,
    Chose,
    Condition,
    Fact,
    InTopic,
    Named,
    Not,
)
from tree.linking.expand import resolve_conditions
from tree.pack.pack import Pack

ConditionNames = Mapping[Condition, str]


@dataclass(frozen=True, slots=True)
class Labels:
    """Renders conditions with the templates under one key.

    `fact` names a fact or a named condition, `tally` a tally, `answer` a condition on an answer.
    """

    words: Words
    key: str
    fact: Callable[[str], str]
    tally: Callable[[str], str]
    named: ConditionNames
    answer: Callable[[Chose], str] = str

    def say(self, when: Condition, inside: bool = False) -> str:
        """Return a condition as text, by its name if it has one; `inside` sets it apart."""
        if when in self.named:
            return self.fact(self.named[when])
        return self.mean(when, inside)

    def mean(self, when: Condition, inside: bool = False) -> str:
        """Return what a condition means, even if it has a name."""
        match when:
            case Fact(name):
                return self.fact(name)
            case AtLeast(tally, least):
                return self(when.op, tally=self.tally(tally), n=least)
            case Chose():
                return self.answer(when)
            case Not(part):
                return self._no(part)
            case Named(_, means):
                return self.say(means, True)
            case All(parts) | AnyOf(parts):
                said = self._join(when.op, [self.say(part, True) for part in parts])
                return self("inside", said=said) if inside and len(parts) > 1 else said
            case InTopic():
                raise ValueError(when.op)
            case _:
                assert_never(when)

    def __call__(self, key: str, **values: object) -> str:
        """Fill in one template."""
        return self.words(f"{self.key}.{key}", **values)

    def _no(self, part: Condition) -> str:
        if isinstance(part, AnyOf) and part not in self.named:
            return self("none", said=self._join("none-of", [self.say(p, True) for p in part.parts]))
        return self("not", said=self.say(part, True))

    def _join(self, key: str, said: Sequence[str]) -> str:
        return reduce(lambda a, b: self(key, a=a, b=b), said)


def named_conditions(pack: Pack) -> ConditionNames:
    """Return the pack's named conditions; one that is a bare fact is left out."""
    if pack.head is None:
        return {}
    known = resolve_conditions(pack.head.shape)
    return {when: name for name, when in known.items() if not isinstance(when, Fact)}
