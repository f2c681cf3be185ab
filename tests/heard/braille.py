"""A real BRLTTY beside a program: it reads the window where it looks for GNU screen's."""

from __future__ import annotations

import ctypes
import os
import re
import select
import shutil
import socket
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.support.terminal import DEADLINE, FRAME, Terminal

BRLTTY = shutil.which("brltty")
ABSENT = "BRLTTY is not installed"
CELLS = 40
LARGEST = 66 * 132
SIZE = 4 + LARGEST * 2
CREATE, REMOVE, PLAIN = 0o1000 | 0o700, 0, 7
VISUAL = re.compile(r'Visual "(.*)"')
SWITCHES = "-n -e -q -x sc -b vr -s no -N -f /dev/null"
"""In the foreground, with a program's screen and a virtual display, no server and no speech."""


class Memory:
    """What BRLTTY's driver for GNU screen looks at: sizes, the cursor, characters, attributes."""

    def __init__(self, home: Path) -> None:
        """Make it, under the key that BRLTTY finds by its HOME."""
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._libc.shmat.restype = ctypes.c_void_p
        key = self._libc.ftok(os.fsencode(home), ord("b"))
        self._id = self._libc.shmget(key, SIZE, CREATE)
        self._at = self._libc.shmat(self._id, None, 0)
        self._bytes = (ctypes.c_ubyte * SIZE).from_address(self._at)

    def show(self, text: str, x: int, y: int) -> None:
        """Put a window there, with its cursor."""
        rows = text.split("\n")
        shown = text.replace("\n", "").encode("latin-1", "replace")
        head = bytes([len(rows[0]), len(rows), x, y])
        ctypes.memmove(self._at, head + shown + bytes([PLAIN]) * len(shown), 4 + len(shown) * 2)

    def close(self) -> None:
        """Remove it."""
        self._libc.shmctl(self._id, REMOVE, None)


class BrailleReader(Terminal):
    """A program whose window is read by BRLTTY on a display of 40 cells."""

    def __init__(self, argv: Sequence[str], folder: Path, term: str = "linux") -> None:
        """Start both; the display is a socket in `folder`."""
        self._memory = Memory(folder)
        self._memory.show(" " * CELLS, 0, 0)
        home, display = str(folder), folder / "display"
        self._brltty = subprocess.Popen(
            [str(BRLTTY), *SWITCHES.split(), "-d", f"server:{display}", "-W", folder, "-U", folder],
            env={"PATH": os.environ["PATH"], "HOME": home, "XDG_RUNTIME_DIR": home},
            stderr=subprocess.DEVNULL,
        )
        self._display = _connect(display, self._brltty)
        self._display.sendall(f"cells {CELLS}\n".encode())
        self._told, self.line = "", ""
        super().__init__(argv, term)

    def __exit__(self, *args: object) -> None:
        """End the program and BRLTTY."""
        super().__exit__(*args)
        self._display.close()
        self._brltty.terminate()
        self._brltty.wait()
        self._memory.close()

    def __enter__(self) -> BrailleReader:
        """Return this reader."""
        return self

    def press(self, key: str) -> str:
        """Press a key that a frame answers, and return what the display then holds."""
        before = self._seen()
        self.key(key)
        self.wait(lambda: FRAME not in self.window.modes and self._seen() != before, key)
        return self.feels()

    def feels(self) -> str:
        """Return what the display holds once it shows the line of the cursor."""
        text, x, y = self._seen()
        self._memory.show(text, x, y)
        expected, end = text.split("\n")[y][x - x % CELLS :][:CELLS], time.monotonic() + DEADLINE
        while self.line.rstrip() != expected.rstrip():
            assert time.monotonic() < end, f"the display holds {self.line!r}, not {expected!r}"
            select.select([self._display], [], [], 1.0)
            self._take()
        return self.line

    def _seen(self) -> tuple[str, int, int]:
        cursor = self.window.shown.cursor
        return self.text, min(cursor.x, self.window.shown.columns - 1), cursor.y

    def _take(self) -> None:
        with suppress(BlockingIOError):
            self._told += self._display.recv(65536, socket.MSG_DONTWAIT).decode()
        whole, _, self._told = self._told.rpartition("\n")
        self.line = next(reversed(VISUAL.findall(whole)), self.line)


def _connect(display: Path, brltty: subprocess.Popen[bytes]) -> socket.socket:
    end = time.monotonic() + DEADLINE
    reader = socket.socket(socket.AF_UNIX)
    while reader.connect_ex(str(display)):
        assert brltty.poll() is None, "BRLTTY ended"
        assert time.monotonic() < end, "BRLTTY opens no display"
        select.select([], [], [], 0.02)
    return reader
