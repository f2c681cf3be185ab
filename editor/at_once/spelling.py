"""Words that no dictionary has, while a text is being written: asked for meanwhile, once each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable

from editor.spelling.spelling import unknown_words, words_of
from tree.fault import UnusableError


class SpellingNotes:
    """What is known of the spelling of words; nothing where a machine has no dictionary.

    `came` is called when more is known. A word that is being written is no word yet.
    """

    def __init__(self, came: Callable[[], None]) -> None:
        """Start with nothing known."""
        self._came = came
        self._known: dict[str, dict[str, bool]] = {}
        self._silent: set[str] = set()
        self._asking: asyncio.Task[None] | None = None

    def unknown(
        self, text: str, language: str, own: Collection[str], *, whole: bool
    ) -> tuple[str, ...]:
        """Return the words of a text that are known to be in no dictionary; ask for the others.

        The last word is left out, unless the text is `whole`; words of the pack's `own` are known.
        """
        words = words_of(text if whole else finished(text))
        known = self._known.setdefault(language, {})
        new = [word for word in words if word not in known]
        if new and not self._asking and language not in self._silent:
            self._asking = asyncio.create_task(self._ask(new, language))
        return tuple(word for word in words if known.get(word) and word not in own)

    async def _ask(self, words: Iterable[str], language: str) -> None:
        try:
            found = await asyncio.to_thread(unknown_words, words, language)
        except UnusableError:
            self._silent.add(language)
            return
        finally:
            self._asking = None
        self._known[language] |= {word: word in found for word in words}
        self._came()


def finished(text: str) -> str:
    """Return a text without the word that it ends in, which may not be written to its end."""
    return text.rstrip("".join({sign for sign in text if sign.isalpha()} | {"'", "\u2019"}))
