"""asyncssh, without its search for libraries of the system: no algorithm used here needs one.

That search starts a compiler and writes a file where it can; on a full disk it fails.
"""

from __future__ import annotations

import ctypes.util


def _nothing(name: str) -> None:
    """Find nothing, where asyncssh would look for liboqs and nettle."""


find, ctypes.util.find_library = ctypes.util.find_library, _nothing
try:
    import asyncssh
finally:
    ctypes.util.find_library = find

__all__ = ["asyncssh"]
