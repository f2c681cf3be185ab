"""Programs among other mounts than ours."""

from __future__ import annotations

import shutil
import subprocess

import pytest


def world(mounts: str) -> tuple[str, ...]:
    """Say how a program is run among other mounts; skips the test where nobody may mount."""
    call = ("unshare", "--mount", "sh", "-c", f'{mounts} && exec "$@"', "sh")
    if not shutil.which(call[0]):
        pytest.skip("unshare is not installed")
    if subprocess.run([*call, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this system lets nobody mount")
    return call
