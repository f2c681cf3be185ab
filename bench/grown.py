"""Trees of any size for measuring proofs: roads that read earlier facts, and branching chains."""

from __future__ import annotations

import random
from dataclasses import replace

from tree.condition import All, AnyOf, Condition, Fact, Not
from tree.model import SKIP, Fork, Option, Outcome, Question, Route, Say, Topic, Tree


def fact(name: str) -> Condition:
    """Return the condition that this fact was learned."""
    return Fact(name)


def looking_back(n: int, facts: int, seed: int = 1) -> Tree:
    """Return a tree of questions with three answers and a skip that often read a recent fact."""
    dice = random.Random(seed)  # noqa: S311  (no secret)
    names = [f"f{i}" for i in range(facts)]
    questions = {f"q{i}": _looking(i, n, names, dice) for i in range(n)}
    routes = [_last(names, i, dice) for i in range(11)]
    end = Fork("end", (*routes, Route("o11")))
    return _tree("q0", questions, {"end": end}, 12, names)


def _looking(i: int, n: int, names: list[str], dice: random.Random) -> Question:
    place = int(i * len(names) / n)
    near = names[max(0, place - dice.randrange(6))]
    on, past = (f"q{i + k}" if i + k < n else "end" for k in (1, 2))
    straight = (Route(on),)
    guarded = (Route(past, fact(near)), Route(on)) if dice.random() < 0.4 else straight  # noqa: PLR2004
    options = (
        Option("a", "a", learn=(names[place],), go=straight),
        Option("b", "b", go=guarded),
        Option("c", "c", go=straight),
    )
    return Question(f"q{i}", "topic", "ask", "why", options, Option(SKIP, go=straight))


def _last(names: list[str], i: int, dice: random.Random) -> Route:
    some = dice.sample(names, min(len(names), dice.randint(3, 6)))
    return Route(f"o{i}", AnyOf(tuple(fact(name) for name in some)))


def chain(n: int, facts: int, seed: int = 1, *, broken: bool = False) -> Tree:
    """Return a tree of blocks of three questions: a head, and two branches to the next head.

    The first fact never leads to the outcome o0, unless `broken`.
    """
    dice = random.Random(seed)  # noqa: S311  (no secret)
    setters = {int((k + 0.5) * n / (facts + 1)) // 3 * 3: f"f{k}" for k in range(facts)}
    questions: dict[str, Question] = {}
    known: list[str] = []
    for i in range(0, n, 3):
        for question in _block(i, n, setters.get(i, ""), known, dice):
            questions[question.id] = question
        known += [setters[i]] if i in setters else []
    if broken:
        last = questions[f"q{n - 1}"]
        wrong = replace(last.options[0], go=(Route("o0"),))
        questions[last.id] = replace(last, options=(wrong, *last.options[1:]))
    return _tree("q0", questions, {}, 8, [f"f{k}" for k in range(facts)])


def _block(i: int, n: int, learns: str, known: list[str], dice: random.Random) -> list[Question]:
    names = [f"q{i + k}" if i + k < n else f"o{2 + i % 6}" for k in range(4)]
    head, left, right, on = names
    options = [
        Option("a", "a", learn=(learns,) if learns else (), go=(Route(left),)),
        Option("b", "b", go=(Route(right),)),
    ]
    if not learns and known and dice.random() < 0.4:  # noqa: PLR2004
        one, other = dice.choice(known), dice.choice(known)
        options.append(Option("c", "c", go=(Route(on, _but(one, other)), Route(right))))
    away = [Option("b", "b", go=(Route("o1", fact("f0")), Route("o0")))]
    early = away if known and dice.random() < 0.1 else []  # noqa: PLR2004
    onward = Option("a", "a", go=(Route(on),))
    made = [
        _question(head, options),
        _question(left, [onward, Option("b", "b", go=(Route(on),))]),
        _question(right, [onward, *early]),
    ]
    return [question for question in made if question.id.startswith("q")]


def _but(one: str, other: str) -> Condition:
    if one == other:
        return fact(one)
    return All((fact(one), Not(fact(other))))


def _question(name: str, options: list[Option]) -> Question:
    return Question(
        name, "topic", "ask", "why", tuple(options), replace(options[0], id=SKIP, learn=())
    )


def _tree(
    start: str, questions: dict[str, Question], forks: dict[str, Fork], ends: int, names: list[str]
) -> Tree:
    return Tree(
        id="grown", version="1", language="en", title="grown", start=start,
        topics={"topic": Topic("topic", "topic")}, facts=dict.fromkeys(names, "said"), tallies={},
        questions=questions, forks=forks,
        outcomes={
            f"o{i}": Outcome(f"o{i}", "kind", min(i, 4), "title", (Say("", "opening"),), heard=())
            for i in range(ends)
        },
    )  # fmt: skip
