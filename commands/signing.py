"""Show words that are to be signed, and ask of each once it has been seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TextIO

from screens.plain.reader import Typed
from screens.plain.talk import Notes, Talk
from screens.words import Words
from tree.checking.signing.reviewed import Standing

YES = "y"


def all_of(todo: Sequence[Standing], words: Words) -> Iterator[Standing]:
    """Show each unit and yield it, unasked."""
    for standing in todo:
        print("\n".join(shown(standing, words)), flush=True)
        yield standing


class Signing:
    """Asks of each unit; an answer counts only if it was typed after the unit was shown."""

    def __init__(
        self, read: Typed, write: TextIO, words: Words, name: Callable[[str], str]
    ) -> None:
        """Keep the terminal, and what names a language."""
        self._read, self._talk, self._words = read, Talk(read, write), words
        self._name = name
        self._early = Notes(early=words("sign.early"))

    def agreed(self, todo: Sequence[Standing], own: str) -> Iterator[Standing]:
        """Yield the units that are signed; a stop leaves the rest as they are.

        Before units in another language than `own` it asks whether the person reads it.
        """
        read = {own: True}
        try:
            with suppress(EOFError, KeyboardInterrupt):
                for n, standing in enumerate(todo, 1):
                    language = standing.unit.language
                    if language not in read:
                        read[language] = self._yes("sign.reads", language=self._name(language))
                    if read[language] and self._signs(standing, n, len(todo)):
                        yield standing
        finally:
            self._read.forget()

    def _signs(self, standing: Standing, n: int, of: int) -> bool:
        self._talk.say_now(shown(standing, self._words))
        return self._yes("sign.ask", n=n, all=of)

    def _yes(self, prompt: str, **values: object) -> bool:
        """Ask until something is typed that was not typed ahead; raises EOFError on a stop."""
        return self._talk.hear_now(self._words(prompt, **values), self._early) == YES


def shown(standing: Standing, words: Words) -> Iterator[str]:
    """Yield what changed since it was signed, old beside new; else every text."""
    unit, was = standing.unit, standing.was
    yield words("sign.unit", name=unit.name, language=unit.language)
    same = was == unit.texts
    for path in dict.fromkeys([*unit.texts, *was]):
        old, new = was.get(path, ""), unit.texts.get(path, "")
        if old == new and not same:
            continue
        yield words("sign.path", path=path)
        if was and not same:
            yield words("sign.was", text=old or words("sign.nothing"))
        yield words("sign.now", text=new or words("sign.nothing"))
