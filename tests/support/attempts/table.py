"""The table of all that foreign code in a worker may try, and what comes of each."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable, Iterable, Mapping

from tests.support.attempts.on_files import ON_FILES
from tests.support.attempts.on_inherited import ON_INHERITED
from tests.support.attempts.on_kernel import ON_KERNEL
from tests.support.attempts.on_networks import ON_NETWORKS
from tests.support.attempts.on_processes import ON_PROCESSES

AREAS: Mapping[str, Mapping[str, Callable[[], object]]] = {
    "Files": ON_FILES,
    "Processes and rights": ON_PROCESSES,
    "Networks": ON_NETWORKS,
    "Memory and the kernel": ON_KERNEL,
    "Open files that came along": ON_INHERITED,
}
ATTEMPTED = {what: act for area in AREAS.values() for what, act in area.items()}

WORKED, NOTHING = "worked", "nothing"
NO_EFFECT = 255
ABSENT = frozenset({"ENOSYS", "EAFNOSUPPORT", "EPROTONOSUPPORT", "ENODEV", "ENOPROTOOPT"})
"""Refusals by which a kernel says that it does not have this at all."""

PATIENCE = 5
"""Seconds after which an attempt in a process of its own is ended."""


def tried(names: Iterable[str] = ATTEMPTED) -> dict[str, str]:
    """Try these, each in a process of its own where one may be had; return what came of each."""
    return {name: outcome(ATTEMPTED[name]) for name in names}


def outcome(attempt: Callable[[], object]) -> str:
    """Try it; return that it worked, how the kernel refused it, or that it had no effect."""
    try:
        pid = os.fork()
    except OSError:
        return _named(_code(attempt))
    if not pid:
        signal.alarm(PATIENCE)
        os._exit(_code(attempt))
    return _named(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def _code(attempt: Callable[[], object]) -> int:
    """Return 0 if an attempt worked, otherwise the number of the refusal."""
    try:
        return 0 if attempt() else NO_EFFECT
    except OSError as error:
        return error.errno or NO_EFFECT
    except IndexError:
        return NO_EFFECT  # nobody is there to do it to
    except RuntimeError:
        return errno.EAGAIN  # Python tells so that it got no thread


def _named(code: int) -> str:
    if code < 0:
        return signal.Signals(-code).name
    return WORKED if code == 0 else errno.errorcode.get(code, NOTHING)
