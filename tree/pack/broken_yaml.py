"""What is wrong with a file that is no YAML, in the words of authors: a code and a place."""

from __future__ import annotations

import yaml

from tree.fault import Fault, Where


def explain(error: yaml.MarkedYAMLError, lines: list[str], file: str) -> Fault:
    """Return the fault that a broken file most likely has."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Fault("yaml-broken", Where(file))
    quoted = "quoted scalar" in (error.context or "") and error.context_mark
    if quoted and "unexpected" not in (error.problem or ""):
        return Fault("backslash", at(file, mark))
    if quoted:
        return Fault("missing-quote", at(file, quoted))
    line = lines[mark.line] if mark.line < len(lines) else ""
    problem, context = error.problem or "", error.context or ""
    signs = {
        "tab": "\t" in line[: mark.column + 1] or "'\\t'" in problem,
        "anchor": "alias" in problem + context,
        "colon-needs-quotes": "mapping values" in problem,
        "missing-quote": "block" in context and _odd_quotes(lines, mark.line),
    }
    code = next((code for code, seen in signs.items() if seen), "yaml-broken")
    return Fault(code, at(file, mark), {"text": line.strip()[:60]})


def _odd_quotes(lines: list[str], at: int) -> bool:
    """Say whether a quote just before this line was never closed."""
    near = "".join(lines[max(0, at - 1) : at + 1])
    return near.count('"') % 2 == 1


def at(file: str, mark: yaml.Mark) -> Where:
    """Return the place of a mark, counted from one."""
    return Where(file, mark.line + 1, mark.column + 1)
