"""The foot: which keys do what, here and now."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from screens.words import Words

GAP = "  "
FIRST = (
    "keep", "next", "drop", "take", "tick", "ticked", "done", "found", "everything", "move",
    "line", "read", "open", "edit", "help", "save", "add", "back", "outline", "delete", "undo",
    "search", "standing", "preview", "next-page", "page-before", "pane", "rename", "up", "down",
    "whole", "translate", "sign-words", "language", "redo", "leave",
)  # fmt: skip
"""The keys that are named first where not all have room."""
MOST = 2
"""Lines of keys; F1 shows all of them."""


class KeyLine(Widget):
    """Lists the keys that act, wrapped between keys; at most two lines."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._pieces: tuple[tuple[str, str, str], ...] = ()

    def on_mount(self) -> None:
        """Follow what the screen's keys are."""
        self.screen.bindings_updated_signal.subscribe(self, self._update)
        self._update(self.screen)

    def _update(self, screen: Screen[object]) -> None:
        pieces = tuple(sorted(key_words(screen), key=_rank))
        if pieces != self._pieces:
            self._pieces = pieces
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the keys take."""
        return max(1, len(self._lines(width)))

    def render(self) -> RenderResult:
        """Show the keys."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for _, key, says in self._pieces:
            piece = Content.assemble((key, "$calm"), " ", (says, "$quiet"))
            if lines and len(lines[-1]) + len(GAP) + len(piece) <= width:
                lines[-1] = lines[-1] + GAP + piece
            else:
                lines.append(piece)
        return lines[:MOST]


def key_words(screen: Screen[object]) -> Iterator[tuple[str, str, str]]:
    """Yield each key that acts on a screen now: its name, how it is written, what it does."""
    words: Words = screen.app.words  # type: ignore[attr-defined]  # our app has them
    seen: set[str] = set()
    for active in screen.active_bindings.values():
        key = active.binding.description
        if key.startswith("keys.") and active.binding.show and active.enabled and key not in seen:
            seen.add(key)
            yield key.removeprefix("keys."), words(f"{key}.key"), words(f"{key}.does")


def _rank(piece: tuple[str, str, str]) -> int:
    return FIRST.index(piece[0]) if piece[0] in FIRST else len(FIRST)
