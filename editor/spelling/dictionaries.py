"""Which dictionaries of this machine there are for a language."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

FOLDERS = (
    Path("/usr/share/hunspell"),
    Path("/usr/share/myspell/dicts"),
    Path("/usr/local/share/hunspell"),
    Path("/opt/homebrew/share/hunspell"),
    Path("/Library/Spelling"),
)
"""Where systems keep them."""

RULES, WORDS = ".aff", ".dic"
BOTH = {"en": ("en_GB", "en_US")}
"""Languages that are spelt in several ways, each of which will do."""


def dictionaries(language: str, folders: Iterable[Path] = FOLDERS) -> tuple[Path, ...]:
    """Return the dictionaries of a language, such as `es` or `es-mx`; none if there are none.

    One of its region is taken first, then those of its own country, then any.
    """
    found = {path.stem: path.with_suffix("") for folder in folders for path in _in(folder)}
    own, _, region = language.replace("-", "_").partition("_")
    wanted = (f"{own}_{region.upper()}",) if region else BOTH.get(own, (own,))
    near = [name for name in (*wanted, own, f"{own}_{own.upper()}") if name in found]
    if not near:
        near = sorted(name for name in found if name.startswith(f"{own}_"))[:1]
    names = [name for name in wanted if name in near] or near[:1]
    return tuple(found[name] for name in names)


def _in(folder: Path) -> list[Path]:
    """List the word lists of a folder that have their rules beside them."""
    return [path for path in sorted(folder.glob(f"*{WORDS}")) if path.with_suffix(RULES).exists()]
