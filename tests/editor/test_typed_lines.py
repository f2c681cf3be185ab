"""Lines that an author types: a stop is heard, whenever it comes."""

from __future__ import annotations

import sys

import pytest

from tests.support.terminal import Terminal

ASKS = """
import os, readline, select
from commands.editing.line import TypedLines

def gap():
    os.write(1, b"in between")
    select.select([0], [], [])

readline.set_pre_input_hook(gap)
typed = TypedLines("early")
for line in ("first", "second"):
    try:
        typed.ask(f"{line}? ")
    except KeyboardInterrupt:
        print(line, "stopped")
"""
"""Asks twice, and holds on where a prompt is there and readline does not wait yet."""


def test_a_stop_between_a_prompt_and_the_wait_for_a_key_is_heard() -> None:
    with Terminal([sys.executable, "-c", ASKS]) as terminal:
        for line in ("first", "second"):
            terminal.wait_for(rf"{line}\? .*in between")
            terminal.key("ctrl+c")
            terminal.wait_for(f"{line} stopped")
        terminal.wait_end()
    assert terminal.status == 0


@pytest.mark.parametrize("table", ["emacs", "vi"])
def test_a_stop_in_the_middle_of_a_line_is_heard(table: str) -> None:
    mode = f"import readline; readline.parse_and_bind('set editing-mode {table}')"
    with Terminal([sys.executable, "-c", f"{mode}\n{ASKS}"]) as terminal:
        for line in ("first", "second"):
            terminal.wait_for(rf"{line}\? .*in between")
            terminal.key(*"words", "\x1b[D", "ctrl+c")
            terminal.wait_for(f"{line} stopped")
        terminal.wait_end()
    assert terminal.status == 0
