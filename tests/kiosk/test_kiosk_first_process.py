"""A kiosk that is the first process, as in a container: orphans fall to it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.support.kiosk_host import Kiosk, serve_call, write_settings
from tests.support.kiosk_processes import alive, children, wait_until
from tests.support.small import write_small

WORLD = ("unshare", "--pid", "--fork", "--mount-proc", "--kill-child")


@pytest.fixture
def world() -> tuple[str, ...]:
    """Say how a program becomes the first process of a world of its own."""
    if not shutil.which(WORLD[0]):
        pytest.skip("unshare is not installed")
    if subprocess.run([*WORLD, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this system grants nobody a world of processes")
    return WORLD


def test_whoever_outlives_a_zygote_is_let_go_of(tmp_path: Path, world: tuple[str, ...]) -> None:
    settings = write_settings(tmp_path, write_small(tmp_path))
    words = [*world, *serve_call()[:-1]]
    start = f"import os, sys; os.execvp({world[0]!r}, {words!r} + sys.argv[1:])"
    with Kiosk(settings, program=("-c", start)) as kiosk:
        front = children(kiosk.pid)[0]
        zygote = next(pid for pid in children(front) if alive(pid))
        (worker,) = children(zygote)
        os.kill(zygote, signal.SIGKILL)
        wait_until(lambda: not {zygote, worker} & {*children(front)}, "both are let go of")
        wait_until(lambda: not alive(worker), "its end")
