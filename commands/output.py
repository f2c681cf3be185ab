"""Write results of a command to a named file, or to standard output.

The old content of a file is kept beside it as `NAME.bak`, whatever wrote it: a name is soon
mistyped, and a picture or a form may have been edited by hand. Writing the same result again
changes nothing.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from editor.keeping.whole_file import put_whole
from screens.words import Words
from tree.fault import UnusableError, not_written, shown


def put(text: str, name: str, words: Words, *, keep: bool = True) -> None:
    """Write a text to a file, or to standard output without a name; raises UnusableError.

    `keep` is False where what the file holds was written just before, by the same call.
    """
    if name in ("", "-"):
        sys.stdout.write(text)
    else:
        put_bytes(text.encode("utf-8", "backslashreplace"), name, words, keep=keep)


def put_bytes(raw: bytes, name: str, words: Words, *, keep: bool = True) -> None:
    """Write bytes to a file, or to standard output for `-`; raises UnusableError."""
    if name == "-":
        sys.stdout.buffer.write(raw)
        return
    try:
        kept = _put(raw, name, keep=keep)
    except OSError as error:
        raise not_written(name, error) from error
    except RuntimeError as error:  # symlink loops, before 3.13
        raise UnusableError("unwritable", name=name) from error
    if kept:
        print(words("out.kept", name=shown(name), kept=shown(kept)), file=sys.stderr)


def _put(raw: bytes, name: str, *, keep: bool) -> str:
    """Write a file; returns the name of its backup, or empty text."""
    if os.path.exists(name) and not os.path.isfile(name):  # a pipe or a device
        Path(name).write_bytes(raw)
        return ""
    path = Path(name).resolve()
    if path.exists():
        return "" if path.read_bytes() == raw else put_whole(raw, path, keep=keep)
    return put_whole(raw, path, keep=False)
