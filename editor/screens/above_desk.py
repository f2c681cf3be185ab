"""The base of all pages above the desk: what acts only at the desk says so there."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType

from editor.screens.seen_screen import SeenScreen

T = TypeVar("T")


class AboveDesk(SeenScreen[T], Generic[T]):
    """A page with the keys of the app, which do not reach it through a page that asks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,ctrl+z,ctrl+y", "app.at_the_desk", show=False),
        Binding("f1", "app.help", show=False),
    ]
