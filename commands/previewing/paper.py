"""Where a preview goes: a terminal in its colours, a pipe as plain text, or a file as SVG."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.color import ColorSystem

from commands.output import put
from commands.previewing.walk_line import walk_line
from editor.preview.picture import Picture, ansi, segments
from editor.preview.request import PreviewRequest
from editor.preview.svg import MADE_HERE, draw_below
from screens.words import Words
from tree.fault import UnusableError

ENDING = ".svg"
RICH = {"truecolor", "24bit"}


@dataclass(frozen=True, slots=True)
class Paper:
    """Shows pictures of one request; `name` is that of a file, or empty text."""

    request: PreviewRequest
    name: str
    words: Words
    folder: Path
    tells_walk: bool = False

    def __post_init__(self) -> None:
        """Refuse a file that is no preview; raises UnusableError."""
        if self.name:
            refuse_other(Path(self.name))
            if self.request.plain:
                raise UnusableError("preview-plain-svg")

    def show(self, picture: Picture, files: Mapping[str, bytes], *, again: bool = False) -> None:
        """Print or write a picture, and say what is to be known of it; raises UnusableError."""
        if self.name:
            refuse_other(Path(self.name))
            put(self.drawn(picture), self.name, self.words, keep=not again)
        else:
            print(self.printed(picture))
        for line in self.told(picture, files):
            print(line)
        sys.stdout.flush()

    def drawn(self, picture: Picture) -> str:
        """Return the picture as SVG."""
        screens = [segments(screen) for screen in picture.screens]
        return draw_below(screens, self.request.size[0], self.request.theme)

    def printed(self, picture: Picture) -> str:
        """Return the picture as text, with colours if it goes to a terminal."""
        if not sys.stdout.isatty() or self.request.plain:
            return picture.text
        return "\n\n".join(ansi(screen, _colours()) for screen in picture.screens)

    def told(self, picture: Picture, files: Mapping[str, bytes]) -> Iterator[str]:
        """Yield that no walk comes to the place, and the walk if it was asked for."""
        if not picture.reached:
            yield self.words("preview.unreached", name=self.request.place)
        if self.tells_walk:
            yield walk_line(files, self.request.language, picture.walk, self.words)


def _colours() -> ColorSystem:
    """Return as many colours as this terminal has."""
    if os.environ.get("COLORTERM") in RICH:
        return ColorSystem.TRUECOLOR
    return (
        ColorSystem.EIGHT_BIT if "256color" in os.environ.get("TERM", "") else ColorSystem.STANDARD
    )


def refuse_other(path: Path) -> None:
    """Raise UnusableError for a name that is no SVG, or of a file that is no preview."""
    if path.suffix != ENDING:
        raise UnusableError("preview-not-svg", name=str(path))
    try:
        if path.exists() and MADE_HERE not in path.read_text(encoding="utf-8"):
            raise UnusableError("preview-not-preview", name=str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableError("preview-not-preview", name=str(path)) from error
