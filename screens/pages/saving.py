"""The rows before and after general advice is written to a file, for both faces."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from screens.new_file import NotWrittenError, write_new
from screens.pages.rows import PageRow
from screens.pages.take_along import TakeAlong, as_text, blocks
from screens.words import Words
from tree.general_advice import general_steps
from tree.model import Tree

WRITE = "write"
"""Pick of the row that writes the file."""


@dataclass(frozen=True, slots=True, repr=False)
class Saving:
    """A text for a file, where it goes, and how many steps were left out of it."""

    path: Path
    taken: TakeAlong
    left_out: int
    words: Words

    @property
    def name(self) -> str:
        """The whole path, with a sign in place of each character that cannot be shown."""
        shown = str(self.path).encode("utf-8", "replace").decode()
        return "".join(letter if letter.isprintable() else "?" for letter in shown)

    def before(self) -> Iterator[PageRow]:
        """Yield who could find the file, and all that it would hold."""
        say = self.words
        yield PageRow(say("save.title"), "head")
        yield from (PageRow(say("save.warn")), PageRow(say("save.name", name=self.name)))
        yield from [PageRow(say("save.left"))] if self.left_out else []
        yield PageRow()
        yield PageRow(say("save.write"), pick=WRITE)
        yield PageRow(say("save.not"), pick="back", key="b")
        yield from (PageRow(), PageRow(say("save.holds"), "heading"))
        for block in blocks(self.taken, say):
            yield from (PageRow(), *(PageRow(row.text) for row in block))

    def after(self) -> Iterator[PageRow]:
        """Yield where the file is, and how to delete it."""
        say = self.words
        yield PageRow(say("save.title"), "head")
        yield PageRow(say("save.done", name=self.name))
        yield PageRow(say("save.delete", command=shlex.join(["rm", self.name])))
        yield from (PageRow(), PageRow(say("take.back"), pick="back", key="b"))

    def write(self) -> str:
        """Write the file; return a sentence if it could not be written, else nothing."""
        try:
            write_new(self.path, as_text(self.taken, self.words))
        except NotWrittenError as error:
            return self.words(f"save.{error.reason}")
        return ""


def saving(name: str, taken: TakeAlong, tree: Tree, words: Words) -> Saving:
    """Return what goes to a file of this name, without what could tell an answer."""
    kept = taken.for_a_file(general_steps(tree))
    left_out = len(taken.steps) - len(kept.steps)
    return Saving(Path(name).absolute(), kept, left_out, words)
