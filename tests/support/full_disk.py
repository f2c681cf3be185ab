"""Runs a program where no file can grow by a byte, as on a full disk."""

from __future__ import annotations

import os
import resource
import sys

if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    os.execv(sys.executable, [sys.executable, *sys.argv[1:]])  # noqa: S606 - our own program
