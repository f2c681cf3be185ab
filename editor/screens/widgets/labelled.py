"""A row with a quiet label in front, whose words wrap beside it."""

from __future__ import annotations

from itertools import zip_longest

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

NARROW = 20
"""Columns for the words below which a label stands above them."""


class Labelled(Visual):
    """A label and its words, with hanging indentation."""

    def __init__(self, label: str, words: str, *, wide: int = 10, style: str = "") -> None:
        """Keep both; `wide` is the column at which the words begin."""
        self.label, self.words = label, words
        self._wide, self._style = wide, style

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Render all lines."""
        return self._laid(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width that the row would like: all."""
        return container_width

    def get_minimal_width(self, rules: RulesMap) -> int:
        """Return the least width that makes sense."""
        return self._wide * 2

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return how many lines the row takes at a width."""
        return self._laid(width).plain.count("\n") + 1

    def _laid(self, width: int) -> Content:
        said = Content.styled(self.words, self._style) if self._style else Content(self.words)
        if not self.label:
            return Content("\n").join(said.wrap(max(1, width)))
        label = Content.styled(self.label, "$quiet")
        if width - self._wide < NARROW:
            return Content("\n").join([*label.wrap(max(1, width)), *_indented(said, width, 2)])
        if label.cell_length >= self._wide:
            return Content("\n").join([label, *_indented(said, width, self._wide)])
        first, *rest = _indented(said, width, self._wide)
        return Content("\n").join([label + first[len(self.label) :], *rest])


def _indented(words: Content, width: int, by: int) -> list[Content]:
    return [Content(" " * by) + line for line in words.wrap(max(1, width - by))]


class CutLine(Visual):
    """A line that is cut where it does not fit, with a short mark at its right end."""

    def __init__(self, said: Content, mark: Content | None = None) -> None:
        """Keep both."""
        self._said, self._mark = said, mark

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Render the line."""
        return self._line(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width that the line would like: all."""
        return container_width

    def get_minimal_width(self, rules: RulesMap) -> int:
        """Return the least width that makes sense."""
        return 8

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return one."""
        return 1

    def _line(self, width: int) -> Content:
        if self._mark is None:
            return self._said.truncate(width, ellipsis=True)
        room = max(1, width - self._mark.cell_length - 1)
        return self._said.truncate(room, ellipsis=True, pad=True) + " " + self._mark


class SideBySide(Visual):
    """Two texts beside each other, or one above the other where there is no room."""

    GAP = 3

    def __init__(self, left: Content, right: Content) -> None:
        """Keep both."""
        self._left, self._right = left, right

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Render all lines."""
        return self._laid(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width that the row would like: all."""
        return container_width

    def get_minimal_width(self, rules: RulesMap) -> int:
        """Return the least width that makes sense."""
        return NARROW

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return how many lines the row takes at a width."""
        return self._laid(width).plain.count("\n") + 1

    def _laid(self, width: int) -> Content:
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
