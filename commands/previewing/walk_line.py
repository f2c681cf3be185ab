"""The walk of a preview in one line: each question with its answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from editor.preview.material import read_material, spoken
from screens.words import Words
from tree.model import GO_ON, Tree
from tree.walk import Answer


def walk_line(
    files: Mapping[str, bytes], language: str, walk: tuple[Answer, ...], words: Words
) -> str:
    """Return a walk as a sentence; raises FaultyPackError or UnusableError."""
    if not walk:
        return words("preview.walk-none")
    tree = spoken(read_material(files), language)
    return words("preview.walk", steps=" ".join(_steps(tree, walk, words)))


def _steps(tree: Tree, walk: tuple[Answer, ...], words: Words) -> Iterator[str]:
    for n, answer in enumerate(walk, 1):
        if answer.options == (GO_ON,):
            yield words("preview.passed", n=n, title=tree.outcomes[answer.question].title)
        else:
            asked = tree.questions[answer.question]
            found = [option for name in answer.options if (option := asked.option(name))]
            said = ", ".join(option.say or words("walk.skipped") for option in found)
            yield words("preview.step", n=n, ask=asked.ask, said=said)
