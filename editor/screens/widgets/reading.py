"""A text to read that is longer than its place."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll


class Readable(VerticalScroll):
    """A place whose text is moved by keys that are named in the foot."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", "keys.line"),
        Binding("down", "scroll_down", "keys.line"),
        Binding("pageup", "page_up", "keys.read"),
        Binding("pagedown", "page_down", "keys.read"),
    ]
