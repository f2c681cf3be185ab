"""The full screen in a worker: the same screens, over a link in place of a terminal."""

from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from textual.events import Load

from kiosk.wire import SessionRequest
from kiosk.worker.driver import LinkDriver, connect, end_messages
from screens.full.app import Evenground
from screens.full.base_screen import InnerScreen
from screens.pages.rows import PageRow
from tree.ahead import Counter
from tree.fault import UnusableError
from tree.stored_start import Ready

MINUTE = 60
"""Seconds."""

APPEARANCE = ("TERM", "COLORTERM", "NO_COLOR")
"""Variables that Textual reads when an app is made."""


class Notice(InnerScreen):
    """Shows one sentence of the kiosk over the present screen, until a key closes it."""

    LIST = ("choose",)

    def __init__(self, says: str) -> None:
        """Keep the sentence."""
        super().__init__()
        self._says = says

    def fill(self) -> None:
        """Show the sentence, and a row that closes it."""
        self.put(
            (PageRow(self._says), PageRow(), PageRow(self.words("card.back"), pick="back")), "back"
        )

    def chosen(self, pick: str) -> None:
        """Close the notice."""
        self.action_back()


class Counters:
    """Counters of what can still be asked, by language, of which none has counted for a visit."""

    def __init__(self) -> None:
        """Start with none."""
        self._by_language: dict[str, tuple[Ready, Counter]] = {}

    def prepare(self, readies: Mapping[str, Ready]) -> None:
        """Find what the counts at each question depend on, once for all who come."""
        for language, ready in readies.items():
            self._by_language[language] = ready, Counter(ready.tree, longest=ready.longest)

    def of(self, ready: Ready) -> Counter | None:
        """Return a counter of its own for a visit; None if none was prepared."""
        known, counter = self._by_language.get(ready.tree.language, (None, None))
        return counter.anew() if counter and known is ready else None


COUNTERS = Counters()
"""What the zygote has found of each tree before anyone comes."""


class SessionApp(Evenground):
    """The check for one person; ends itself when the person is gone.

    Its styles are read once, before any fork: a worker can open no file.
    """

    CSS = Evenground.CSS_PATH.read_text(encoding="utf-8")
    CSS_PATH = None  # type: ignore[assignment] # Textual allows both

    def __init__(
        self,
        readies: Mapping[str, Ready],
        request: SessionRequest,
        end: socket.socket | None = None,
    ) -> None:
        """Start at this end of a link; without one, lay out the welcome for whoever comes."""
        self.link, self.window = end, request.size
        self.waiting = asyncio.Event()
        super().__init__(
            readies[request.language], request.setting, time.monotonic, LinkDriver,
            partial(_speak, readies),
        )  # fmt: skip

    def laid_out(self) -> None:
        """Note that the welcome is laid out, and waits for whom to show it to."""
        self.waiting.set()

    def meet(self, request: SessionRequest, end: socket.socket) -> None:
        """Show the welcome that was laid out for nobody to the person at the end of a link."""
        self.link, self.window, self.setting = end, request.size, request.setting
        connect(self, end, request.size)
        self.call_later(self.begin_as_set)

    def counter(self) -> Counter:
        """Return a counter for this visit, which knows what the zygote has found."""
        return COUNTERS.of(self.ready) or super().counter()

    def gone(self) -> None:
        """End, because nobody is at the other end."""
        end_messages(self)

    def closes(self, seconds: int) -> None:
        """Show over the present screen that the kiosk closes soon."""
        self.unseen()
        minutes = -(-seconds // MINUTE)
        self.push_screen(Notice(self.words("kiosk.closes", minutes=minutes)))

    def on_load(self, event: Load) -> None:  # type: ignore[override] # Textual allows both
        """Leave the event loop as it is: all sessions of a worker share it."""
        event.prevent_default()


def _speak(readies: Mapping[str, Ready], language: str) -> Ready:
    """Return what is ready in another language; raises UnusableError if nothing is."""
    if language not in readies:
        raise UnusableError("unknown-language", name=language, known=", ".join(readies))
    return readies[language]


async def run_full(
    readies: Mapping[str, Ready], request: SessionRequest, end: socket.socket
) -> None:
    """Run the full screen for one person; return when they have left."""
    with appearing(request.environment):
        app = SessionApp(readies, request, end)
    await app.run_async(mouse=False, size=request.size)


@contextmanager
def appearing(environment: Mapping[str, str]) -> Iterator[None]:
    """Put this person's terminal into the environment while their app is made."""
    before = {name: os.environ.pop(name, None) for name in APPEARANCE}
    os.environ.update({name: environment[name] for name in APPEARANCE if name in environment})
    try:
        yield
    finally:
        for name in APPEARANCE:
            os.environ.pop(name, None)
        os.environ.update({name: value for name, value in before.items() if value is not None})
