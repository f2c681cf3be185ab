"""A real screen reader, fenrir, before a program; what it says comes back as text."""

from __future__ import annotations

import os
import re
import select
import shlex
import shutil
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.support.terminal import DEADLINE, FRAME, Terminal

ABSENT = "fenrir, Debian's screen reader for terminals, is not installed"
SHIPPED = Path("/usr/lib/python3/dist-packages/fenrirscreenreader")
FENRIR = shutil.which("fenrir") if SHIPPED.exists() else None
FENCE, ASKS = "fence", "\x1b[24;3~"
"""What fenrir says as the time, and the key that asks for it: all that came before was read."""


def _driver(kind: str) -> str:
    """Return the name of our driver as fenrir looks for it: from its own folder of drivers."""
    return os.path.relpath(Path(__file__).with_name(f"fenrir_{kind}"), SHIPPED / f"{kind}Driver")


SETTINGS = {
    "general#hasAttributes": "False",
    "general#punctuationLevel": "none",
    "general#timeFormat": FENCE,
    "keyboard#driver": "ptyDriver",
    "keyboard#keyboardLayout": "pty",
    "remote#driver": "dummyDriver",
    "screen#driver": _driver("screen"),
    "sound#enabled": "False",
    "speech#driver": _driver("speech"),
}
"""What differs from fenrir as Debian ships it: a terminal within a terminal, no sounds, no remote
control, and no names for punctuation."""

PAUSE = " , "
"""What fenrir says for the end of a line."""


@dataclass(frozen=True)
class Heard:
    """What was said to some keys, and the lines in sight before and after."""

    before: list[str]
    said: list[str]
    shown: list[str]

    @property
    def new(self) -> Counter[str]:
        """Count the lines that came in sight."""
        return Counter(line for line in self.shown if line not in self.before)


def plain(text: str) -> str:
    """Return the words and numbers of a line alone: punctuation and gaps are not heard."""
    return " ".join(re.findall(r"\w+", text.replace("_", " ")))


def lines(text: str) -> list[str]:
    """Return the words of each line that has any."""
    return list(filter(None, map(plain, text.split("\n"))))


class Reader(Terminal):
    """A program that is read aloud by fenrir, in its mode for a terminal within a terminal."""

    def __init__(self, argv: Sequence[str], folder: Path, size: tuple[int, int] = (80, 24)) -> None:
        """Start fenrir, and the program in it; the pipe for its speech is made in `folder`."""
        pipe = folder / "voice"
        os.mkfifo(pipe)
        self._voice = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        self._rest = b""
        self._said: list[str] = []
        settings = SETTINGS | {"general#shell": shlex.join(argv)}
        options = ";".join(f"{name}={value}" for name, value in settings.items())
        super().__init__(["env", f"HEARD={pipe}", str(FENRIR), "-o", options], size=size)

    def __enter__(self) -> Reader:
        """Return this reader."""
        return self

    def __exit__(self, *args: object) -> None:
        """End fenrir and all that it started."""
        super().__exit__(*args)
        os.close(self._voice)

    def hears(self) -> list[str]:
        """Return the lines that were said since the last time, once all in sight was read."""
        self.key(ASKS)
        self._listen_until(lambda: FENCE in self._said)
        said = [utterance for utterance in self._said if utterance != FENCE]
        self._said.clear()
        return [words for text in said for words in lines(text.replace(PAUSE, "\n"))]

    def press(self, *keys: str) -> Heard:
        """Press keys, each answered by a frame, and return what was said to all of them."""
        shown = lines(self.text)
        for key in keys:
            self._answered(key)
        return Heard(shown, self.hears(), lines(self.text))

    def _answered(self, key: str) -> None:
        before = self._seen()
        self.key(key)
        self.wait(lambda: FRAME not in self.window.modes and self._seen() != before, key)

    def _seen(self) -> tuple[str, int, int]:
        cursor = self.window.shown.cursor
        return self.text, cursor.x, cursor.y

    def _listen_until(self, happened: Callable[[], object]) -> None:
        end = time.monotonic() + DEADLINE
        while not happened():
            assert time.monotonic() < end, f"nothing more is said after {self._said}:\n{self.text}"
            select.select([self.fd, self._voice], [], [], 1.0)
            self._read(0.0)
            self._take()

    def _take(self) -> None:
        with suppress(BlockingIOError):
            self._rest += os.read(self._voice, 65536)
        *whole, self._rest = self._rest.split(b"\n")
        self._said += [utterance.decode().strip() for utterance in whole]
