"""Of two sheets of answers that differ in one, the worse never ends at a gentler tier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tree.model import SKIP, Question
from tree.proving.closure import legal, prefixes, sheets
from tree.proving.diagram import Set
from tree.proving.promise import Promise
from tree.proving.space import Space


@dataclass(frozen=True, slots=True)
class Pair:
    """Sheets whose worse answer ends at a gentler tier; `worse` and `better` tell the answers."""

    question: str
    broken: Set
    better: dict[str, bool]


Tiers = dict[int, Set]


def by_tier(space: Space) -> Tiers:
    """Share all sheets out among the tiers at which they end, most urgent first."""
    allowed, tiers = legal(space.words), Tiers()
    for name, walks in space.ends.items():
        tier = space.tree.outcomes[name].tier
        whole = sheets(space.words, walks, allowed, name)
        tiers[tier] = tiers.get(tier, space.diagram.none) | whole
    return dict(sorted(tiers.items()))


def pairs(space: Space, promise: Promise) -> Iterator[Pair]:
    """Find every two answers, worse and better, for which some sheet breaks the promise."""
    tiers = by_tier(space)
    for name in promise.names:
        question = space.tree.questions[name]
        yield from _ranked(space, question, tiers)
        if question.choose > 1:
            yield from _one_more(space, question, tiers)


def ranks(question: Question) -> list[str]:
    """Rank single answers, worst first; skip stands just before the plain ones."""
    names = [option.id for option in question.options]
    plain = next((i for i, o in enumerate(question.options) if o.plain), len(names))
    return [*names[:plain], SKIP, *names[plain:]]


def _ranked(space: Space, question: Question, tiers: Tiers) -> Iterator[Pair]:
    letter, order = space.words.letters[question.id], ranks(question)
    told = [{tier: space.diagram.fix(letter.write((name,)), y) for tier, y in tiers.items()}
            for name in order]  # fmt: skip
    for i, worse in enumerate(order):
        for j in range(i + 1, len(order)):
            found = _gentler(space, told[i], told[j])
            if found != space.diagram.none:
                here = found & space.diagram.cube(letter.write((worse,)))
                yield Pair(question.id, here, letter.write((order[j],)))


def _one_more(space: Space, question: Question, tiers: Tiers) -> Iterator[Pair]:
    """Compare every list of options with the same list and one option more."""
    letter = space.words.letters[question.id]
    lists = space.words.legal(question)
    for bit, name in zip(letter.bits, letter.names, strict=True):
        if name == SKIP:
            continue
        with_, without = (
            {t: space.diagram.fix({bit: yes}, y & lists) for t, y in tiers.items()}
            for yes in (True, False)
        )
        found = _gentler(space, with_, without)
        if found != space.diagram.none:
            yield Pair(question.id, found & space.diagram.cube({bit: True}), {bit: False})


def _gentler(space: Space, worse: Tiers, better: Tiers) -> Set:
    """Take the sheets on which the worse answer ends at a tier after the better one's."""
    found = urgent = space.diagram.none
    for tier in worse:
        found = found | worse[tier] & urgent
        urgent = urgent | better[tier]
    return found


def walks_of(space: Space, pair: Pair) -> Set:
    """Take the walks that a broken pair's worse sheets take."""
    return space.walks & prefixes(space.words, pair.broken)
