"""The licences of all that is shipped, as each library's own package states them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from release.pins import Pin

TEXT = re.compile(
    r"\.dist-info/(licenses/)?[^/]*(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE
)
LONGEST_NAME = 60
OURS = ("LICENSE", "content/LICENSE.md")
KNOWN = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
}
"""Names of classifiers, and the identifier of SPDX for each."""


def installed(name: str) -> Distribution:
    """Return the package of a library; raises SystemExit if it is not installed."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        raise SystemExit(
            f"{name} is not installed, so its licence is unknown: make kiosk"
        ) from None


def licence_name(package: Distribution) -> str:
    """Return the licence that a package states: as an expression, in a word, or as classifiers."""
    told = package.metadata.get_all("License-Expression") or package.metadata.get_all("License")
    if told and len(told[0]) <= LONGEST_NAME:
        return str(told[0])
    classifiers: list[str] = package.metadata.get_all("Classifier") or []
    named = [word.split(" :: ")[-1] for word in classifiers if word.startswith("License :: ")]
    return " OR ".join(KNOWN.get(word, word) for word in named)


def licence_texts(package: Distribution) -> Iterator[str]:
    """Yield the texts of the licence that a package brings along."""
    for path in sorted(package.files or [], key=str):
        if TEXT.search(str(path)):
            yield path.read_text("utf-8").strip()


def licences(root: Path, pinned: Iterable[Pin]) -> str:
    """Return all licences in one text: our own two, then each library with its name and texts."""
    parts = [(root / name).read_text("utf-8").strip() for name in OURS]
    for pin in pinned:
        package = installed(pin.name)
        head = f"{pin.name} {pin.version}: {licence_name(package)}"
        parts.append("\n\n".join([head, *licence_texts(package)]))
    return f"\n\n{'=' * 80}\n\n".join(parts) + "\n"
