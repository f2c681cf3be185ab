"""Lists: conditions and facts too long to say in a sentence, written out once and numbered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from editor.condition_words import Labels
from tree.condition import All, AnyOf, Chose, Condition, Fact, Leaf, Named, Not, leaves, parts
from tree.model import Tree

SHORT = 3
"""A condition of so many parts is written out wherever it is used."""


@dataclass(frozen=True, slots=True)
class ConditionList:
    """A numbered list: any, all or none of its parts must hold."""

    name: str
    number: int
    kind: str
    parts: tuple[Condition, ...]

    @property
    def leaf(self) -> Leaf:
        """The first fact, tally or answer that the list reads: an example."""
        return next(leaf for part in self.parts for leaf in leaves(part))

    def lines(self, say: Labels) -> list[str]:
        """Return the parts as text."""
        return [say.say(part, inside=True) for part in self.parts]


def condition_lists(tree: Tree, named: Mapping[str, Condition]) -> dict[str, ConditionList]:
    """Return the lists of a pack by the name that they have in it."""
    found = {name: _parts(when) for name, when in named.items() if _is_long(when)}
    for name in (name for name, said in tree.facts.items() if not said):
        answers = tuple(_teachers(tree, name))
        found |= {name: ("any", answers)} if len(answers) > 1 else {}
    return {
        name: ConditionList(name, n, kind, inside)
        for n, (name, (kind, inside)) in enumerate(found.items(), 1)
    }


def _is_long(when: Condition) -> bool:
    return not isinstance(when, Fact) and sum(1 for _ in leaves(when)) > SHORT


def _parts(when: Condition) -> tuple[str, tuple[Condition, ...]]:
    """Return how many parts of a condition must hold, and the parts."""
    match when:
        case AnyOf(inside):
            return "any", inside
        case Not(AnyOf(inside)):
            return "none", inside
        case All(inside):
            return "all", inside
        case Named(_, means):
            return _parts(means)
        case _:
            return "all", (when,)


def _teachers(tree: Tree, fact: str) -> Iterator[Chose]:
    """Yield the answers that teach a fact, question by question."""
    for asked in tree.questions.values():
        options = tuple(o.id for o in (*asked.options, asked.skip) if fact in o.learn)
        if options:
            yield Chose(asked.id, options)


def read_lists(known: Mapping[str, ConditionList], whens: Iterable[Condition]) -> set[str]:
    """Return the lists that conditions read, also by other lists."""
    found: set[str] = set()
    ahead = list(whens)
    while ahead:
        when = ahead.pop()
        name = when.name if isinstance(when, Fact | Named) else ""
        if name in known and name not in found:
            found.add(name)
            ahead += known[name].parts
        elif name not in known:
            ahead += parts(when)
    return found
