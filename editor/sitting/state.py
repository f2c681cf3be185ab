"""What a sitting holds: the files as they were saved and as they are, and all that was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as FilePath
from pathlib import PurePosixPath

from editor.files.meaning import EditRefusedError
from editor.files.spans import DamagedFileError
from editor.history import Bytes, EditStep, History, file_step
from editor.judging.judge import Judge
from editor.keeping.drafts import DraftFile
from editor.keeping.locks import FolderLock
from editor.naming import Known
from editor.outline import HEAD_FILE
from editor.sitting.searching import Searched
from editor.values import LINES, OWN_LINES, Entry, Judgement, Standstill
from screens.words import Words
from tree.checking.checked import Checked
from tree.checking.everything import BASE
from tree.fault import UnusableError
from tree.pack.files import gather
from tree.pack.yaml_reader import Path, parse

OutlineState = tuple[int, Judgement, tuple[tuple[str, bytes | None], ...]]
"""What an outline depends on: the revision, the verdict, and what is saved of changed files."""


@dataclass(frozen=True, slots=True)
class DeskPlaces:
    """Where a pack is, and what stands beside it: helplines, and the words of the screens.

    `shared` is True if the helplines belong to the program and are edited with this pack.
    """

    folder: FilePath
    helplines: FilePath
    words: FilePath
    shared: bool = False


def read_files(places: DeskPlaces) -> dict[str, bytes]:
    """Read all files that are edited; raises FaultyPackError."""
    files = gather(places.folder)
    if places.shared:
        files |= {LINES + name: raw for name, raw in gather(places.helplines).items()}
    return files


@dataclass
class DeskState:
    """Files as they were saved and as they are, and all that was done.

    `revision` rises with each change. `judgement` is the last verdict that is known. `left_over`
    names files of a save that was cut off, in which a text stands that is nowhere else.
    """

    places: DeskPlaces
    words: Words
    saved: dict[str, bytes]
    files: dict[str, bytes]
    judge: Judge
    lock: FolderLock
    drafts: DraftFile
    revision: int = 0
    left_over: tuple[str, ...] = ()
    judgement: Judgement = field(default_factory=lambda: Judgement(-1, Standstill.OPEN))
    _history: History = field(default_factory=History)
    _checked: tuple[int, Checked] | None = None
    _names: Known | None = None
    _searched: Searched | None = None
    _outlined: tuple[OutlineState, tuple[Entry, ...]] | None = None
    _sources: tuple[dict[str, bytes], Mapping[Path, str]] | None = None

    def __post_init__(self) -> None:
        """Keep the files as they were at the start."""
        self.started = dict(self.saved)

    @cached_property
    def lent(self) -> dict[str, bytes]:
        """The numbers of the program, which a pack without its own shows."""
        return gather(self.places.helplines)

    @property
    def lends(self) -> bool:
        """Whether the pack shows the numbers of the program, and has none of its own."""
        return not any(name.startswith((OWN_LINES, LINES)) for name in self.files)

    @property
    def pack_files(self) -> dict[str, bytes]:
        """The files of the pack as they are now, without helplines that stand beside it."""
        return {name: raw for name, raw in self.files.items() if not name.startswith(LINES)}

    @property
    def changed(self) -> tuple[str, ...]:
        """The files that differ from what is saved."""
        names = dict.fromkeys([*self.saved, *self.files])
        return tuple(name for name in names if self.saved.get(name) != self.files.get(name))

    @property
    def language(self) -> str:
        """The language in which the pack is written."""
        value = parse(self.files.get(HEAD_FILE, b""), HEAD_FILE).value
        found = value.get("language") if isinstance(value, dict) else None
        return found if isinstance(found, str) else BASE

    def _edit(
        self, file: str, about: str, edit: Callable[[], bytes], *, merge: bool = False
    ) -> None:
        try:
            new = edit()
        except (DamagedFileError, EditRefusedError, LookupError) as error:
            raise UnusableError("edit-refused", name=file) from error
        self._change({file: new}, about, merge=merge)

    def _change(self, files: Bytes, about: str, *, merge: bool = False) -> None:
        """Take other files as one step."""
        steps = [
            file_step(name, self.files.get(name), raw)
            for name, raw in files.items()
            if self.files.get(name) != raw
        ]
        if steps:
            self._history.add(EditStep(tuple(steps), about), merge=merge)
            self._take(files)

    def _turn(self, turned: tuple[Bytes, str] | None) -> str | None:
        if turned is None:
            return None
        self._take(turned[0])
        return turned[1]

    def _take(self, files: Bytes) -> None:
        known: Bytes = {**self.files, **files}
        kept = {name: raw for name, raw in known.items() if raw is not None}
        self.files = dict(sorted(kept.items(), key=lambda pair: _place(pair[0])))
        self.revision += 1
        self.drafts.keep(self.saved, self.files)


def _place(name: str) -> tuple[tuple[str, ...], str]:
    """Return where a file stands among those of a folder: its own files come before folders."""
    path = PurePosixPath(name)
    return path.parts[:-1], path.name
