"""Edit by lines, one text at a time, for authors who hear the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from editor.at_once.words import wrong_words
from editor.desk import PackDesk
from editor.told.faults import FaultWords
from editor.told.places import PlaceWords
from editor.values import Entry, Field, FieldKind, Judgement, Saved
from screens.flags import nearest
from screens.words import Words
from tree.fault import Fault, UnusableError

Tell = Callable[[Fault | UnusableError], str]
"""Returns a fault, or why something is refused, as a sentence."""
YES = "y"


class LineDesk:
    """A desk that is worked at by lines."""

    def __init__(self, desk: PackDesk, words: Words, tell: Tell) -> None:
        """Work at this desk."""
        self._desk, self._words = desk, words
        self._places = PlaceWords(desk, words)
        self._tell = FaultWords(words, self._places, tell)

    async def edit(self, name: str) -> bool:
        """Go through the texts of an entry, and ask to save; returns whether all is well.

        Raises UnusableError if there is no such entry.
        """
        entry = self._entry(name)
        with suppress(EOFError):
            ids = [field.id for field in self._texts(entry)]
            print(self._words.count("edit-plain.texts", len(ids)), self._places.entry(entry))
            for n, id_ in enumerate(ids, 1):
                self._one(entry, id_, n)
        if not self._desk.changed:
            print(self._words("edit-plain.same"))
            return True
        return await self._finish()

    def _entry(self, name: str) -> Entry:
        known = self._desk.outline()
        found = [one for one in known if name in (one.id, one.key)]
        if not found:
            near = nearest(name, [one.id for one in known])
            raise UnusableError("edit-no-entry", name=name, nearest=near)
        return found[0]

    def _texts(self, entry: Entry) -> Iterator[Field]:
        fields = self._desk.form(entry).fields
        return (one for one in fields if one.kind is FieldKind.TEXT and one.is_written)

    def _one(self, entry: Entry, id_: str, n: int) -> None:
        """Show a text, and ask for a new one until its words can be taken."""
        field = next(one for one in self._texts(entry) if one.id == id_)
        label = self._places.field(entry, field)
        print(self._words("edit-plain.field", n=n, label=label, text=field.value))
        while said := " ".join(_line(self._words("edit-plain.ask"), str(field.value)).split()):
            wrong = wrong_words(self._desk.files, self._desk.language, said)
            if not wrong:
                self._desk.set(field, said)
                return
            print("\n".join(map(self._tell, wrong)))

    async def _finish(self) -> bool:
        """Say how the pack stands, and ask to save what may be served."""
        print(self._words("edit-plain.proving"), flush=True)
        judged = await self._desk.prove()
        for line in self._verdict(judged):
            print(line)
        with suppress(EOFError):
            if judged.servable and _line(self._words("edit-plain.save")).strip().lower() == YES:
                return self._save()
        print(self._words("edit-plain.draft"))
        return judged.servable

    def _verdict(self, judged: Judgement) -> Iterator[str]:
        if judged.servable:
            yield self._words("verdict.kept", n=judged.promises)
        for broken in judged.broken:
            yield self._words("edit-plain.broken", says=broken.says)
            for n, step in enumerate(broken.walk, 1):
                yield self._words("edit-plain.step", n=n, ask=step.ask, said=step.said)
        if not judged.broken:
            yield from map(self._tell, judged.faults)

    def _save(self) -> bool:
        done = self._desk.save()
        if isinstance(done, Saved):
            print(self._words.count("save.done", len(done.files)))
            return True
        for conflict in done:
            print(self._words("edit-plain.conflict", name=conflict.file))
        return False


def _line(prompt: str, old: str = "") -> str:
    """Read a line; the Up key brings the old text, to be mended."""
    import readline  # noqa: PLC0415  (only here, and not everywhere)

    readline.clear_history()
    if old:
        readline.add_history(old)
    return input(prompt)
