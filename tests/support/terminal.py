"""A real terminal for tests: a program in a PTY, and what its user would see and be left with.

`pyte` knows no alternate screen, modes or queries, so these are added here.
"""

from __future__ import annotations

import codecs
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import pyte

ROOT = Path(__file__).parents[2]
DEADLINE = 60.0
"""So many seconds until a program is taken to hang; no test may depend on anything shorter."""

TOKEN = re.compile(
    r"\x1b\[(?P<mark>[<=>?]?)(?P<numbers>[0-9;:]*)(?P<more>[ -/]*)(?P<final>[@-~])"
    r"|\x1b\](?P<command>[0-9]*);?(?P<value>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b[PX^_][^\x1b]*\x1b\\|\x1b(?![\[\]PX^_])[ -/]*[0-~]|[^\x1b]+"
)
ALTERNATE = {47, 1047, 1049}
FRAME = 2026
DRAWN = {5, 6, 7, 25}
"""Private modes that pyte understands; FRAME is on while a frame is not yet whole."""

KEYS = {"enter": "\r", "escape": "\x1b", "down": "\x1b[B"}
OWN = """import fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
os.execvp(sys.argv[1], sys.argv[1:])"""
"""Makes the terminal the program's own, so that it hears when the terminal is closed, also where
the tests run under nohup."""


class Window:
    """What a terminal shows after some output, and what it answers."""

    def __init__(self, columns: int, rows: int) -> None:
        """Start with an empty main screen."""
        self.main = pyte.HistoryScreen(columns, rows, history=5000)
        self.alternate = pyte.Screen(columns, rows)
        self.shown: pyte.Screen = self.main
        self._draw = {s: pyte.Stream(s, strict=False).feed for s in (self.main, self.alternate)}
        self.modes: set[int] = set()
        self.titles: list[str] = []
        self.background, self.cursor_form = "", "0"
        self.replies, self.keyboards, self.alternates = "", 0, True
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""

    def feed(self, data: bytes) -> None:
        """Take output as it comes, also in the middle of a sequence."""
        self._rest += self._decode(data)
        at = 0
        while found := TOKEN.match(self._rest, at):
            at = found.end()
            self._take(found)
        self._rest = self._rest[at:]

    def _take(self, token: re.Match[str]) -> None:
        if token["command"] in {"0", "2"}:
            self.titles.append(token["value"])
        elif token["command"] == "11":
            self.replies += f"\x1b]11;{self.background}\x07" if self.background else ""
        elif token["mark"] == "?" and token["final"] in "hl":
            for mode in map(int, token["numbers"].split(";")):
                self._set(mode, on=token["final"] == "h")
        elif (token["more"], token["final"]) == (" ", "q"):
            self.cursor_form = token["numbers"]
        elif token["mark"] or token["more"] or (token["final"] or "") in {*"cntu"}:
            self._answer(token[0], token["numbers"] or "0")
        elif token["command"] is None and not token[0].startswith("\x1bP"):
            self._draw[self.shown](token[0])

    def _set(self, mode: int, *, on: bool) -> None:
        (self.modes.add if on else self.modes.discard)(mode)
        if mode in ALTERNATE and self.alternates:
            self.shown = self.alternate if on else self.main
            self.alternate.reset()
        if mode in DRAWN:
            (self.shown.set_mode if on else self.shown.reset_mode)(mode, private=True)
        self.main.cursor.hidden = self.alternate.cursor.hidden = self.shown.cursor.hidden

    def _answer(self, query: str, number: str) -> None:
        self.keyboards += {"\x1b[>": 1, "\x1b[<": -1}.get(query[:3], 0) * query.endswith("u")
        if query in {"\x1b[c", "\x1b[0c"}:
            self.replies += "\x1b[?64;1;2c"
        elif query == "\x1b[6n":
            self.replies += f"\x1b[{self.shown.cursor.y + 1};{self.shown.cursor.x + 1}R"
        elif query.endswith("$p"):
            self.replies += f"\x1b[?{number};{2 if number == str(FRAME) else 0}$y"

    def row(self, y: int) -> str:
        """Read one line in sight; pyte's own way looks at the width of each letter again."""
        line, wide = self.shown.buffer[y], self.shown.columns
        return "".join(line[x].data for x in range(wide)) if line else " " * wide

    @property
    def text(self) -> str:
        """Read all that is in sight."""
        return "\n".join(map(self.row, range(self.shown.lines)))

    @property
    def left(self) -> str:
        """Say what the main screen and the lines scrolled off it hold."""
        old = ["".join(line[x].data for x in sorted(line)) for line in self.main.history.top]
        return "\n".join(line.rstrip() for line in [*old, *self.main.display])


class Terminal(AbstractContextManager["Terminal"]):
    """A program that runs in a terminal of its own."""

    def __init__(
        self, argv: Sequence[str], term: str = "xterm-256color", size: tuple[int, int] = (80, 24)
    ) -> None:
        """Start the program from the root of the project, in a bare environment."""
        self.window = Window(*size)
        self.status: int | None = None
        self.seconds = 0.0
        self.fd, slave = os.openpty()
        _set_size(slave, *size)
        self._alive, held = os.pipe()
        self._process = subprocess.Popen(
            [sys.executable, "-c", OWN, *argv],
            stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, start_new_session=True,
            pass_fds=(held,), env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": term},
        )  # fmt: skip
        self.pid = self._process.pid
        os.close(slave)
        os.close(held)

    def __exit__(self, *_: object) -> None:
        """End what still runs."""
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            self._reap()
        self.close()
        os.close(self._alive)

    @property
    def text(self) -> str:
        """What is in sight now."""
        return self.window.text

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        for screen in (self.window.main, self.window.alternate):
            screen.resize(rows, columns)
        _set_size(self.fd, columns, rows)

    def key(self, *names: str) -> None:
        """Press keys: a name, a letter, or ctrl+ and a letter."""
        for name in names:
            plain = chr(ord(name[-1]) & 31) if name.startswith("ctrl+") else name
            os.write(self.fd, KEYS.get(name, plain).encode())

    def wait_for(self, pattern: str) -> None:
        """Read until this is in sight, in a whole frame; fails when the program ends or hangs."""
        modes = self.window.modes
        self.wait(lambda: FRAME not in modes and re.search(pattern, self.text), pattern)

    def wait(self, happened: Callable[[], object], what: str) -> None:
        """Read until something has happened; fails when the program ends or hangs before."""
        end, more = time.monotonic() + DEADLINE, True
        while not happened():
            assert more, f"ended before {what!r}:\n{self.text}"
            assert time.monotonic() < end, f"hangs before {what!r}:\n{self.text}"
            more = self._read(0.1)

    def wait_stopped(self) -> None:
        """Read until the process was stopped."""
        self.wait(lambda: os.waitid(os.P_PID, self.pid, os.WSTOPPED | os.WNOHANG), "stopped")

    def wait_end(self) -> None:
        """Read until the program and all that it started have ended; keep how, and its CPU time."""
        end = time.monotonic() + DEADLINE
        while self.fd >= 0 and self._read(0.1):
            assert time.monotonic() < end, f"does not end:\n{self.text}"
        left = max(0.0, end - time.monotonic())
        assert select.select([self._alive], [], [], left)[0], "a process is left"
        while not os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            assert time.monotonic() < end, "the program is left"
            select.select([], [], [], 0.01)
        self._reap()

    def close(self) -> None:
        """Close the terminal, as when its window is closed."""
        if self.fd >= 0:
            os.close(self.fd)
        self.fd = -1

    def _read(self, seconds: float) -> bool:
        """Take what comes within some time; False when nobody can write any more."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return True
        try:
            data = os.read(self.fd, 65536)
        except OSError:  # Linux says so when the last program has closed the terminal
            return False
        self.window.feed(data)
        if self.window.replies:
            os.write(self.fd, self.window.replies.encode())
        self.window.replies = ""
        return bool(data)

    def _reap(self) -> None:
        _, status, used = os.wait4(self.pid, 0)
        self.status = self._process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds = used.ru_utime + used.ru_stime


def _set_size(terminal: int, columns: int, rows: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
