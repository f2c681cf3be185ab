"""What an edit changes that no proof sees: what words mean, and words that have no tag."""

from __future__ import annotations

from collections.abc import Iterator

from editor.values import OtherWords, Unproved
from tree.model import Option, Outcome, Question, Say, Tree


def unproved(old: Tree | None, new: Tree | None) -> Unproved:
    """Return what somebody has to read before a pack is saved; nothing where one has faults."""
    if not (old and new):
        return Unproved()
    return Unproved(tuple(_reworded(old, new)), tuple(_untagged(old, new)))


def _reworded(old: Tree, new: Tree) -> Iterator[OtherWords]:
    for id_, now in new.questions.items():
        if was := old.questions.get(id_):
            yield from _asked(was, now, new)
            yield from _answers(was, now, new)


def _asked(was: Question, now: Question, tree: Tree) -> Iterator[OtherWords]:
    """Yield a question that is asked in other words, if an answer to it tells anything."""
    if was.ask != now.ask and any(map(_tells, now.options)):
        told = ((one.say, _facts(one, tree)) for one in now.options)
        yield OtherWords(was.ask, now.ask, tuple((say, facts) for say, facts in told if facts))


def _answers(was: Question, now: Question, tree: Tree) -> Iterator[OtherWords]:
    """Yield answers that tell something in other words, and new ones that tell nothing."""
    others = any(map(_tells, was.options))
    for one in now.options:
        before, facts = was.option(one.id), _facts(one, tree)
        if before and _tells(one) and before.say != one.say:
            yield OtherWords(before.say, one.say, ((one.say, facts),) if facts else ())
        elif not before and others and not _tells(one):
            yield OtherWords("", one.say, ())


def _tells(option: Option) -> bool:
    return bool(option.learn or option.count)


def _facts(option: Option, tree: Tree) -> tuple[str, ...]:
    """Return what an answer tells, of that which has words."""
    return tuple(says for name in option.learn if (says := tree.facts.get(name)))


def _untagged(old: Tree, new: Tree) -> Iterator[tuple[str, str]]:
    for id_, page in new.outcomes.items():
        if page.urgent:
            was = old.outcomes.get(id_)
            known = {one.say for one in _says(was)} if was else set()
            bare = (one.say for one in _says(page) if not one.tags)
            yield from ((id_, say) for say in bare if say not in known)


def _says(page: Outcome) -> tuple[Say, ...]:
    return *page.opening, *page.answers, *page.steps, *page.leave, *page.also
