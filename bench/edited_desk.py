"""A desk in a terminal for `bench/edit.py`: what is on its screen says when a key was answered."""

from __future__ import annotations

import os
import re
import select
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.crowd import family, process_seconds
from screens.words import Words
from tests.support.terminal import FRAME, Terminal

PROGRAM = [sys.executable, "evenground.py"]
SIZE, FORM = (120, 40), slice(31, 78)
"""The window, and the columns of the form in it."""
VERDICTS = ("kept", "broken.one", "broken.other", "faulty.one", "faulty.other")
PATIENCE = 120.0
"""Seconds for anything at most."""
FRAMES = re.compile(rb"(?<=\x1b\[\?2026l)")
"""Where a frame ends: each is looked at, also one that is in sight but for a moment."""
LOOKS, EVERY = 12, 0.04
"""A program is at rest if it sleeps at most of so many looks; a mark that blinks wakes it."""
NAMES = {"editor.judging.process": "proof", "editor.preview.process": "picture"}

Spent = dict[str, float]
"""Seconds by the clock, and of CPU in each process."""
CLOCK = "clock"


class Shown:
    """A program in a terminal, and what of its processes is known."""

    def __init__(self, terminal: Terminal) -> None:
        """Watch a program that was started."""
        self.terminal = terminal
        self.heard = time.perf_counter()
        self._pieces = deque[bytes]()

    @property
    def text(self) -> str:
        """All that is in sight."""
        return self.terminal.text

    @property
    def is_whole(self) -> bool:
        """Whether no frame has come in part."""
        return FRAME not in self.terminal.window.modes

    def until(self, what: str, happened: Callable[[], object]) -> None:
        """Read until something has happened; raises TimeoutError, which says what has not."""
        end = time.monotonic() + PATIENCE
        while not (self.is_whole and happened()):
            self._read(0.1)
            if time.monotonic() > end:
                raise TimeoutError(f"no {what} in {PATIENCE:.0f} s:\n{self.text}")

    def _read(self, seconds: float) -> None:
        """Take what is written next, up to the end of a frame at most."""
        if not self._pieces and select.select([self.terminal.fd], [], [], seconds)[0]:
            self.heard = time.perf_counter()
            self._pieces.extend(FRAMES.split(os.read(self.terminal.fd, 65536)))
        if self._pieces:
            self.terminal.window.feed(self._pieces.popleft())

    def heard_since(self, moment: float) -> bool:
        """Return whether something was written since a moment."""
        return self.heard > moment

    def rest(self) -> None:
        """Read until all processes sleep: nothing more is worked out or painted."""
        end = time.monotonic() + PATIENCE
        awake = LOOKS
        while awake * 2 > LOOKS:
            awake = sum(self._looks())
            if time.monotonic() > end:
                raise TimeoutError(f"no rest in {PATIENCE:.0f} s:\n{self.text}")

    def _looks(self) -> Sequence[bool]:
        found = []
        for _ in range(LOOKS):
            until = time.monotonic() + EVERY
            while (left := until - time.monotonic()) > 0:
                self._read(left)
            found.append(any(map(_is_awake, family(self.terminal.pid))))
        return found

    def spent(self) -> Spent:
        """Return the time, and the CPU time of each process so far."""
        found = {CLOCK: time.perf_counter()}
        for pid in family(self.terminal.pid):
            name = _name(pid, self.terminal.pid)
            found[name] = found.get(name, 0.0) + process_seconds(pid)
        return found


class DeskShown(Shown):
    """A desk in a terminal."""

    def __init__(self, terminal: Terminal, words: Words) -> None:
        """Watch a desk that was started."""
        super().__init__(terminal)
        self.words = words
        said = [words.table[f"verdict.{key}"] for key in VERDICTS]
        fixed = (max(re.split(r"\{.*?\}", one), key=len) for one in said)
        self._verdicts = re.compile("|".join(map(re.escape, fixed)))
        self._proving = words("verdict.proving")

    @property
    def form(self) -> str:
        """What is in the columns of the form."""
        return "\n".join(line[FORM] for line in self.text.splitlines()[:-3])

    @property
    def foot(self) -> str:
        """The verdict at the foot; empty while there is none, or only an old one."""
        lines = self.text.splitlines()
        if self._proving in self.text:
            return ""
        return next(filter(self._verdicts.search, reversed(lines)), "")

    def hints(self, key: str) -> bool:
        """Return whether a key is named at the foot."""
        return self._hint(key) in self.text

    def _hint(self, key: str) -> str:
        return f"{self.words(f'keys.{key}.key')} {self.words(f'keys.{key}.does')}"

    def press(self, what: str, keys: str, happened: Callable[[], object]) -> None:
        """Press keys, and wait until something has happened."""
        self.terminal.key(keys)
        self.until(what, happened)

    def other_form(self, before: str) -> Callable[[], bool]:
        """Return what tells whether the desk is in sight again, with something else in the form."""
        sheets = ("ticked", "keep", "take")
        return lambda: not any(map(self.hints, sheets)) and self.form != before

    def judged(self) -> Callable[[], bool]:
        """Return what tells whether a verdict is at the foot that was not there before the key."""
        before, seen = self.foot, set[str]()

        def told() -> bool:
            seen.add(self.foot)
            return self.foot != "" and bool(seen - {before})

        return told


def _is_awake(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] in "RD"
    except OSError:
        return False


def _name(pid: int, main: int) -> str:
    try:
        argv = Path(f"/proc/{pid}/cmdline").read_text("utf-8").split("\0")
    except OSError:
        return "others"
    return "desk" if pid == main else next((NAMES[one] for one in argv if one in NAMES), "others")
