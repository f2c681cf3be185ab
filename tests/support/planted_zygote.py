"""A zygote whose workers break, hang or tell what they did when a person presses certain keys."""

from __future__ import annotations

import ctypes
import json
import os
import platform
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk import giving_up, landlock, sandbox, seccomp, wire
from kiosk.sandbox import _be_nobody
from kiosk.worker import zygote
from tests.support import forged
from tests.support.attempts import on_inherited, table, targets
from tests.support.planted_kiosk import ATTEMPTS, CLOCK, NOBODY, WALL, jump
from tests.support.sample import SECRET

FLOOD = 8 << 20
"""So many bytes are painted on one key by the fault of that name."""

SEEN: dict[str, list[str]] = {"import": [], "open": [], "screen": []}
"""What a worker imported, opened and showed since it was forked."""


def main() -> None:
    """Plant after the zygote is warm, so that its own warmth is tested too."""
    if ATTEMPTS in os.environ:
        _try()
    if WALL in os.environ:
        _take_down(os.environ[WALL])
    warm, lay_out, serve = zygote._warm, zygote._lay_out, zygote._serve
    if CLOCK in os.environ:
        jump()

    def plant(*args: Any) -> None:  # noqa: ANN401
        warm(*args)
        _plant_keys()

    def without_rights(*args: Any) -> Any:  # noqa: ANN401
        stock = lay_out(*args)
        if NOBODY in os.environ:
            _be_nobody()
            signal.signal(signal.SIGUSR1, _forbid)
            signal.signal(signal.SIGUSR2, _allow)
        return stock

    def watched(message: bytes, *args: Any) -> None:  # noqa: ANN401
        sys.addaudithook(_note)
        serve(message, *args)

    vars(zygote).update(_warm=plant, _lay_out=without_rights, _serve=watched)
    zygote.main()


def _try() -> None:
    """Have workers look round before they are shut in, and line mode try all after that."""
    work, serve, fork = zygote._work, zygote._serve, zygote._fork
    giving_up.ZYGOTE[str(targets.FOLDER)] = landlock.READ

    def looks(*args: Any) -> None:  # noqa: ANN401
        targets.look_round(args[1])
        ASKED[:] = _asked(targets.FOLDER / "asked")
        work(*args)

    def tries(message: bytes, *args: Any) -> None:  # noqa: ANN401
        if message != wire.NEW_WORKER:
            _write_all(args[0], _tried())
        serve(message, *args)

    def counts() -> int:
        pid = fork()
        if pid > 0:
            targets.siblings.append(pid)
        return pid

    vars(zygote).update(_work=looks, _serve=tries, _fork=counts)


ASKED: list[str] = []
"""The attempts that a worker makes; read before it is shut in."""


def _asked(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines() if file.exists() else list(table.ATTEMPTED)


def _tried() -> str:
    return f"\x1b]0;{json.dumps(table.tried(ASKED))}\x07"


def _write_all(terminal: int, text: str) -> None:
    """Write more than a terminal takes at once."""
    left = text.encode()
    while left:
        left = left[os.write(terminal, left) :]


NAMESPACES = 0x10000000 | 0x40000000 | 0x08000000 | 0x04000000 | 0x00020000
"""Of users, networks, shared memory, names of machines, and mounts."""


def _take_down(wall: str) -> None:
    """Give up nothing in the zygote, and in workers only what this part of the wall keeps."""
    library = ctypes.CDLL(None, use_errno=True)
    parts: dict[str, Callable[[], object]] = {
        "nothing": int,
        "landlock": lambda: landlock.restrict(library),
        "seccomp": lambda: seccomp.install(library, sandbox.program(platform.machine())),
        "both": sandbox.stand,
        "namespaces": lambda: library.unshare(NAMESPACES),
    }

    def stand() -> int:
        library.prctl(seccomp.NO_NEW_PRIVILEGES, int(wall != "nothing"), 0, 0, 0)
        parts[wall]()
        return sandbox.WHOLE

    vars(sandbox).update(stand=stand)
    vars(zygote).update(
        give_up_in_zygote=lambda: sandbox.WHOLE, close_to_debuggers=int, confine=lambda *_: None
    )
    if wall == "nothing":
        LEAKED.extend(on_inherited.leak())


LEAKED: list[object] = []


def _forbid(*_: object) -> None:
    """Let the system allow no more processes."""
    resource.setrlimit(resource.RLIMIT_NPROC, (0, resource.getrlimit(resource.RLIMIT_NPROC)[1]))


def _allow(*_: object) -> None:
    """Let it allow as many as it ever did."""
    most = resource.getrlimit(resource.RLIMIT_NPROC)[1]
    resource.setrlimit(resource.RLIMIT_NPROC, (most, most))


def _note(event: str, args: tuple[object, ...]) -> None:
    if event in SEEN:
        SEEN[event].append(str(args[0]))


def _plant_keys() -> None:
    from kiosk.worker.driver import LinkDriver  # noqa: PLC0415  (only after the zygote is warm)
    from kiosk.worker.loop import WorkerLoop  # noqa: PLC0415

    take, hear, connect = LinkDriver._take, LinkDriver._hear, LinkDriver.connect

    def meets(self: LinkDriver, link: Any) -> None:  # noqa: ANN401
        connect(self, link)
        forged.met(link)

    def planted(self: LinkDriver, kind: bytes, what: bytes) -> None:
        if kind == wire.KEYS and what in FAULTS:
            FAULTS[what](self)
        else:
            take(self, kind, what)

    def watched(self: LinkDriver) -> None:
        SEEN["screen"] += [type(screen).__name__ for screen in self._app.screen_stack]
        hear(self)

    start = WorkerLoop.__init__

    def listens(self: WorkerLoop, orders: Any, readies: Any, welcomes: Any) -> None:  # noqa: ANN401
        forged.orders[:] = [orders]
        start(self, orders, readies, welcomes)

    WorkerLoop.__init__ = listens  # type: ignore[method-assign]
    LinkDriver.connect = meets  # type: ignore[method-assign]
    LinkDriver._take = planted  # type: ignore[method-assign]
    LinkDriver._hear = watched  # type: ignore[method-assign]


def _crash(driver: Any) -> None:  # noqa: ANN401
    said = SECRET

    def broken() -> None:
        raise ValueError(said)

    driver._app.call_later(broken)


def _burn(_driver: object) -> None:
    while True:
        pass


def _sleep(_driver: object) -> None:
    while True:
        time.sleep(3600)


def _die(_driver: object) -> None:
    signal.signal(signal.SIGSEGV, signal.SIG_DFL)
    ctypes.string_at(0)


def _flood(driver: Any, left: int = FLOOD) -> None:  # noqa: ANN401
    driver.write("\x1b[H" + "flood " * 10_000)
    if left > 0:
        driver._loop.call_soon(_flood, driver, left - 60_000)
    else:
        driver._app.paint_again()


def _eat(_driver: object) -> None:
    kept = []
    while True:
        kept.append(bytearray(1 << 20))


def _tell(driver: Any) -> None:  # noqa: ANN401
    told = {name: sorted(set(what)) for name, what in SEEN.items()}
    driver.write(f"\x1b]0;{json.dumps(told)}\x07")


def _attempt(driver: Any) -> None:  # noqa: ANN401
    driver.write(_tried())


def _wait_no_more(driver: Any) -> None:  # noqa: ANN401
    driver._app._watch.wait(0.0)


FAULTS: dict[bytes, Callable[[Any], None]] = {
    **forged.FORGED,
    **forged.HOSTILE,
    b"C": _crash,
    b"U": _burn,
    b"Z": _sleep,
    b"V": _die,
    b"F": _flood,
    b"E": _eat,
    b"T": _tell,
    b"W": _wait_no_more,
    b"X": _attempt,
}

if __name__ == "__main__":
    main()
