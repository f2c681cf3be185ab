"""asyncssh, without its search for libraries of the system, and for a home: nothing here needs any.

The first starts a compiler and writes a file where it can; on a full disk it fails. The second
fails where a user exists only while the kiosk runs.
"""

from __future__ import annotations

import ctypes.util
import os


def _nothing(name: str) -> None:
    """Find nothing, where asyncssh would look for liboqs and nettle."""


if not os.environ.get("HOME"):
    os.environ["HOME"] = os.sep
find, ctypes.util.find_library = ctypes.util.find_library, _nothing
try:
    import asyncssh
finally:
    ctypes.util.find_library = find

__all__ = ["asyncssh"]
