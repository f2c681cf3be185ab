"""Landlock: what this process may still reach of files, networks and other processes."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable, Mapping

CREATE_RULESET, ADD_RULE, RESTRICT_SELF, ASK_VERSION = 444, 445, 446, 1
FILES = {1: 13, 2: 14, 3: 15, 4: 15}
ALL_FILES = 16
"""Number of file rights that each version of Landlock knows; from the fifth on, `ALL_FILES`."""

NETWORKS, SCOPES = 4, 6
"""Versions from which Landlock also bounds networks, and abstract sockets and signals."""

EXECUTE, WRITE, READ, LIST, CONTROL = 1, 2, 4, 8, 1 << 15
"""Rights to a file: to run, write, read, list, and to send requests to a device."""

ANY = (1 << ALL_FILES) - 1
BENEATH, PORT, BIND = 1, 2, 1


def restrict(
    library: ctypes.CDLL, allowed: Mapping[str, int] | None = None, ports: Iterable[int] = ()
) -> bool:
    """Shut this process off for good, but for rights to files and ports to listen on.

    Return whether that stands; if not, nothing has changed.
    """
    version = library.syscall(CREATE_RULESET, None, 0, ASK_VERSION)
    if version < 1:
        return False
    files = (1 << FILES.get(version, ALL_FILES)) - 1
    rights = struct.pack("QQQ", files, 3 * (version >= NETWORKS), 3 * (version >= SCOPES))
    size = 8 * (1 + (version >= NETWORKS) + (version >= SCOPES))
    ruleset = library.syscall(CREATE_RULESET, rights, size, 0)
    if ruleset < 0:
        return False
    try:
        sound = all(
            _allow_file(library, ruleset, path, right & files)
            for path, right in (allowed or {}).items()
        )
        if version >= NETWORKS:
            sound = sound and all(_allow_port(library, ruleset, port) for port in ports)
        return sound and not library.syscall(RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow_file(library: ctypes.CDLL, ruleset: int, path: str, rights: int) -> bool:
    """Allow these rights to a file, or to all in a folder; one out of reach needs none."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, PermissionError):
        return True
    try:
        rule = struct.pack("=Qi", rights, place)
        return not library.syscall(ADD_RULE, ruleset, BENEATH, rule, 0)
    finally:
        os.close(place)


def _allow_port(library: ctypes.CDLL, ruleset: int, port: int) -> bool:
    return not library.syscall(ADD_RULE, ruleset, PORT, struct.pack("=QQ", BIND, port), 0)
