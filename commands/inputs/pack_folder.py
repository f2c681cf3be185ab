"""Which pack a call means: the one it names, the one it is made in, or the shipped one."""

from __future__ import annotations

import os
from pathlib import Path

from tree.fault import UnusableError
from tree.prepare import Places

HEAD = "pack.yaml"


def pack_folder(named: str, places: Places) -> Path:
    """Find the folder of the pack; raises UnusableError where a name leads to no folder."""
    folder = Path(named) if named else own_folder() or places.pack
    if not os.path.isdir(folder):
        raise UnusableError("no-such-pack", name=str(folder))
    return folder


def own_folder() -> Path | None:
    """Find the pack that the working folder is or lies in; None where there is none."""
    try:
        here = Path.cwd()
    except OSError:  # the folder was removed meanwhile
        return None
    return next((at for at in (here, *here.parents) if os.path.isfile(at / HEAD)), None)


def is_shipped(folder: Path, places: Places) -> bool:
    """Tell whether a folder is that of the pack that comes with the program."""
    return os.path.realpath(folder) == os.path.realpath(places.pack)
