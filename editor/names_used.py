"""Every place in a pack where something gets its name, and every place that uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache, partial
from pathlib import PurePosixPath

from editor.files.spans import at_path
from editor.values import Address
from tree.pack.yaml_reader import Path, Plain, parse

FILES = 4_096


class NameRole(StrEnum):
    """Whether something gets its name here, uses it, or goes with what has it: a translation."""

    DEFINES = "defines"
    USES = "uses"
    OWNED = "owned"


DEFINES, OWNED = NameRole.DEFINES, NameRole.OWNED


@dataclass(frozen=True, slots=True)
class NameSpot:
    """A name where it is written: in a text, in a key, or as the name of a file.

    `kind` is its namespace: `node` is shared by questions, forks and outcomes, and `asked` names a
    question or a group. Parts are named with what holds them, as in `afraid/often`.
    """

    kind: str
    name: str
    address: Address
    role: NameRole = NameRole.USES
    is_key: bool = False

    @property
    def is_file(self) -> bool:
        """Whether the name is that of the file."""
        return self.role is DEFINES and not self.address.path

    def fits(self, kind: str, name: str) -> bool:
        """Return whether this uses or gives a name of a namespace."""
        same = self.kind == kind or (self.kind == "asked" and kind in ("node", "group"))
        return same and self.name == name


def renamed_spot(spot: NameSpot, new: str) -> NameSpot:
    """Return a place where a name is given, with another name of the same holder."""
    return replace(spot, name=spot.name[: spot.name.rfind("/") + 1] + new)


def spots(files: Mapping[str, bytes]) -> Iterator[NameSpot]:
    """List all names of a pack, in files that can be read."""
    for file, raw in files.items():
        yield from spots_in(file, raw)


@lru_cache(FILES)
def spots_in(file: str, raw: bytes) -> tuple[NameSpot, ...]:
    """List the names in a file."""
    value = parse(raw, file).value
    return tuple(_Finder(file, value).names()) if value is not None else ()


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds the names in one file."""

    file: str
    value: Plain

    def names(self) -> Iterator[NameSpot]:
        """List the names in the file."""
        path = PurePosixPath(self.file)
        finders: dict[str, Callable[[], Iterator[NameSpot]]] = {
            "pack.yaml": self._head,
            "questions": self._questions,
            "outcomes": self._page,
            "forks.yaml": self._forks,
            "notes.yaml": partial(self._shared, "note"),
            "answers.yaml": partial(self._shared, "said"),
            "promises.yaml": self._promises,
            "sources.yaml": partial(self._keys, "source", (), DEFINES),
            "wording": self._wording,
            "lives": self._life,
            "languages": self._translated,
            "helplines": self._lines,
        }
        finder = finders.get(path.parent.name or self.file)
        return finder() if finder else iter(())

    def _questions(self) -> Iterator[NameSpot]:
        yield from self._one("topic", ("topic",))
        for path in self._items(("questions",)):
            yield from self._question(path)

    def _page(self) -> Iterator[NameSpot]:
        stem = PurePosixPath(self.file).stem
        yield NameSpot("node", stem, Address(self.file), DEFINES)
        yield from self._outcome(stem)

    def _forks(self) -> Iterator[NameSpot]:
        for path in self._items(()):
            yield from self._one("node", (*path, "id"), DEFINES)
            yield from self._go((*path, "go"))

    def _promises(self) -> Iterator[NameSpot]:
        for path in self._items(()):
            yield from self._promise(path)

    def _wording(self) -> Iterator[NameSpot]:
        for path in self._items(("implied",)):
            yield from self._all("tag", (*path, "tags"))

    def _life(self) -> Iterator[NameSpot]:
        """List the names in a life; what is shown may be a tag, or a step or note of any page."""
        yield NameSpot("life", PurePosixPath(self.file).stem, Address(self.file), DEFINES)
        yield from self._keys("node", ("answers",))
        for own in self._mapping(("answers",)):
            yield from self._all("option", ("answers", own), own)
        yield from self._all("node", ("outcomes",))
        for kind in ("tag", "note", "said"):
            yield from self._all(kind, ("shown",))
        for path in self._items(("outcomes",)):
            for part in ("steps", "leave", "also"):
                yield from self._all("step", ("shown",), f"{self._text(path)}/{part}")
        yield from self._all("tag", ("never_shown",))

    def _lines(self) -> Iterator[NameSpot]:
        for path in self._items(("lines",)):
            yield from self._one("helpline", (*path, "id"), DEFINES)

    def _head(self) -> Iterator[NameSpot]:
        yield from self._one("node", ("start",))
        for key in ("good", "matters"):
            yield from self._all("fact", (key,))
        for key, kind in (
            ("topics", "topic"), ("facts", "fact"), ("conditions", "fact"), ("tallies", "tally"),
            ("tags", "tag"), ("groups", "group"),
        ):  # fmt: skip
            yield from self._keys(kind, (key,), DEFINES)
        for name in self._mapping(("conditions",)):
            yield from self._when(("conditions", name))
        for name in self._mapping(("groups",)):
            yield from self._all("asked", ("groups", name))

    def _question(self, at: Path) -> Iterator[NameSpot]:
        yield from self._one("node", (*at, "id"), DEFINES)
        own = self._text((*at, "id"))
        for path in self._items((*at, "options")):
            yield from self._one("option", (*path, "id"), DEFINES, own)
            yield from self._taught(path)
        yield from self._taught((*at, "skip"))
        yield from self._go((*at, "go"))
        yield from self._all("source", (*at, "sources"))

    def _taught(self, at: Path) -> Iterator[NameSpot]:
        yield from self._all("fact", (*at, "learn"))
        yield from self._keys("tally", (*at, "count"))
        yield from self._go((*at, "go"))

    def _go(self, at: Path) -> Iterator[NameSpot]:
        yield from self._one("node", at)
        for path in self._items(at):
            yield from self._when((*path, "when"))
            for key in ("to", "otherwise"):
                yield from self._one("node", (*path, key))

    def _outcome(self, own: str) -> Iterator[NameSpot]:
        yield from self._one("kind", ("kind",))
        yield from self._one("node", ("go_on",))
        yield from self._all("fact", ("heard",))
        yield from self._said(())
        for path in self._items(("opening",)):
            yield from self._said(path)
        for key in ("steps", "leave", "also"):
            for path in self._items((key,)):
                yield from self._one("step", (*path, "id"), DEFINES, f"{own}/{key}")
                yield from self._said(path)
        for path in self._items(("beside",)):
            yield from self._when((*path, "when"))
            yield from self._one("node", (*path, "to"))
        yield from self._when(("weigh", "when"))
        for path in self._items(("weigh", "options")):
            yield from self._one("weighed", (*path, "id"), DEFINES, own)
            yield from self._said(path)

    def _said(self, at: Path) -> Iterator[NameSpot]:
        yield from self._when((*at, "when"))
        for key, kind in (("tags", "tag"), ("helplines", "line"), ("sources", "source")):
            yield from self._all(kind, (*at, key))

    def _shared(self, kind: str) -> Iterator[NameSpot]:
        for path in self._items(()):
            yield from self._one(kind, (*path, "id"), DEFINES)
            yield from self._one("fact", (*path, "answer"))
            yield from self._all("kind", (*path, "for"))
            yield from self._said(path)

    def _promise(self, at: Path) -> Iterator[NameSpot]:
        yield from self._one("promise", (*at, "id"), DEFINES)
        yield from self._all("source", (*at, "because"))
        for path in ((*at, "after"), (*at, "learned"), (*at, "at_most", "after")):
            yield from self._when(path)
        for key in ("asked", "plain", "monotone"):
            yield from self._all("asked", (*at, key))
        yield from self._all("fact", (*at, "never_routes"))
        for key in ("before", "never", "always", "next"):
            for part, kind in (
                ("tag", "tag"), ("outcome", "node"), ("kind", "kind"), ("topic", "topic"),
                ("helpline", "line"),
            ):  # fmt: skip
                yield from self._all(kind, (*at, key, part))

    def _translated(self) -> Iterator[NameSpot]:
        """List the keys of a translation, which mirror the ids of the pack."""
        for key, kind in (
            ("topics", "topic"), ("facts", "fact"), ("questions", "node"), ("outcomes", "node"),
            ("notes", "note"), ("answers", "said"), ("sources", "source"),
        ):  # fmt: skip
            yield from self._keys(kind, (key,), OWNED)
        for own in self._mapping(("questions",)):
            path: Path = ("questions", own, "options")
            yield from self._keys("option", path, OWNED, own)
        for own in self._mapping(("outcomes",)):
            for key in ("steps", "leave", "also"):
                path = ("outcomes", own, key)
                yield from self._keys("step", path, OWNED, f"{own}/{key}")
            path = ("outcomes", own, "weigh", "options")
            yield from self._keys("weighed", path, OWNED, own)

    def _when(self, at: Path) -> Iterator[NameSpot]:
        """List the names in a condition."""
        yield from self._one("fact", at)
        yield from self._keys("tally", (*at, "at_least"))
        yield from self._keys("node", (*at, "answer"))
        for own in self._mapping((*at, "answer")):
            yield from self._all("option", (*at, "answer", own), own)
        for op in self._mapping(at):
            if op == "not":
                yield from self._when((*at, op))
            for path in self._items((*at, op)):
                yield from self._when(path)

    def _one(
        self, kind: str, at: Path, role: NameRole = NameRole.USES, own: str = ""
    ) -> Iterator[NameSpot]:
        """List the name that a text is; `own` is what holds the part that has it."""
        if said := self._text(at):
            name = f"{own}/{said}" if own else said
            yield NameSpot(kind, name, Address(self.file, at), role)

    def _all(self, kind: str, at: Path, own: str = "") -> Iterator[NameSpot]:
        """List the names in a list, or the one that stands for it."""
        for path in (at, *self._items(at)):
            yield from self._one(kind, path, own=own)

    def _keys(
        self, kind: str, at: Path, role: NameRole = NameRole.USES, own: str = ""
    ) -> Iterator[NameSpot]:
        """List the names that the keys of a mapping are."""
        for key in self._mapping(at):
            name, address = f"{own}/{key}" if own else key, Address(self.file, (*at, key))
            yield NameSpot(kind, name, address, role, is_key=True)

    def _at(self, at: Path) -> Plain:
        try:
            return at_path(self.value, at)
        except LookupError:
            return None

    def _text(self, at: Path) -> str:
        found = self._at(at)
        return found if isinstance(found, str) else ""

    def _items(self, at: Path) -> list[Path]:
        found = self._at(at)
        return [(*at, i) for i in range(len(found))] if isinstance(found, list) else []

    def _mapping(self, at: Path) -> list[str]:
        found = self._at(at)
        return list(found) if isinstance(found, dict) else []
