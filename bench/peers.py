"""One measurement in a process of its own: `peers.py WHO QUESTIONS FACTS`, printed as JSON."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.grown import chain, fact, looking_back  # noqa: E402  (the project is run in place)
from tree.condition import AnyOf, Condition, Fact, Not, parts  # noqa: E402
from tree.model import Option, Outcome, Question, Route, Tree, exit_routes  # noqa: E402
from tree.proving.promise import (  # noqa: E402
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
from tree.proving.sat.solver import cadical  # noqa: E402
from tree.proving.sets.diagram import Diagram  # noqa: E402

Rows = list[dict[str, str]]
XLSFORM = {"all": " and ", "any": " or ", "not": "not({})", "fact": "${{{}}} = 1"}
SURVEYJS = {"all": " and ", "any": " or ", "not": "!({})", "fact": "{{{}}} = 1"}
INK = {"all": " && ", "any": " || ", "not": "not {}", "fact": "{}"}


def spell(condition: Condition, signs: dict[str, str]) -> str:
    """Write a condition over facts with the operators of a format."""
    if isinstance(condition, Fact):
        return signs[Fact.op].format(condition.name)
    inside = [spell(part, signs) for part in parts(condition)]
    if isinstance(condition, Not):
        return signs[Not.op].format(inside[0])
    return inside[0] if len(inside) == 1 else f"({signs[condition.op].join(inside)})"


def choices(question: Question) -> tuple[Option, ...]:
    """Return all options, the skip last."""
    return (*question.options, question.skip)


def reasons(tree: Tree, signs: dict[str, str], answer: str) -> dict[str, list[str]]:
    """Return, for each node, after which answers and under which conditions it comes next."""
    found: dict[str, list[str]] = {}
    for question in tree.questions.values():
        for option in choices(question):
            given = answer.format(question.id, option.id)
            for target, guard in _guards(option.go, signs):
                found.setdefault(target, []).append(f"{given} and {guard}" if guard else given)
    return found


def _guards(go: Iterable[Route], signs: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each target with its full guard: its own condition, and none before it."""
    passed: list[str] = []
    for route in go:
        own = [spell(route.when, signs)] if route.when else []
        yield route.to, " and ".join([*passed, *own])
        passed += [signs["not"].format(one) for one in own]


def taught(tree: Tree, answer: str) -> dict[str, str]:
    """Return, for each fact, which answers teach it."""
    found: dict[str, list[str]] = {}
    for question in tree.questions.values():
        for option in question.options:
            for name in option.learn:
                found.setdefault(name, []).append(answer.format(question.id, option.id))
    return {name: " or ".join(given) for name, given in found.items()}


def xlsform(tree: Tree) -> dict[str, Rows]:
    """Return the tree as the sheets of an XLSForm."""
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
    """Return the tree as the JSON of a SurveyJS form."""
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
    """Return the tree as an ink story, with a knot for each node."""
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


MODULES = ROOT / "bench" / ".peers" / "node_modules"
STATES = 300_000
"""States after which networkx gives up on the product graph."""

TIMED = """
const { performance } = require("perf_hooks");
const text = require("fs").readFileSync(process.argv[1], "utf8");
const peak = () => process.resourceUsage().maxRSS / 1024;
const before = peak();
const timed = (work, say) => {
  const start = performance.now();
  const found = work();
  const s = (performance.now() - start) / 1000;
  console.log(JSON.stringify({ s, mib: peak() - before, note: say(found) }));
};
"""
INKJS = """
const { Compiler, CompilerOptions } = require("inkjs/full");
const errors = [];
const heard = new CompilerOptions(null, [], false, (message) => errors.push(message));
timed(() => { try { new Compiler(text, heard).Compile(); } catch (e) { errors.push(e.message); } },
  () => (errors.length ? errors[0] : ""));
"""
LINTER = """
const { lintSurvey } = require("survey-core/linter");
const form = JSON.parse(text);
timed(() => lintSurvey(form), (found) => `${(found.findings || []).length} findings`);
"""

Measured = dict[str, object]
State = tuple[str, int]


def promises(tree: Tree) -> list[Never]:
    """Return two promises about a chain: one that is kept, and one that its last fact breaks."""
    last = f"f{len(tree.facts) - 1}"
    ends = frozenset(tree.outcomes) - {"o0", "o1"}
    return [
        Never("kept", Target(outcomes=frozenset({"o0"})), fact("f0")),
        Never("broken", Target(outcomes=ends), fact(last)),
    ]


def of_each_form(tree: Tree) -> list[Promise]:
    """Return a promise of each form about a chain."""
    names, last = list(tree.questions), fact(f"f{len(tree.facts) - 1}")
    bad = Target(outcomes=frozenset({"o0"}))
    return [
        *promises(tree),
        Always("always", Target(outcomes=frozenset(tree.outcomes) - {"o0"}), last),
        Next("next", Target(topics=frozenset({"topic"})), fact("f1")),
        Before("before", bad, asked=(names[0],)),
        Asked("asked", (names[0],), last),
        Monotone("monotone", (names[3],)),
        NeverRoutes("never-routes", ("f3",)),
        AtMost("at-most", 30),
    ]


def proof(tree: Tree) -> Callable[[], str]:
    """Prove both promises as those of a large pack are proved."""
    from tree.proving.sat.prover import prove  # noqa: PLC0415  (only what is timed is loaded)

    asked = promises(tree)

    def work() -> str:
        kept, broken = prove(tree, asked)
        if kept.kept is None:
            return "too large"
        as_known = kept.kept is True and broken.kept is False
        said = "" if as_known else f"unexpected: {kept.kept} {broken.kept}"
        return said or f"{len(broken.walk)} steps" + ("" if broken.shortest else ", not shortest")

    return work


def kept(tree: Tree) -> Callable[[], str]:
    """Prove the kept promise only: there is no counterexample to find."""
    from tree.proving.sat.prover import prove  # noqa: PLC0415

    asked = promises(tree)[:1]
    return lambda: f"kept: {prove(tree, asked)[0].kept}"


def forms(tree: Tree) -> Callable[[], str]:
    """Prove a promise of each form, most of them broken, with counterexamples."""
    from tree.proving.sat.prover import prove  # noqa: PLC0415

    asked = of_each_form(tree)

    def work() -> str:
        proofs = prove(tree, asked)
        kept = sum(proof.kept is True for proof in proofs)
        longer = sum(not proof.shortest for proof in proofs)
        return f"{kept} of {len(proofs)} kept, {longer} not shown by the shortest"

    return work


def judge(tree: Tree, asked: list[Promise] | None = None) -> Callable[[], str]:
    """Run all of a check: promises, unused parts, and statistics if there are any."""
    from tree.proving.verdict import judge as judge_tree  # noqa: PLC0415

    stated = promises(tree) if asked is None else asked

    def work() -> str:
        verdict = judge_tree(tree, stated)
        counted = "walks not counted" if verdict.walks is None else f"{verdict.walks:.2e} walks"
        return counted if verdict.whole else f"{counted}, not all proved"

    return work


def networkx(tree: Tree) -> Callable[[], str]:
    """Build the graph of all (node, facts) states, and find the shortest path to a broken one."""
    import networkx as nx  # noqa: PLC0415

    asked = promises(tree)
    bits = {name: 1 << i for i, name in enumerate(tree.facts)}

    def work() -> str:
        start: State = (tree.start, 0)
        graph: nx.DiGraph[State] = nx.DiGraph()
        todo = [start]
        for state in todo:
            fresh = steps(tree, state, bits)
            todo += [after for after in fresh if after not in graph]
            graph.add_edges_from((state, after) for after in fresh)
            if len(todo) > STATES:
                return f"gave up at {STATES:,} states"
        length = 0
        for promise in asked:
            bit = bits[promise.after.name] if isinstance(promise.after, Fact) else 0
            wrong = [s for s in todo if s[0] in promise.target.outcomes and s[1] & bit]
            length = len(nx.shortest_path(graph, start, wrong[0])) - 1 if wrong else 0
        return f"{len(todo):,} states, {length} steps"

    return work


def steps(tree: Tree, state: State, bits: dict[str, int]) -> set[State]:
    """Return the states that one answer leads to."""
    name, known = state
    found: set[State] = set()
    if isinstance(tree.node(name), Outcome):
        return found
    for option in choices(tree.questions[name]):
        now = known
        for learned in option.learn:
            now |= bits[learned]
        go = exit_routes(tree.questions[name], [option])
        found.add((next(r.to for r in go if r.when is None or holds(r.when, now, bits)), now))
    return found


def holds(condition: Condition, known: int, bits: dict[str, int]) -> bool:
    """Return whether a condition holds for this bit mask of facts."""
    if isinstance(condition, Fact):
        return bool(known & bits[condition.name])
    inside = [holds(part, known, bits) for part in parts(condition)]
    if isinstance(condition, Not):
        return not inside[0]
    return any(inside) if isinstance(condition, AnyOf) else all(inside)


def pyxform(tree: Tree) -> Callable[[], str]:
    """Convert the tree, given as parsed sheets, to an XForm."""
    from pyxform.xls2xform import convert  # type: ignore[import-untyped]  # noqa: PLC0415

    sheets = xlsform(tree)
    return lambda: f"{len(convert(xlsform=sheets, form_name='grown').xform) >> 10:,} KiB"


def pack(_: Tree) -> Callable[[], str]:
    """Prove the shipped pack, already parsed and checked."""
    from tree.checking.checked import check_pack  # noqa: PLC0415
    from tree.pack.files import gather  # noqa: PLC0415

    checked = check_pack(gather(ROOT / "content" / "evenground"))
    if checked.tree is None:
        return lambda: "the pack has no tree"
    return judge(checked.tree, list(checked.promises))


def node(tree: Tree, who: str) -> Measured:
    """Measure a peer that runs in Node.js."""
    program = shutil.which("node")
    if program is None or not MODULES.is_dir():
        return {"note": "not installed"}
    text = ink(tree) if who == "inkjs" else json.dumps(surveyjs(tree))
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder, "content")
        content.write_text(text, encoding="utf-8")
        script = TIMED + (INKJS if who == "inkjs" else LINTER)
        done = subprocess.run(  # noqa: S603  (our own script)
            [program, "-e", script, str(content)],
            capture_output=True, text=True, check=False, cwd=MODULES.parent,
        )  # fmt: skip
    if done.returncode:
        return {"note": "failed: " + (done.stderr.strip().splitlines() or ["?"])[-1]}
    found: Measured = json.loads(done.stdout.splitlines()[-1])
    return found


def memory(field: str) -> float:
    """Return a figure of /proc/self/status in MiB; 0 where there is none."""
    with suppress(OSError):
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next((int(x.split()[1]) / 1024 for x in lines if x.startswith(field)), 0.0)
    return 0.0


def measure(work: Callable[[], str]) -> Measured:
    """Measure wall time, CPU time and the growth of peak memory of one piece of work."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        print("no peak of memory here", file=sys.stderr)
    _ = Diagram(()), cadical()  # the first of each imports a library
    before, start, busy = memory("VmRSS"), time.perf_counter(), time.process_time()
    note = work()
    seconds, own = time.perf_counter() - start, time.process_time() - busy
    return {"s": seconds, "cpu": own, "mib": max(0.0, memory("VmHWM") - before), "note": note}


MADE = {
    "proof": proof, "kept": kept, "forms": forms, "judge": judge, "far": judge, "pack": pack,
    "networkx": networkx, "pyxform": pyxform,
}  # fmt: skip


def main(who: str, n: int, facts: int) -> Measured:
    """Build the content and measure one tool on it."""
    tree = looking_back(n, facts) if who == "far" else chain(n, facts)
    return node(tree, who) if who in ("inkjs", "linter") else measure(MADE[who](tree))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("who", choices=(*MADE, "inkjs", "linter"))
    parser.add_argument("size", nargs=2, type=int, metavar="N")
    asked = parser.parse_args()
    print(json.dumps(main(asked.who, *asked.size)))
