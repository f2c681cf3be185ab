"""A speech driver for fenrir that writes what is said to a pipe. Fenrir's own Python loads it."""

from __future__ import annotations

import os


class driver:  # noqa: N801 - fenrir looks for this name
    """Write each utterance as a line."""

    def initialize(self, _environment: object) -> None:
        """Open the pipe that the test reads."""
        self._pipe = os.open(os.environ["HEARD"], os.O_WRONLY)

    def speak(self, text: str, queueable: bool = True) -> None:
        """Write an utterance; fenrir has replaced its line breaks."""
        os.write(self._pipe, f"{text}\n".encode())

    def __getattr__(self, name: str) -> object:
        """Return what does nothing: a voice, a rate and the like are not asked for here."""
        return lambda *_: None
