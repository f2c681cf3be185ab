"""Words that no dictionary has, while a text is being written: asked for meanwhile, once each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable

from editor.spelling.spelling import unknown_meanwhile, words_of
from tree.fault import UnusableError


class SpellingNotes:
    """What is known of the spelling of words; nothing where a machine has no dictionary.

    Asks once `ready` allows it, and calls `came` when a word is known to be in no dictionary. A
    word that is being written is no word yet.
    """

    def __init__(self, came: Callable[[], None], ready: Callable[[], Awaitable[object]]) -> None:
        """Start with nothing known."""
        self._came, self._ready = came, ready
        self._known: dict[str, dict[str, bool]] = {}
        self._wanted: dict[str, dict[str, None]] = {}
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
        if new and language not in self._silent:
            self._wanted.setdefault(language, {}).update(dict.fromkeys(new))
            self._asking = self._asking or asyncio.create_task(self._ask_all())
        return tuple(word for word in words if known.get(word) and word not in own)

    async def _ask_all(self) -> None:
        """Ask for all that is wanted, and tell of it once."""
        try:
            await self._ready()
            came = False
            while self._wanted:
                came |= await self._ask(*self._wanted.popitem())
        finally:
            self._asking = None
        if came:
            self._came()

    async def _ask(self, language: str, words: Iterable[str]) -> bool:
        """Ask for words, and return whether one of them is in no dictionary."""
        try:
            found = await unknown_meanwhile(words, language)
        except UnusableError:
            self._silent.add(language)
            return False
        self._known[language] |= {word: word in found for word in words}
        return bool(found)


def finished(text: str) -> str:
    """Return a text without the word that it ends in, which may not be written to its end."""
    return text.rstrip("".join({sign for sign in text if sign.isalpha()} | {"'", "\u2019"}))
