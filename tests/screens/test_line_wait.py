"""Line mode waits for a key, and hears a signal that comes just before it does."""

from __future__ import annotations

import sys

from tests.support.terminal import Terminal

WAITS = """
import ctypes, functools, signal
from screens.plain.reader import by_select

class Input:
    fileno = functools.partial(ctypes.CDLL(None)["raise"], signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)  # it may be ignored where tests run
try:
    by_select(Input(), None)
except KeyboardInterrupt:
    print("stopped")
"""
"""Waits for standard input, which select() asks for its number: only C runs from then on until the
wait, so that Python looks for no signal. What gives the number, 0, sends one."""


def test_a_stop_between_the_last_look_for_signals_and_the_wait_is_heard() -> None:
    with Terminal([sys.executable, "-c", WAITS]) as terminal:
        terminal.wait_for("stopped")
        terminal.wait_end()
    assert terminal.status == 0
