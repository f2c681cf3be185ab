"""One measurement in a process of its own: `peers.py WHO QUESTIONS FACTS`, answered in JSON.

Only the check is timed: neither imports nor the writing of the content in a format of its own.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import peers_forms  # noqa: E402  (the project is run in place)
from bench.grown import chain, fact, looking_back  # noqa: E402
from tree.condition import AnyOf, Condition, Fact, Not, parts  # noqa: E402
from tree.model import Outcome, Tree, exit_routes  # noqa: E402
from tree.proving.promise import Promise, Target  # noqa: E402
from tree.proving.sat.solver import cadical  # noqa: E402
from tree.proving.sets.diagram import Diagram  # noqa: E402

MODULES = ROOT / "bench" / ".peers" / "node_modules"
STATES = 300_000
"""Beyond so many states the product graph of networkx is given up."""

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


def promises(tree: Tree) -> list[Promise]:
    """Make two promises about a chain: one that is kept, and one that its last fact breaks."""
    last = f"f{len(tree.facts) - 1}"
    ends = frozenset(tree.outcomes) - {"o0", "o1"}
    return [
        Promise("kept", "never", fact("f0"), Target(outcomes=frozenset({"o0"}))),
        Promise("broken", "never", fact(last), Target(outcomes=ends)),
    ]


def of_each_form(tree: Tree) -> list[Promise]:
    """Make a promise of each form about a chain."""
    names, last = list(tree.questions), fact(f"f{len(tree.facts) - 1}")
    bad = Target(outcomes=frozenset({"o0"}))
    return [
        *promises(tree),
        Promise("always", "always", last, Target(outcomes=frozenset(tree.outcomes) - {"o0"})),
        Promise("next", "next", fact("f1"), Target(topics=frozenset({"topic"}))),
        Promise("before", "before", target=bad, asked=(names[0],)),
        Promise("asked", "asked", last, asked=(names[0],)),
        Promise("monotone", "monotone", names=(names[3],)),
        Promise("never-routes", "never_routes", names=("f3",)),
        Promise("at-most", "at_most", most=30),
    ]


def proof(tree: Tree) -> Callable[[], str]:
    """Prove the two promises as those of a large pack are proved."""
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
    """Prove the kept promise alone: no walk has to be found."""
    from tree.proving.sat.prover import prove  # noqa: PLC0415

    asked = promises(tree)[:1]
    return lambda: f"kept: {prove(tree, asked)[0].kept}"


def forms(tree: Tree) -> Callable[[], str]:
    """Prove a promise of each form, most of them broken, with their walks."""
    from tree.proving.sat.prover import prove  # noqa: PLC0415

    asked = of_each_form(tree)

    def work() -> str:
        proofs = prove(tree, asked)
        kept = sum(proof.kept is True for proof in proofs)
        longer = sum(not proof.shortest for proof in proofs)
        return f"{kept} of {len(proofs)} kept, {longer} not shown by the shortest"

    return work


def judge(tree: Tree, asked: list[Promise] | None = None) -> Callable[[], str]:
    """Find all that a check finds: promises, unused parts, and exact numbers where it has them."""
    from tree.proving.verdict import judge as judge_tree  # noqa: PLC0415

    stated = promises(tree) if asked is None else asked

    def work() -> str:
        verdict = judge_tree(tree, stated)
        counted = "walks not counted" if verdict.walks is None else f"{verdict.walks:.2e} walks"
        return counted if verdict.whole else f"{counted}, not all proved"

    return work


def networkx(tree: Tree) -> Callable[[], str]:
    """Build every (place, facts) state as a graph, and find the shortest way to a broken one."""
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
    """List the states that one answer leads to."""
    name, known = state
    found: set[State] = set()
    if isinstance(tree.node(name), Outcome):
        return found
    for option in peers_forms.choices(tree.questions[name]):
        now = known
        for learned in option.learn:
            now |= bits[learned]
        go = exit_routes(tree.questions[name], [option])
        found.add((next(r.to for r in go if r.when is None or holds(r.when, now, bits)), now))
    return found


def holds(condition: Condition, known: int, bits: dict[str, int]) -> bool:
    """Say whether a condition holds where these facts are known."""
    if isinstance(condition, Fact):
        return bool(known & bits[condition.name])
    inside = [holds(part, known, bits) for part in parts(condition)]
    if isinstance(condition, Not):
        return not inside[0]
    return any(inside) if isinstance(condition, AnyOf) else all(inside)


def pyxform(tree: Tree) -> Callable[[], str]:
    """Convert the tree, given as sheets already read, to an XForm."""
    from pyxform.xls2xform import convert  # type: ignore[import-untyped]  # noqa: PLC0415

    sheets = peers_forms.xlsform(tree)
    return lambda: f"{len(convert(xlsform=sheets, form_name='grown').xform) >> 10:,} KiB"


def pack(_: Tree) -> Callable[[], str]:
    """Judge the shipped pack, already read and checked."""
    from tree.checking.checked import check_pack  # noqa: PLC0415
    from tree.pack.files import gather  # noqa: PLC0415

    checked = check_pack(gather(ROOT / "content" / "evenground"))
    if checked.tree is None:
        return lambda: "the pack has no tree"
    return judge(checked.tree, list(checked.promises))


def node(tree: Tree, who: str) -> Measured:
    """Measure a peer that runs in node."""
    program = shutil.which("node")
    if program is None or not MODULES.is_dir():
        return {"note": "not installed"}
    text = peers_forms.ink(tree) if who == "inkjs" else json.dumps(peers_forms.surveyjs(tree))
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
    """Read a figure of this process in MiB, where the system tells it."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(x.split()[1]) / 1024 for x in lines if x.startswith(field)), 0.0)


def measure(work: Callable[[], str]) -> Measured:
    """Time one piece of work, by the clock and by the processor, and see how far memory grows."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        print("no peak of memory here", file=sys.stderr)
    Diagram(())  # imports what makes diagrams, which is done at the first of them
    cadical()  # and what decides formulas
    before, start, busy = memory("VmRSS"), time.perf_counter(), time.process_time()
    note = work()
    seconds, own = time.perf_counter() - start, time.process_time() - busy
    mib = max(0.0, memory("VmHWM") - before)
    return {"s": seconds, "cpu": own, "mib": mib, "note": note}


MADE = {
    "proof": proof, "kept": kept, "forms": forms, "judge": judge, "far": judge, "pack": pack,
    "networkx": networkx, "pyxform": pyxform,
}  # fmt: skip


def main(who: str, n: int, facts: int) -> Measured:
    """Grow the content and measure one of them on it."""
    tree = looking_back(n, facts) if who == "far" else chain(n, facts)
    return node(tree, who) if who in ("inkjs", "linter") else measure(MADE[who](tree))


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
