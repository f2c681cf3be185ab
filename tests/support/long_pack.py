"""A pack of any length for tests: the small one, with a long row of questions before its end."""

from __future__ import annotations

from tests.support.small import FILES

ROW = """\
  - id: row-{n}
    ask: Is it so?
    why: It shows what fits.
    go: {on}
    options:
      - {{id: yes, say: "Yes", learn: [f{fact}]}}
      - {{id: no, say: "No"}}
"""
END = "    - {when: {all: [calm, both, {not: followed}]}, to: rebuild}\n"


def long_pack(n: int, facts: int) -> dict[str, bytes]:
    """Return the files of a pack with `n` questions more than the small one.

    Its end looks back at all of these facts, in pairs: the more, the longer takes its proof.
    """
    ways = [*(f"row-{i + 1}" for i in range(n - 1)), "end"]
    rows = "".join(ROW.format(n=i, on=on, fact=i % facts) for i, on in enumerate(ways))
    said = "".join(f"  f{i}: so it is\n" for i in range(facts))
    pairs = ", ".join(f"{{all: [f{i}, f{facts - 1 - i}]}}" for i in range(facts // 2))
    files = {
        **FILES,
        "questions/after.yaml": FILES["questions/after.yaml"].replace("end", "row-0") + rows,
        "pack.yaml": FILES["pack.yaml"]
        .replace("30", str(n + 30))
        .replace("tallies:", f"{said}tallies:"),
        "forks.yaml": FILES["forks.yaml"].replace(
            END, f"{END}    - {{when: {{any: [{pairs}]}}, to: rebuild}}\n"
        ),
    }
    return {name: text.encode() for name, text in files.items()}
