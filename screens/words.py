"""The catalogue of words for people: every sentence has a key, and lives in content/words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tree.ahead import Ahead


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences by key, such as `welcome.title`, with named places to fill in."""

    table: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """Say the sentence of this key, its places filled; raises KeyError if there is none."""
        return self.table[key].format_map(values)

    def count(self, key: str, n: int) -> str:
        """Say `key.one` or `key.other` for a number of things."""
        return self(f"{key}.one" if n == 1 else f"{key}.other", n=n)


def say_ahead(count: Ahead, words: Words) -> str:
    """Say how many questions can still come after the present one."""
    least, most = (count.least or 1) - 1, count.most - 1
    if most <= 0:
        return words("count.last")
    if least == most and count.least is not None:
        return words.count("count.same", most)
    if least == 0:
        return words.count("count.upto", most)
    return words("count.range", least=least, most=most)
