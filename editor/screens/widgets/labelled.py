"""A row with a quiet label in front, whose words wrap beside it."""

from __future__ import annotations

from itertools import zip_longest
from typing import ClassVar

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

NARROW = 20
"""Columns for the words below which a label stands above them."""


ROOMY = 60
"""Columns from which long labels have room beside their words."""


class LaidOut(Visual):
    """Lines that are laid out anew for each width."""

    LEAST: ClassVar[int] = NARROW
    """The least columns that make sense."""

    def laid(self, width: int) -> Content:
        """Return the lines at a width."""
        raise NotImplementedError

    def is_same(self, other: object) -> bool:
        """Return whether another one is laid out alike."""
        if type(other) is not type(self):
            return False
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return vars(self).keys() == vars(other).keys() and all(_same(*pair) for pair in pairs)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Render all lines."""
        return self.laid(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width that the lines would like: all."""
        return container_width

    def get_minimal_width(self, rules: RulesMap) -> int:
        """Return the least width that makes sense."""
        return self.LEAST

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return how many lines there are at a width."""
        return self.laid(width).plain.count("\n") + 1


def _same(one: object, other: object) -> bool:
    if isinstance(one, Content) and isinstance(other, Content):
        return one.is_same(other)
    return one == other


class Labelled(LaidOut):
    """A label and its words, with hanging indentation."""

    wrong = ""
    """What is wrong with the words, which stands below them."""

    def __init__(
        self, label: str, words: str, *, wide: int = 10, roomy: int = 0, style: str = ""
    ) -> None:
        """Keep both; the words begin at column `wide`, and in a wide window at `roomy`."""
        self.label, self.words = label, words
        self._wide, self._roomy, self._style = wide, roomy, style

    def laid(self, width: int) -> Content:
        """Return the label with its words beside it, or below it where there is no room."""
        if not self.label:
            return Content("\n").join(self._said(width, 0))
        label = Content.styled(self.label, "$quiet")
        wide = self._roomy if self._roomy and width >= ROOMY else self._wide
        if width - wide < NARROW:
            return Content("\n").join([*label.wrap(max(1, width)), *self._said(width, 2)])
        if label.cell_length >= wide:
            return Content("\n").join([label, *self._said(width, wide)])
        first, *rest = self._said(width, wide)
        return Content("\n").join([label + first[len(self.label) :], *rest])

    def _said(self, width: int, by: int) -> list[Content]:
        """Return the lines of the words, and of what is wrong with them."""
        said = Content.styled(self.words, self._style) if self._style else Content(self.words)
        wrong = _indented(Content.styled(self.wrong, "$strong"), width, by) if self.wrong else []
        return [*_indented(said, width, by), *wrong]


def _indented(words: Content, width: int, by: int) -> list[Content]:
    return [Content(" " * by) + line for line in words.wrap(max(1, width - by))]


class CutLine(LaidOut):
    """A line that is cut where it does not fit, with a short mark at its right end."""

    LEAST = 8

    def __init__(self, said: Content, mark: Content | None = None) -> None:
        """Keep both."""
        self._said, self._mark = said, mark

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return one, without laying out a line that may never come in sight."""
        return 1

    def laid(self, width: int) -> Content:
        """Return the one line."""
        if self._mark is None:
            return self._said.truncate(width, ellipsis=True)
        room = max(1, width - self._mark.cell_length - 1)
        return self._said.truncate(room, ellipsis=True, pad=True) + " " + self._mark


class SideBySide(LaidOut):
    """Two texts beside each other, or one above the other where there is no room."""

    GAP = 3

    def __init__(self, left: Content, right: Content) -> None:
        """Keep both."""
        self._left, self._right = left, right

    def laid(self, width: int) -> Content:
        """Return both texts in columns, or one below the other."""
        half = (width - self.GAP) // 2
        if half < NARROW:
            lines = [*self._left.wrap(max(1, width)), *_indented(self._right, width, 2)]
            return Content("\n").join(lines)
        left, right = self._left.wrap(half), self._right.wrap(half)
        rows = zip_longest(left, right, fillvalue=Content(""))
        padded = (_padded(a, half + self.GAP) + b for a, b in rows)
        return Content("\n").join(padded)


def _padded(line: Content, width: int) -> Content:
    return line + " " * max(0, width - line.cell_length)
