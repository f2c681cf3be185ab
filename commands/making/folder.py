"""Write a new folder whole, or leave nothing of it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from shutil import rmtree

from commands.inputs import HEAD
from tree.fault import UnusableError


def refuse_taken(folder: Path) -> None:
    """Raise UnusableError where something is in the way of a new pack."""
    try:
        outer = next((at for at in folder.resolve().parents if (at / HEAD).is_file()), None)
        taken = os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir()))
    except (OSError, RuntimeError) as error:  # symlink loops: RuntimeError before 3.13
        raise UnusableError("new-unwritable", name=str(folder)) from error
    if outer:
        raise UnusableError("new-inside", name=str(folder), outer=str(outer))
    if taken:
        raise UnusableError("new-taken", name=str(folder))


def write_folder(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder that is not there yet, or empty; raises UnusableError.

    They are written beside it first: where something fails, nothing of them stays.
    """
    there = os.path.isdir(folder)
    made = (folder if there else folder.parent) / f".{secrets.token_hex(8)}.new"
    try:
        made.mkdir()
        for name, raw in files.items():
            (made / name).parent.mkdir(exist_ok=True)
            (made / name).write_bytes(raw)
        for path in made.iterdir() if there else ():
            path.rename(folder / path.name)
        if not there:
            made.rename(folder)
    except OSError as error:
        raise UnusableError("new-unwritable", name=str(folder)) from error
    finally:
        rmtree(made, ignore_errors=True)
