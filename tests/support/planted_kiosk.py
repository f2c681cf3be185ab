"""Serves a kiosk in which faults are planted: run in place of the front door.

Nothing of this is in the program: front and zygote are changed from outside before they start.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

KEEPALIVE = "PLANTED_KEEPALIVE"
"""Seconds between signs of life that a client is asked for; many of them to read nothing, too."""

STORED = "PLANTED_STORED"
"""A folder in place of the one that starts are kept in."""

CLOCK = "PLANTED_CLOCK"
"""The clock on the wall jumps by a day, back and forth, each time that it is read."""


DESCRIPTORS = "PLANTED_DESCRIPTORS"
"""So many descriptors the host allows."""

NOBODY = "PLANTED_NOBODY"
"""The zygote is a user without rights from when it is warm, and SIGUSR1 lets it fork no more."""

COUNTED = "PLANTED_COUNTED"
"""A file into which the front writes how many objects and how many modules of Textual it holds, at
each SIGUSR2. Before that it looks for no garbage."""

KINDS = (
    "Connection", "Session", "SessionChannel", "SSHServerConnection", "Throttle", "TypedInput",
    "WorkerSlot", "SessionRequest",
)  # fmt: skip
"""What the front knows of a person."""

ATTEMPTS = "PLANTED_ATTEMPTS"
"""A worker tries all that it must not be able to do: by lines at once, else on a key. The value is
a folder with lures; where a file `asked` is in it, only the attempts that it names are tried."""

WALL = "PLANTED_WALL"
"""All that keeps a worker in: `nothing`, `namespaces`, `landlock`, `seccomp` or `both`. Else nobody
gives up a thing, not even root; with `nothing` the zygote keeps files open over the fork, too."""

SOUND = "kiosk.worker.zygote"


def main() -> int:
    """Plant what the environment asks for, here and in every zygote, and open the front door."""
    import evenground  # noqa: PLC0415  (the project is run in place)
    from kiosk import giving_up, landlock  # noqa: PLC0415
    from kiosk.front import connection, memory  # noqa: PLC0415
    from kiosk.front.ssh import OFF  # noqa: PLC0415

    OFF["keepalive_interval"] = float(os.environ.get(KEEPALIVE, OFF["keepalive_interval"]))
    connection.UNACKNOWLEDGED_MS = max(
        connection.UNACKNOWLEDGED_MS, int(2000 * OFF["keepalive_interval"])
    )
    if CLOCK in os.environ:
        jump()
    if COUNTED in os.environ:
        signal.signal(signal.SIGUSR2, lambda *_: _count(Path(os.environ[COUNTED])))
        gc.disable()
        memory.SWEEP_SECONDS = 86_400.0
        giving_up.FRONT[str(Path(os.environ[COUNTED]).parent)] = landlock.ANY
    if DESCRIPTORS in os.environ:
        few = int(os.environ[DESCRIPTORS])
        resource.setrlimit(resource.RLIMIT_NOFILE, (few, few))
    if WALL in os.environ:
        _give_up_nothing()
    if STORED in os.environ:
        _move_home(evenground, Path(os.environ[STORED]))
    subprocess.Popen = Planted  # type: ignore[misc, assignment]
    return evenground.main()


class Planted(subprocess.Popen[bytes]):
    """Starts a zygote in which faults are planted, in place of a sound one."""

    def __init__(self, argv: list[str], **more: Any) -> None:  # noqa: ANN401
        """Start it, or any other program as it is."""
        if SOUND in argv:
            argv = [argv[0], "-m", "tests.support.planted_zygote", *argv[argv.index(SOUND) + 1 :]]
            more["env"] = {**more["env"], **_planted()}
        super().__init__(argv, **more)


def _planted() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith("PLANTED")}


def _move_home(front_door: Any, home: Path) -> None:  # noqa: ANN401
    if not (home / "content").exists():  # a kiosk begins twice: see `kiosk/front/memory.py`
        (home / "content").symlink_to(ROOT / "content")
        (home / ".stored").mkdir()
    front_door.HOME = str(home)


def _give_up_nothing() -> None:
    """Leave the front as it was started."""
    from kiosk import sandbox  # noqa: PLC0415
    from kiosk.front import server  # noqa: PLC0415

    vars(server).update(give_up_in_front=lambda _: sandbox.WHOLE, close_to_debuggers=int)


def _count(file: Path) -> None:
    """Count what came since the kiosk opened; whoever reads the file reads all of it."""
    left = Counter(type(one).__name__ for one in gc.get_objects())
    gc.collect()
    screens = sum(name.partition(".")[0] == "textual" for name in sys.modules)
    people = [left[name] for name in KINDS]  # no names: one begins with a word of the small pack
    told = {"objects": len(gc.get_objects()), "people": people, "screens": screens}
    whole = file.with_suffix(".whole")
    whole.write_text(json.dumps(told), "utf-8")
    whole.rename(file)


def jump() -> None:
    """Let the clock on the wall jump."""
    real, day = time.time, 86_400.0
    jumps = [0]

    def jumping() -> float:
        jumps[0] += 1
        return real() + (day if jumps[0] % 2 else -day)

    time.time = jumping


if __name__ == "__main__":
    sys.exit(main())
