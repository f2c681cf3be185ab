"""What a question leads to and teaches, and what rests on that, for things that have no words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from editor.names_used import NameRole, spots_in
from editor.outline import HEAD_FILE
from tree.pack.yaml_reader import Plain

PROMISES, CONDITIONS = "promises.yaml", "conditions"
FACT = "fact"


def lessons(question: Plain, skipped: str) -> Iterator[tuple[str, str]]:
    """Yield each fact that a question teaches, with the answer; `skipped` is that of passing on."""
    if not isinstance(question, dict):
        return
    options = question.get("options")
    for option in options if isinstance(options, list) else ():
        if isinstance(option, dict):
            yield from ((fact, str(option.get("say") or "")) for fact in _learned(option))
    yield from ((fact, skipped) for fact in _learned(question.get("skip")))


def _learned(one: Plain) -> Iterator[str]:
    facts = one.get("learn") if isinstance(one, dict) else None
    yield from (
        fact for fact in (facts if isinstance(facts, list) else ()) if isinstance(fact, str)
    )


def targets(question: Plain) -> Iterator[str]:
    """Yield each place that a question, or one of its answers, leads to."""
    if not isinstance(question, dict):
        return
    options = question.get("options")
    parts = [question, question.get("skip"), *(options if isinstance(options, list) else ())]
    for part in parts:
        go = part.get("go") if isinstance(part, dict) else None
        for route in go if isinstance(go, list) else [{"to": go}]:
            if isinstance(route, dict):
                ends = (route.get("to"), route.get("otherwise"))
                yield from (end for end in ends if isinstance(end, str))


def resting(files: Mapping[str, bytes]) -> dict[str, int]:
    """Return how many promises rest on each fact and named condition."""
    made_of = _made_of(files.get(HEAD_FILE, b""))
    found: dict[str, set[str | int]] = {}
    for spot in spots_in(PROMISES, files.get(PROMISES, b"")):
        for name in _inside(spot.name, made_of) if spot.kind == FACT else ():
            found.setdefault(name, set()).add(spot.address.path[0])
    return {name: len(promises) for name, promises in found.items()}


def _made_of(head: bytes) -> dict[str, set[str]]:
    """Return the facts and conditions that each named condition is made of."""
    found: dict[str, set[str]] = {}
    for spot in spots_in(HEAD_FILE, head):
        path = spot.address.path
        used = spot.kind == FACT and spot.role is NameRole.USES
        if used and path[0] == CONDITIONS:
            found.setdefault(str(path[1]), set()).add(spot.name)
    return found


def _inside(name: str, made_of: Mapping[str, set[str]]) -> set[str]:
    """Return a name with all that it is made of."""
    found, left = set[str](), {name}
    while left:
        found |= left
        left = {part for one in left for part in made_of.get(one, ())} - found
    return found
