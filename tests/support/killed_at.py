"""Runs the editor until it is about to give a file its name, or to remove it: then it is killed."""

from __future__ import annotations

import os
import runpy
import signal
import sys


def kill_at(call: str, end: str) -> None:
    """Kill this process before the first call (`os.rename`, `os.remove`) on a path that ends so."""

    def heard(event: str, values: tuple[object, ...]) -> None:
        if event == call and any(str(value).endswith(end) for value in values):
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(heard)


if __name__ == "__main__":
    kill_at(sys.argv[1], sys.argv[2])
    del sys.argv[:3]
    sys.path.insert(0, os.getcwd())
    runpy.run_path(sys.argv[0], run_name="__main__")
