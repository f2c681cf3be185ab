"""A grown tree in the formats of other tools: XLSForm rows, ink, SurveyJS. Single choices only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tree.condition import Condition, Fact, Not, parts
from tree.model import Option, Question, Route, Tree

Rows = list[dict[str, str]]
XLSFORM = {"all": " and ", "any": " or ", "not": "not({})", "fact": "${{{}}} = 1"}
SURVEYJS = {"all": " and ", "any": " or ", "not": "!({})", "fact": "{{{}}} = 1"}
INK = {"all": " && ", "any": " || ", "not": "not {}", "fact": "{}"}


def spell(condition: Condition, signs: dict[str, str]) -> str:
    """Write a condition over facts in the signs of a format."""
    if isinstance(condition, Fact):
        return signs[Fact.op].format(condition.name)
    inside = [spell(part, signs) for part in parts(condition)]
    if isinstance(condition, Not):
        return signs[Not.op].format(inside[0])
    return inside[0] if len(inside) == 1 else f"({signs[condition.op].join(inside)})"


def choices(question: Question) -> tuple[Option, ...]:
    """List all that may be answered, the skip last."""
    return (*question.options, question.skip)


def reasons(tree: Tree, signs: dict[str, str], answer: str) -> dict[str, list[str]]:
    """Write for each place after which answers, and under which conditions, it comes next."""
    found: dict[str, list[str]] = {}
    for question in tree.questions.values():
        for option in choices(question):
            given = answer.format(question.id, option.id)
            for target, guard in _guards(option.go, signs):
                found.setdefault(target, []).append(f"{given} and {guard}" if guard else given)
    return found


def _guards(go: Iterable[Route], signs: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Give each route with what must hold for it: its own condition, and none before it."""
    passed: list[str] = []
    for route in go:
        own = [spell(route.when, signs)] if route.when else []
        yield route.to, " and ".join([*passed, *own])
        passed += [signs["not"].format(one) for one in own]


def taught(tree: Tree, answer: str) -> dict[str, str]:
    """Write for each fact which answers teach it."""
    found: dict[str, list[str]] = {}
    for question in tree.questions.values():
        for option in question.options:
            for name in option.learn:
                found.setdefault(name, []).append(answer.format(question.id, option.id))
    return {name: " or ".join(given) for name, given in found.items()}


def xlsform(tree: Tree) -> dict[str, Rows]:
    """Write the tree as the sheets of an XLSForm."""
    answer = "${{{}}} = '{}'"
    why = reasons(tree, XLSFORM, answer)
    survey: Rows = [
        {"type": "calculate", "name": name, "calculation": f"if({given}, 1, 0)"}
        for name, given in taught(tree, answer).items()
    ]
    sheet: Rows = []
    for question in tree.questions.values():
        kind, when = f"select_one c_{question.id}", " or ".join(why.get(question.id, ()))
        survey.append({"type": kind, "name": question.id, "label": question.ask, "relevant": when})
        sheet += [
            {"list_name": f"c_{question.id}", "name": option.id, "label": option.say or option.id}
            for option in choices(question)
        ]
    survey += [
        {"type": "note", "name": end, "label": outcome.title, "relevant": " or ".join(why[end])}
        for end, outcome in tree.outcomes.items()
        if end in why
    ]
    settings = [{"form_title": tree.title, "form_id": tree.id}]
    return {"survey": survey, "choices": sheet, "settings": settings}


def surveyjs(tree: Tree) -> dict[str, object]:
    """Write the tree as the JSON of a SurveyJS form."""
    answer = "{{{}}} = '{}'"
    why = reasons(tree, SURVEYJS, answer)
    elements: list[dict[str, object]] = []
    for question in tree.questions.values():
        made: dict[str, object] = {"type": "radiogroup", "name": question.id, "title": question.ask}
        made["choices"] = [option.id for option in choices(question)]
        if question.id in why:
            made["visibleIf"] = " or ".join(why[question.id])
        elements.append(made)
    for end, outcome in tree.outcomes.items():
        shown = " or ".join(why.get(end, ["1 = 2"]))
        elements.append({"type": "html", "name": end, "html": outcome.title, "visibleIf": shown})
    facts = [
        {"name": name, "expression": f"iif({given}, 1, 0)"}
        for name, given in taught(tree, answer).items()
    ]
    return {"calculatedValues": facts, "pages": [{"name": "page", "elements": elements}]}


def ink(tree: Tree) -> str:
    """Write the tree as an ink story: a knot for each place."""
    lines = [*(f"VAR {name} = false" for name in tree.facts), f"-> {tree.start}"]
    for question in tree.questions.values():
        lines += [f"=== {question.id} ===", question.ask]
        for option in choices(question):
            lines.append(f"+ [{option.say or option.id}]")
            lines += [f"  ~ {name} = true" for name in option.learn]
            lines += _diverts(option.go)
    for end, outcome in tree.outcomes.items():
        lines += [f"=== {end} ===", outcome.title, "-> END"]
    return "\n".join([*lines, ""])


def _diverts(go: tuple[Route, ...]) -> Iterator[str]:
    if len(go) == 1:
        yield f"  -> {go[0].to}"
        return
    yield "  {"
    for route in go:
        yield f"  - {spell(route.when, INK) if route.when else 'else'}: -> {route.to}"
    yield "  }"
