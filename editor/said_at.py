"""What a question leads to and teaches, for things that are known by nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from tree.pack.yaml_reader import Plain


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
