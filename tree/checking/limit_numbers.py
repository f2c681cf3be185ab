"""The numbers of limits that only count: where each is written, and another one in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree.checking.checked import Checked
from tree.checking.limits import COUNTED, ceilings
from tree.fault import FaultyPackError, UnusableError, Where
from tree.linking.link import locate

NUMBER = re.compile(r"""["']?(\d+)""")


@dataclass(frozen=True, slots=True)
class CountLimit:
    """A limit that only counts, and where its number is written; `says` is that of a promise."""

    name: str
    most: int
    at: Where
    says: str = ""


def known_limits(checked: Checked) -> Iterator[CountLimit]:
    """Yield the limits that only count; raises FaultyPackError without a readable pack."""
    pack = checked.pack
    if checked.tree is None or pack is None or pack.head is None:
        raise FaultyPackError(checked.faults)
    for limit, most in pack.head.shape.limits.items():
        if limit in COUNTED:
            yield CountLimit(limit, most, locate(pack, ("limits", limit)))
    says = {placed.shape.id: placed.shape.says for placed in pack.promises}
    for name, promise in ceilings(checked.promises).items():
        spot = locate(pack, ("promises", name, "at_most", "questions"))
        yield CountLimit(name, promise.most, spot, says[name])


def with_number(raw: bytes, limit: CountLimit, number: int) -> bytes:
    """Return a file with another number in the place of a limit; raises UnusableError."""
    lines = raw.decode("utf-8", "surrogateescape").splitlines(keepends=True)
    line = lines[limit.at.line - 1]
    found = NUMBER.search(line, limit.at.column - 1)
    if not found or found[1] != str(limit.most):
        raise UnusableError("limit-by-hand", name=limit.name, at=str(limit.at))
    lines[limit.at.line - 1] = line[: found.start(1)] + str(number) + line[found.end(1) :]
    return "".join(lines).encode("utf-8", "surrogateescape")
