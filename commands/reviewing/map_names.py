"""How a map speaks: in words, as a reviewer reads them, or by the ids that an author writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commands.drawing.chart import Chart, MapList
from commands.reviewing.book import Book
from commands.reviewing.lists import read_lists
from editor.condition_words import Labels, named_conditions
from screens.words import Words
from tree.checking.checked import Checked
from tree.fault import FaultyPackError
from tree.helplines import Helplines
from tree.model import Tree, exits


@dataclass(frozen=True, slots=True)
class Naming:
    """How conditions and nodes are said on a map; `book` is None where ids are."""

    tree: Tree
    say: Labels
    names: Mapping[str, str]
    book: Book | None = None

    def lists(self, drawn: Chart) -> tuple[MapList, ...]:
        """Return the lists that a drawing speaks of."""
        if self.book is None:
            return ()
        whens = [route.when for spot in drawn.road for route in exits(spot) if route.when]
        read = read_lists(self.book.lists, whens)
        found = (one for name, one in self.book.lists.items() if name in read)
        titled = ((self.book(f"list-title-{one.kind}", n=one.number), one) for one in found)
        return tuple(MapList(title, tuple(one.lines(self.book.say))) for title, one in titled)


def by_ids(checked: Checked, words: Words, language: str) -> Naming:
    """Return how a map is said by ids; raises FaultyPackError without a tree."""
    if checked.tree is None or checked.pack is None:
        raise FaultyPackError(checked.faults)
    say = Labels(words, "map", str, str, named_conditions(checked.pack))
    return Naming(checked.speak(language) if language else checked.tree, say, {})


def in_words(checked: Checked, words: Words, language: str) -> Naming:
    """Return how a map is said in words; raises FaultyPackError without a tree."""
    pack, tree = checked.pack, checked.tree
    if tree is None or pack is None or pack.head is None:
        raise FaultyPackError(checked.faults)
    tree = checked.speak(language) if language else tree
    book = Book(tree, pack, pack.head.shape, Helplines({}, {}), words)
    say = Labels(words, "map", book.fact, book.tally, named_conditions(pack), book.answered)
    numbers = {name: str(n) for name, n in book.numbers.items()}
    titles = {end.id: book.title(end) for end in tree.outcomes.values()}
    return Naming(tree, say, {**numbers, **book.turns, **titles}, book)
