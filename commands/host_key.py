"""`host-key`: make a host key for a kiosk, and print its fingerprint."""

from __future__ import annotations

from pathlib import Path

from commands.reports.sentences import command_words
from screens.flags import read_flags
from tree.fault import UnusableError, shown
from tree.prepare import Places


def host_key(argv: list[str], places: Places) -> int:
    """Make a key if there is none yet, and print its fingerprint; raises UnusableError."""
    flags = read_flags(argv, {}, most=1)
    if not flags.rest:
        raise UnusableError("host-key-where")
    from kiosk.front.ssh import make_key  # noqa: PLC0415  (SSH is heavy, and few commands need it)

    key = make_key(Path(flags.rest[0]))
    words = command_words(places.words.parent)
    print(words("host-key.made", name=shown(flags.rest[0]), print=key.get_fingerprint()))
    print(key.export_public_key().decode().strip())
    return 0
