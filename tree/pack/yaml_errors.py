"""What is wrong with a file that does not parse as YAML, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from tree.fault import Fault, Where

QUOTE = re.compile(r"""(?<!\\)["']""")
INSIDE = re.compile(r"(?=[ \t]*(?:,[ \t]*[\w-]+:|[\]}]))")
MOST_TRIES, MOST_READ = 40, 4_000_000
"""How often a missing quote is sought, and how many letters are parsed for it in all."""


def explain(error: yaml.MarkedYAMLError, text: str, file: str) -> Fault:
    """Return the most likely fault of a file that does not parse."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Fault("yaml-broken", Where(file))
    lines = text.splitlines()
    quoted = "quoted scalar" in (error.context or "") and error.context_mark
    if quoted and "unexpected" not in (error.problem or ""):
        return Fault("backslash", at(file, mark))
    if found := _unclosed(lines, mark.line):
        return Fault("missing-quote", Where(file, *found))
    if quoted:
        return Fault("missing-quote", at(file, quoted))
    line = lines[mark.line] if mark.line < len(lines) else ""
    problem, context = error.problem or "", error.context or ""
    signs = {
        "tab": "\t" in line[: mark.column + 1] or "'\\t'" in problem,
        "anchor": "alias" in problem + context,
        "further-in": "mapping values" in problem and _is_key(line[: mark.column]),
        "colon-needs-quotes": "mapping values" in problem,
    }
    code = next((code for code, seen in signs.items() if seen), "yaml-broken")
    return Fault(code, at(file, mark), {"text": line.strip()[:60]})


def _is_key(before: str) -> bool:
    """Return whether nothing but a key stands on a line before its colon."""
    return re.fullmatch(r"\s+[\w-]+", before) is not None


def at(file: str, mark: yaml.Mark) -> Where:
    """Return the position of a mark, counted from 1."""
    return Where(file, mark.line + 1, mark.column + 1)


def _unclosed(lines: list[str], failed: int) -> tuple[int, int] | None:
    """Return the line and column of a quote without which the file fails, counted from 1.

    A quote that is missing makes its text end at the next one, often lines further down. So each
    line above with an odd quote is closed by way of trial: the first that lets the file parse
    beyond the place where it failed is the one.
    """
    tries, most = 0, min(MOST_TRIES, MOST_READ // (1 + sum(map(len, lines))))
    for n, line in enumerate(lines[: failed + 1]):
        for column, closed in _closed(line):
            tries += 1
            if tries > most:
                return None
            if _parses_to([*lines[:n], closed, *lines[n + 1 :]]) > failed:
                return n + 1, column + 1
    return None


def _closed(line: str) -> Iterator[tuple[int, str]]:
    """Yield a line with its odd quote closed, at each place where a text may end."""
    for sign in ('"', "'"):
        signs = [found.start() for found in QUOTE.finditer(line) if found[0] == sign]
        if len(signs) % 2 == 0:
            continue
        opened = next((i for i in signs[::2] if not line[:i].strip() or line[i - 1] in " [{"), None)
        if opened is None:
            continue
        ends = [found.start() for found in INSIDE.finditer(line, opened + 1)]
        for end in (*ends, len(line.rstrip())):
            yield opened, line[:end] + sign + line[end:]


def _parses_to(lines: list[str]) -> int:
    """Return the line at which a file fails to parse; beyond the last one if it does not."""
    try:
        for _ in yaml.parse("\n".join(lines) + "\n", yaml.CSafeLoader):
            pass
    except yaml.MarkedYAMLError as error:
        return error.problem_mark.line if error.problem_mark else -1
    except yaml.YAMLError:
        return -1
    return len(lines) + 1
