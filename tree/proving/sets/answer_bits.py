"""How answers are written as variables: a number in a few bits, or a bit an option."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tree.model import GO_ON, SKIP, Question, Tree


@dataclass(frozen=True, slots=True)
class AnswerBits:
    """How what is answered at one place is written; all bits false means not answered."""

    place: str
    names: tuple[str, ...]
    many: bool = False
    bits: tuple[str, ...] = field(init=False)
    """The variables, the one that weighs most first."""

    def __post_init__(self) -> None:
        """Name the variables."""
        n = len(self.names) if self.many else len(self.names).bit_length()
        object.__setattr__(self, "bits", tuple(f"{self.place}/{i}" for i in range(n)))

    def write(self, chosen: Iterable[str]) -> dict[str, bool]:
        """Write an answer as values of all bits; nothing chosen is not answered."""
        picked = set(chosen)
        if self.many:
            return {bit: name in picked for bit, name in zip(self.bits, self.names, strict=True)}
        number = next((i for i, name in enumerate(self.names, 1) if name in picked), 0)
        top = len(self.bits) - 1
        return {bit: bool(number >> (top - i) & 1) for i, bit in enumerate(self.bits)}

    def read(self, values: Mapping[str, bool]) -> tuple[str, ...]:
        """Read what was chosen; bits without a value are false."""
        said = [bool(values.get(bit)) for bit in self.bits]
        if self.many:
            return tuple(name for name, yes in zip(self.names, said, strict=True) if yes)
        number = sum(yes << i for i, yes in enumerate(reversed(said)))
        return (self.names[number - 1],) if number else ()


def letters(tree: Tree, order: Iterable[str]) -> tuple[AnswerBits, ...]:
    """Write the questions and passing outcomes of a tree, in this order."""
    return tuple(letter for name in order if (letter := _letter(tree, name)))


def _letter(tree: Tree, name: str) -> AnswerBits | None:
    if question := tree.questions.get(name):
        return AnswerBits(name, option_names(question), bool(question.choose))
    outcome = tree.outcomes.get(name)
    return AnswerBits(name, (GO_ON,)) if outcome and outcome.go_on else None


def option_names(question: Question) -> tuple[str, ...]:
    """List all that can be chosen at a question, skip last."""
    return (*(option.id for option in question.options), SKIP)
