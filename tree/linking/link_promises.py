"""Link promises: one form each, with all names resolved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tree.condition import Chose, Condition, Not, leaves, parts
from tree.fault import Fault
from tree.linking.expand import Conditions, expand, resolve_conditions
from tree.model import Tree
from tree.pack.pack import Pack, Placed
from tree.pack.shapes import PackShape, PromiseShape, TargetShape
from tree.proving.promise import (
    Always,
    Asked,
    AtMost,
    Before,
    Monotone,
    Never,
    NeverRoutes,
    Next,
    Promise,
    Target,
)
from tree.remembered import remembered

TARGETS = ("never", "always", "next")
LISTS = ("monotone", "never_routes")


def link_promises(pack: Pack, tree: Tree) -> tuple[list[Promise], list[Fault]]:
    """Link every promise that has a form, and report the faults of the others."""
    promises, faults = list[Promise](), list[Fault]()
    if pack.head is None:
        return promises, faults
    asked = frozenset(tree.questions)
    for item in pack.promises:
        promise, wrong = _linked(item, pack.head.shape, asked)
        faults += wrong
        promises += [promise] if promise else []
    return promises, faults


@remembered
def _linked(
    item: Placed[PromiseShape], head: PackShape, asked: frozenset[str]
) -> tuple[Promise | None, tuple[Fault, ...]]:
    named = resolve_conditions(head)
    wrong = tuple(_wrong(item, asked, named))
    return None if wrong else _promise(item.shape, head.groups, named), wrong


def form(shape: PromiseShape) -> str:
    """Return the form of a promise; "" if it has none or more than one."""
    forms = [*(key for key in (*TARGETS, *LISTS) if getattr(shape, key)), *_others(shape)]
    return forms[0] if len(forms) == 1 else ""


def _others(shape: PromiseShape) -> Iterator[str]:
    stood = bool(shape.asked or shape.plain)
    if shape.before:
        yield "before" if stood != bool(shape.learned) and not shape.after else ""
    elif stood or shape.learned:
        yield "asked" if shape.after and not (shape.plain or shape.learned) else ""
    if shape.at_most:
        yield "at_most"


def _given(shape: PromiseShape) -> tuple[Condition | None, tuple[str, ...]]:
    """Return the condition that a promise rests on, and where it is written."""
    inside = shape.at_most.after if shape.at_most else None
    if inside:
        return inside, ("at_most", "after")
    return (shape.learned, ("learned",)) if shape.learned else (shape.after, ("after",))


def _wrong(item: Placed[PromiseShape], asked: frozenset[str], named: Conditions) -> Iterator[Fault]:
    shape = item.shape
    kind = form(shape)
    needs = {"next": True, "asked": True, "never": None, "always": None}.get(kind, False)
    unfit = needs is not None and needs != bool(shape.after)
    if not kind or unfit or _aims_at_nothing(shape):
        yield item.fault("promise-form", id=shape.id)
        return
    rests, path = _given(shape)
    if rests and _denies(expand(rests, named)):
        yield item.fault("promise-not", *path, id=shape.id)
    for leaf in leaves(rests) if rests else ():
        if isinstance(leaf, Chose) and leaf.question not in asked:
            yield item.fault("unknown-question", *path, name=leaf.question)


def _aims_at_nothing(shape: PromiseShape) -> bool:
    """Return whether a promise needs a target and names none."""
    target = shape.before or shape.never or shape.always or shape.next
    return target is not None and _target(target) == Target()


def _denies(condition: Condition) -> bool:
    return isinstance(condition, Not) or any(map(_denies, parts(condition)))


def _promise(shape: PromiseShape, groups: Mapping[str, list[str]], named: Conditions) -> Promise:
    rests, _ = _given(shape)
    given = expand(rests, named) if rests else None
    asked = _members(shape.asked, groups)
    if shape.before:
        target, plain = _target(shape.before), _members(shape.plain, groups)
        return Before(shape.id, target, plain, asked, given)
    if shape.at_most:
        return AtMost(shape.id, shape.at_most.questions, given)
    if shape.never_routes:
        return NeverRoutes(shape.id, tuple(shape.never_routes))
    if shape.monotone:
        return Monotone(shape.id, _members(shape.monotone, groups))
    return Asked(shape.id, asked, given) if given and asked else _aimed(shape, given)


def _aimed(shape: PromiseShape, given: Condition | None) -> Promise:
    """Link what is promised of a page; raises ValueError without the target that `_wrong` asks."""
    if shape.next and given:
        return Next(shape.id, _target(shape.next), given)
    if shape.never:
        return Never(shape.id, _target(shape.never), given)
    if shape.always:
        return Always(shape.id, _target(shape.always), given)
    raise ValueError(shape.id)


def _members(names: Iterable[str], groups: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Replace the names of groups by their members."""
    return tuple(dict.fromkeys(q for name in names for q in groups.get(name, [name])))


def _target(shape: TargetShape) -> Target:
    return Target(
        tags=frozenset([*shape.tag, *(f"line:{name}" for name in shape.helpline)]),
        outcomes=frozenset(shape.outcome),
        kinds=frozenset(shape.kind),
        tiers=frozenset(shape.tier),
        topics=frozenset(shape.topic),
    )
