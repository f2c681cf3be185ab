"""A life: what one person would answer, and the claims about every walk that they could take.

Such a walk gives the life's answer at each of its questions that it is asked, and any answer
elsewhere. It stops at the first page that can be left again, unless the life says that they go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tree.condition import All, AnyOf, Chose, Condition, Not
from tree.model import GO_ON, SKIP, Outcome, Tree
from tree.proving.promise import FindingPlace, Never, Target
from tree.proving.sets.shown import lines, sayings
from tree.walk import Answer


@dataclass(frozen=True, slots=True)
class Life:
    """A person's answers, the outcomes accepted for them, and what they must and must not see.

    What is `shown` is a tag, a helpline as `line:NAME`, or the id of a step or note, which may wait
    behind a key; what is `never_shown` is a tag or a helpline.
    """

    id: str
    answers: tuple[Answer, ...]
    outcomes: tuple[str, ...]
    shown: tuple[str, ...] = ()
    never_shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed of the walks of a life: the fault code and its place if a walk breaks it."""

    code: str
    promise: Never
    path: FindingPlace
    values: dict[str, str] = field(default_factory=dict)


def claims(tree: Tree, life: Life) -> Iterator[Claim]:
    """List the claims of a life; the first is that some walk gives all of its answers."""
    after = All(tuple(given(tree, life.answers)))
    yield _possible(tree, life, len(life.answers), after)
    gone_on = {answer.question for answer in life.answers if answer.options == (GO_ON,)}
    others = tree.outcomes.keys() - gone_on - set(life.outcomes)
    if others:
        target = Target(outcomes=frozenset(others))
        yield Claim("life-broken", Never(life.id, target, after), ("outcomes",))
    if life.never_shown:
        yield _unseen(life, after, life.never_shown, ("never_shown",))
    pages = [tree.outcomes[name] for name in life.outcomes if name not in gone_on]
    for i, name in enumerate(life.shown):
        yield from _shown(life, after, pages, i, name)


def possible(tree: Tree, life: Life, count: int) -> Claim:
    """Return the claim that a walk of a life gives the first answers of it, `count` of them."""
    return _possible(tree, life, count, All(tuple(given(tree, life.answers))))


def never_shows(tree: Tree, life: Life, tag: str) -> Claim:
    """Return the claim that no walk of a life is shown this tag."""
    after = All(tuple(given(tree, life.answers)))
    return _unseen(life, after, (tag,), ("never_shown", life.never_shown.index(tag)))


def _possible(tree: Tree, life: Life, count: int, after: Condition) -> Claim:
    """Claim by a promise that is vacuous if no walk gives the first answers."""
    first = life.answers[:count]
    chosen = (Chose(answer.question, (name,)) for answer in first for name in answer.options)
    promise = Never(life.id, Target(), All((after, *chosen)))
    last = first[-1].question
    return Claim("life-impossible", promise, ("answers", last), {"question": last})


def _unseen(life: Life, after: Condition, tags: tuple[str, ...], path: FindingPlace) -> Claim:
    promise = Never(life.id, Target(tags=frozenset(tags)), after)
    return Claim("life-shows", promise, path, {"name": tags[0]})


def given(tree: Tree, answers: Iterable[Answer]) -> Iterator[Condition]:
    """List the conditions that each question, if it is asked, gets its answer, last asked first."""
    known = {answer.question: answer.options for answer in answers}
    for name, question in reversed(tree.questions.items()):
        if name in known:
            ids = (*(option.id for option in question.options), SKIP)
            yield from _only(name, known[name], ids)
    for name, outcome in tree.outcomes.items():
        if outcome.go_on and name not in known:
            yield Not(Chose(name, (GO_ON,)))


def _only(question: str, given: tuple[str, ...], ids: tuple[str, ...]) -> Iterator[Condition]:
    """List the conditions that nothing else was chosen, and of a list, all of it or nothing."""
    yield Not(Chose(question, tuple(name for name in ids if name not in given)))
    if len(given) > 1:
        every = All(tuple(Chose(question, (name,)) for name in given))
        yield AnyOf((Not(Chose(question, given)), every))


def _shown(
    life: Life, after: Condition, pages: Iterable[Outcome], number: int, name: str
) -> Iterator[Claim]:
    """List the claims that pages show a thing: one for each condition under which they do."""
    hidden: dict[Condition | None, set[str]] = {}
    for page in pages:
        whens = list(_showing(page, name))
        if None not in whens:
            some = AnyOf(tuple(when for when in whens if when)) if whens else None
            hidden.setdefault(some, set()).add(page.id)
    for when, names in hidden.items():
        rests = All((after, Not(when))) if when else after
        promise = Never(life.id, Target(outcomes=frozenset(names)), rests)
        yield Claim("life-lacks", promise, ("shown", number), {"name": name})


def _showing(page: Outcome, name: str) -> Iterator[Condition | None]:
    """List the conditions under which a page shows a thing; None means always."""
    if name in (*page.tags, *lines(page.helplines)):
        yield None
    for say in sayings(page):
        if name in (say.id, *say.tags, *lines(say.helplines)):
            yield say.when
