"""A bound for what may hang: it is broken off, also where no task gets a turn, and says where."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import CoroutineType, FrameType, GeneratorType

from tests.support.terminal import DEADLINE

HANGS = 5 * DEADLINE
"""Seconds until a sitting of many steps is taken to hang, before pytest ends its process."""
BREAKS = 3
"""So often it is broken off: what is cancelled then may hang, too."""


class HungError(Exception):
    """Tells what all tasks waited for and all threads did."""


@contextmanager
def bounded(seconds: float = HANGS) -> Iterator[None]:
    """Break off what takes longer, wherever it is, and fail with what was going on."""
    found: list[str] = []

    def late(_number: int, _frame: FrameType | None) -> None:
        found.append(going_on())
        signal.setitimer(signal.ITIMER_REAL, DEADLINE if len(found) < BREAKS else 0)
        raise HungError("\n".join(found))

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    if found:  # who was broken off may have kept it to itself
        raise HungError("\n".join(found))


def going_on() -> str:
    """Say what all threads do, and what all tasks of this one's event loop wait for."""
    return "\n".join([*_threads(), *_tasks()])


def _threads() -> Iterator[str]:
    names = {one.ident: one.name for one in threading.enumerate()}
    for number, frame in sys._current_frames().items():
        yield f"Thread {names.get(number, number)}:"
        yield "".join(traceback.format_stack(frame))


def _tasks() -> Iterator[str]:
    try:
        tasks = asyncio.all_tasks()
    except RuntimeError:  # no loop runs
        return
    for task in sorted(tasks, key=asyncio.Task.get_name):
        yield f"Task {task.get_name()}:"
        yield from _awaited(task.get_coro())


def _awaited(waits: object) -> Iterator[str]:
    """Say where something waits, from the outermost call on."""
    while step := _step(waits):
        frame, waits = step
        if frame:
            code = frame.f_code
            yield f"  {code.co_filename}:{frame.f_lineno} {code.co_qualname}"


def _step(waits: object) -> tuple[FrameType | None, object] | None:
    """Return where something is, and what it waits for; None for what is no code of Python's."""
    if isinstance(waits, CoroutineType):
        return waits.cr_frame, waits.cr_await
    if isinstance(waits, GeneratorType):
        return waits.gi_frame, waits.gi_yieldfrom
    return None
