"""One person's check in a worker: the same screens, over a link instead of a terminal."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from kiosk.driver import LinkDriver
from kiosk.notice import Notice
from kiosk.request import Request
from screens.app import Evenground
from tree.fault import UnusableError
from tree.ready import Ready

MINUTE = 60
LOOKS = ("TERM", "COLORTERM", "NO_COLOR")


class Seat(Evenground):
    """The check for one person; ends itself when the person is gone.

    Its styles are read once, before any worker: a worker may be allowed to read no file.
    """

    CSS = Evenground.CSS_PATH.read_text(encoding="utf-8")
    CSS_PATH = None  # type: ignore[assignment] # Textual allows both

    def __init__(self, readies: Mapping[str, Ready], asked: Request, end: socket.socket) -> None:
        """Sit down at this end of a link."""
        self.link, self.window = end, asked.size
        super().__init__(
            readies[asked.language], asked.setting, time.monotonic, LinkDriver,
            partial(_speak, readies),
        )  # fmt: skip

    def gone(self) -> None:
        """Stop; there is nobody to show anything to."""
        self._close_messages_no_wait()

    def closes(self, seconds: int) -> None:
        """Say over the present screen that the kiosk closes soon."""
        self.unseen()
        minutes = -(-seconds // MINUTE)
        self.push_screen(Notice(self.words("kiosk.closes", minutes=minutes)))

    def on_load(self) -> None:
        """Leave the event loop alone: others may share it."""


def _speak(readies: Mapping[str, Ready], language: str) -> Ready:
    """Find all that is ready in another language; raises UnusableError where there is nothing."""
    if language not in readies:
        raise UnusableError("unknown-language", name=language, known=", ".join(readies))
    return readies[language]


async def serve(readies: Mapping[str, Ready], asked: Request, end: socket.socket) -> None:
    """Let one person take the check; returns when they have left."""
    with _dressed(asked.environment):
        seat = Seat(readies, asked, end)
    await seat.run_async(mouse=False, size=asked.size)


@contextmanager
def _dressed(environment: Mapping[str, str]) -> Iterator[None]:
    """Show this person's terminal to whoever looks into the environment, which is done at once."""
    before = {name: os.environ.pop(name, None) for name in LOOKS}
    os.environ.update({name: environment[name] for name in LOOKS if name in environment})
    try:
        yield
    finally:
        for name in LOOKS:
            os.environ.pop(name, None)
        os.environ.update({name: value for name, value in before.items() if value is not None})
