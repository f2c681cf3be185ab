"""A real terminal with a program in it: start it, press keys, and see what it shows and keeps."""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.by_hand import PROMPTS  # noqa: E402 - after the path
from tests.support.terminal import FRAME, Terminal, Window  # noqa: E402 - after the path

RELAY = Path(__file__).with_name("terminal_relay.py")
DISPLAY = f":{os.getpid() % 900 + 100}"
PATIENCE = 30.0


@dataclass(frozen=True)
class Kind:
    """A terminal: how it starts a command, and how one asks a multiplexer what it keeps."""

    name: str
    start: list[str]
    graphic: bool = False
    prints: bool = False
    keeps: list[str] = field(default_factory=list)


class Host:
    """A program in a terminal, by way of the relay."""

    def __init__(self, kind: Kind, listener: socket.socket, folder: Path) -> None:
        """Wait until the relay is there."""
        listener.settimeout(PATIENCE)
        self.socket, _ = listener.accept()
        self.socket.settimeout(PATIENCE)
        self.kind, self.window, self.took = kind, Window(80, 24), ""
        self._folder = folder

    def wait(self, happened: Callable[[], object]) -> None:
        """Read output until something has happened, or the program has ended."""
        end = time.monotonic() + PATIENCE
        while not self.took and not happened():
            if time.monotonic() > end:
                raise TimeoutError(self.window.text)
            said, over, took = self.socket.recv(65536).partition(b"\0")
            self.took = took.decode().strip() if over else ""
            self.window.feed(said)

    def sees(self, words: str) -> bool:
        """Return whether a whole frame with these words is in sight."""
        return FRAME not in self.window.modes and words in self.window.text

    @property
    def prompts(self) -> int:
        """Count the prompts of line mode that were shown."""
        return sum(line.startswith(PROMPTS) for line in self.window.left.splitlines())

    def send(self, keys: str) -> None:
        """Press keys, or write to the terminal once the program has ended."""
        self.socket.sendall(keys.encode())

    def kept(self) -> str:
        """Return what the terminal still holds, also of what has scrolled away where it tells."""
        if self.kind.prints:
            self.send("\x1b[i")
            time.sleep(1)
            return (self._folder / "printed").read_text(errors="replace")
        if not self.kind.keeps:
            return self.window.left
        told = subprocess.run(self.kind.keeps, capture_output=True, text=True, check=False).stdout  # noqa: S603
        time.sleep(1)
        with suppress(FileNotFoundError):
            told += (self._folder / "held").read_text(errors="replace")
        return told


@contextmanager
def started(kind: Kind, folder: Path, program: list[str]) -> Iterator[Host]:
    """Start the terminal with the relay in it."""
    address = str(folder / "relay")
    with socket.socket(socket.AF_UNIX) as listener, ExitStack() as stack:
        listener.bind(address)
        stack.callback(Path(address).unlink)
        listener.listen()
        relay = [sys.executable, str(RELAY), address, *program]
        stack.enter_context(_opened(kind, relay))
        host = Host(kind, listener, folder)
        stack.callback(host.socket.close)
        yield host


@contextmanager
def _opened(kind: Kind, relay: list[str]) -> Iterator[None]:
    inside = [shlex.join(relay)] if "new-session" in kind.start else relay
    if not kind.graphic:
        with Terminal([*kind.start, *inside]) as terminal:
            reads = threading.Thread(target=_drain, args=[terminal], daemon=True)
            reads.start()
            yield
            reads.join(1)
        return
    env = os.environ | {"LIBGL_ALWAYS_SOFTWARE": "1", "DISPLAY": DISPLAY}
    window = subprocess.Popen([*kind.start, *inside], env=env, stderr=subprocess.DEVNULL)  # noqa: S603
    yield
    window.kill()
    window.wait()


def _drain(terminal: Terminal) -> None:
    """Read what the terminal shows, and answer what it is asked, until it is closed."""
    with suppress(OSError, ValueError):
        while terminal._read(1.0):
            pass


def picture(path: Path) -> bytes:
    """Take a picture of the display, once it has not changed for a while."""
    before = b""
    while True:
        time.sleep(0.5)
        take = ["import", "-display", DISPLAY, "-window", "root", str(path)]
        subprocess.run(take, check=True)  # noqa: S603
        bare = ["convert", str(path), "rgb:-"]
        now = subprocess.run(bare, check=True, capture_output=True).stdout  # noqa: S603
        if now == before:
            return now
        before = now
