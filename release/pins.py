"""The libraries that a file of requirements pins."""

from __future__ import annotations

import re
from dataclasses import dataclass

PIN = re.compile(
    r"^(?P<name>[a-z][^\s=]*)==(?P<version>\S+)(?: ; (?P<when>.*?))? \\$", re.MULTILINE
)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Pin:
    """A library, its version, when it is needed ("" for always), and the SHA-256 of its files."""

    name: str
    version: str
    when: str
    hashes: tuple[str, ...]


def pins(requirements: str) -> list[Pin]:
    """Return the libraries that the text of a requirements file pins, in its order."""
    starts = [*PIN.finditer(requirements)]
    ends = [*(found.start() for found in starts[1:]), len(requirements)]
    return [
        Pin(
            found["name"],
            found["version"],
            found["when"] or "",
            tuple(HASH.findall(requirements, found.end(), end)),
        )
        for found, end in zip(starts, ends, strict=True)
    ]
