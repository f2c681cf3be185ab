"""Rewrite a tree so that walks end at the pages they may open beside their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tree.model import Fork, Option, Outcome, Question, Route, Tree
from tree.proving.promise import Proof

Turned = dict[str, str]
"""For each page that can open another, the fork that stands before it."""


def opened(tree: Tree) -> Tree | None:
    """Return the tree in which routes lead to the page opened beside; None if there are none."""
    turned = {o.id: fork_before(o.id) for o in tree.outcomes.values() if o.beside}
    if not turned:
        return None
    forks = {
        fork: Fork(fork, (*tree.outcomes[name].beside, Route(name)))
        for name, fork in turned.items()
    }
    return replace(
        tree,
        start=turned.get(tree.start, tree.start),
        questions={name: _question(asked, turned) for name, asked in tree.questions.items()},
        forks={**{name: Fork(name, _go(f.go, turned)) for name, f in tree.forks.items()}, **forks},
        outcomes=_outcomes(tree.outcomes, turned),
    )


def fork_before(page: str) -> str:
    """Return the id of the fork that stands before a page that can open others."""
    return f"{page}+beside"


def leads_on(tree: Tree) -> bool:
    """Return whether opening a page may change which questions follow."""
    pages = (o for o in tree.outcomes.values() if o.beside)
    both = {name for o in pages for name in (o.id, *(route.to for route in o.beside))}
    return any(tree.outcomes[name].go_on for name in both)


def _go(routes: tuple[Route, ...], turned: Turned) -> tuple[Route, ...]:
    if not any(route.to in turned for route in routes):
        return routes
    return tuple(Route(turned.get(route.to, route.to), route.when) for route in routes)


def _question(asked: Question, turned: Turned) -> Question:
    """Redirect the routes of a question; an unaffected question is returned as it is."""
    new = replace(
        asked,
        options=tuple(_option(option, turned) for option in asked.options),
        skip=_option(asked.skip, turned),
        go=_go(asked.go, turned),
    )
    return asked if new == asked else new


def _option(option: Option, turned: Turned) -> Option:
    return replace(option, go=_go(option.go, turned))


def _outcomes(ends: dict[str, Outcome], turned: Turned) -> dict[str, Outcome]:
    """Redirect passing pages; if none is affected, return the same dict, so sets are reused."""
    on = {name: turned[end.go_on] for name, end in ends.items() if end.go_on in turned}
    changed = {name: replace(ends[name], go_on=to) for name, to in on.items()}
    return {**ends, **changed} if changed else ends


def joined(shown: Iterable[Proof], beside: Iterable[Proof]) -> tuple[Proof, ...]:
    """Join the proofs of each promise for the pages shown and for those opened beside them."""
    return tuple(worse(one, other) for one, other in zip(shown, beside, strict=True))


def is_broken(proof: Proof) -> bool:
    """Return whether a walk breaks a promise."""
    return proof.kept is False and not proof.vacuous


def worse(shown: Proof, beside: Proof) -> Proof:
    """Return the worse of two proofs; a promise that is vacuous in just one tree is kept."""
    if is_broken(shown):
        return shown
    if is_broken(beside):
        return replace(beside, beside=True)
    if shown.kept is None or beside.kept is None:
        return Proof(shown.promise, kept=None)
    return shown if shown.kept else beside
