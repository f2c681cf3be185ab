"""What is probably wrong in a line that is no TOML, by its look."""

from __future__ import annotations

import re

CASE = re.compile(r"=\s*(true|false)\s*(#.*)?$", re.IGNORECASE)


def slip_in(line: str) -> str:
    """Return the code of a sentence about this line."""
    bare = line.strip()
    if found := CASE.search(bare):
        return "not-toml" if found[1].islower() else "not-toml-case"
    if bare.startswith("["):
        return "not-toml-bracket"
    return "not-toml" if "=" in bare or not bare else "not-toml-equals"
