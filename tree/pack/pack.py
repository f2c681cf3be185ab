"""A pack as written: shapes with their places, and all faults of shape."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tree.fault import Fault, Where
from tree.pack.files import ENDING
from tree.pack.life_shapes import LifeShape
from tree.pack.patterns import ID, LANGUAGE, as_id
from tree.pack.shape_faults import faults_of
from tree.pack.shapes import (
    AnswerShape,
    ForkShape,
    NoteShape,
    OutcomeShape,
    PackShape,
    PromiseShape,
    QuestionShape,
    Shape,
    SourceShape,
)
from tree.pack.signed_shapes import SignedShape
from tree.pack.wording_rules import WordingShape
from tree.pack.yaml_reader import FILES, Path, Written, parse

Mended = TypeVar("Mended", bound=Shape)
HELPLINES = "helplines"
"""The folder of a pack's own helplines, which are read like those of the program."""
SPOKEN = ("languages", "words")
"""Folders with one file for each language."""
FILLERS = ("xx", "1", "1", "xx", "xx", "1")
"""Values tried for a missing key, round by round: texts, ids and numbers."""


def mend(shape: type[Mended], value: Any, error: ValidationError) -> Mended | None:
    """Fit a value with errors into its shape by dropping or filling parts; None if that fails."""
    value, errors = deepcopy(value), error.errors(include_url=False)
    for filler in FILLERS:
        for detail in reversed(errors):
            _drop_or_fill(value, detail, filler)
        try:
            return shape.model_validate(value)
        except ValidationError as left:
            errors = left.errors(include_url=False)
    return None


def _drop_or_fill(value: Any, detail: ErrorDetails, filler: str) -> None:
    way = _path(value, detail["loc"])
    with suppress(TypeError, KeyError, IndexError):
        if detail["type"] == "missing":
            _value_at(value, way)[detail["loc"][-1]] = filler
        elif way:
            del _value_at(value, way[:-1])[way[-1]]


def _path(value: Any, loc: Path) -> Path:
    """Return the part of a pydantic location that exists in the value, without union branches."""
    way: Path = ()
    for part in loc:
        with suppress(TypeError, KeyError, IndexError):
            _value_at(value, (*way, part))
            way = (*way, part)
    return way


def _value_at(value: Any, way: Sequence[str | int]) -> Any:
    for part in way:
        value = value[part]
    return value


S_co = TypeVar("S_co", bound=Shape, covariant=True)
S = TypeVar("S", bound=Shape)


@dataclass(frozen=True, slots=True)
class Placed(Generic[S_co]):
    """A shape and its place; `mended` if faults in it were filled in."""

    shape: S_co
    written: Written
    path: Path = ()
    mended: bool = False

    def fault(self, code: str, *path: str | int, **values: str) -> Fault:
        """Return a fault at a path inside this shape."""
        return Fault(code, self.written.where((*self.path, *path)), values)


@dataclass(slots=True)
class Pack:
    """All that could be read of a pack.

    `seen`, with their shapes, and `kinds` also hold names from broken items, so that one slip is
    not reported twice.
    `languages` are translations as written; they are checked once there is a tree. `words` are its
    own words on the screens, by language. `review` is what was signed, by language and name, and
    `signed_in` where each of its languages is written. `lives` are by the names of their files.
    """

    head: Placed[PackShape] | None = None
    questions: list[tuple[str, Placed[QuestionShape]]] = field(default_factory=list)
    forks: list[Placed[ForkShape]] = field(default_factory=list)
    outcomes: dict[str, Placed[OutcomeShape]] = field(default_factory=dict)
    notes: list[Placed[NoteShape]] = field(default_factory=list)
    answers: list[Placed[AnswerShape]] = field(default_factory=list)
    promises: list[Placed[PromiseShape]] = field(default_factory=list)
    sources: dict[str, Placed[SourceShape]] = field(default_factory=dict)
    languages: dict[str, Written] = field(default_factory=dict)
    words: dict[str, Written] = field(default_factory=dict)
    wording: dict[str, Placed[WordingShape]] = field(default_factory=dict)
    review: dict[tuple[str, str], Placed[SignedShape]] = field(default_factory=dict)
    signed_in: dict[str, Where] = field(default_factory=dict)
    lives: dict[str, Placed[LifeShape]] = field(default_factory=dict)
    seen: set[tuple[type[Shape], str]] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    whole: bool = True
    faults: list[Fault] = field(default_factory=list)

    def see(self, shape: type[Shape], name: str) -> None:
        """Record that something of a shape has this name, be it broken or not."""
        self.seen |= {(shape, name), (shape, as_id(name))}

    def join(self, other: Pack) -> None:
        """Take over all that was read of another file."""
        for part in fields(self):
            held, more = getattr(self, part.name), getattr(other, part.name)
            if isinstance(held, list):
                held += more
            elif isinstance(held, dict | set):
                held |= more
        self.head, self.whole = other.head or self.head, self.whole and other.whole

    def named(self, *shapes: type[Shape]) -> set[str]:
        """Return the names of all that is of these shapes, be it broken or not."""
        return {name for shape, name in self.seen if shape in shapes}


def read_pack(files: Mapping[str, bytes]) -> Pack:
    """Read all files of a pack; faults of shape are in `faults`."""
    if "pack.yaml" not in files:
        return Pack(faults=[Fault("no-pack-file", Where("pack.yaml"))])
    pack = Pack()
    for name in sorted(files, key=_originals_first):
        if not name.startswith(f"{HELPLINES}/"):
            pack.join(_read_file(files[name], name))
    return pack


@lru_cache(FILES)
def _read_file(raw: bytes, name: str) -> Pack:
    """Read one file, once for what is in it; nobody changes what was read."""
    pack, (folder, file) = Pack(), name.rpartition("/")[::2]
    written = parse(raw, name)
    pack.faults += _misnamed(folder, name)
    if folder in SPOKEN:
        getattr(pack, folder)[PurePosixPath(file).stem] = written
    else:
        _take_whole(pack, written)
    return pack


def _misnamed(folder: str, name: str) -> Iterator[Fault]:
    """Find a file of a language whose name is none, which nobody would read."""
    stem = PurePosixPath(name).stem
    if folder in (*SPOKEN, "wording") and not re.fullmatch(LANGUAGE, stem):
        yield Fault("not-a-language", Where(name), {"text": stem})


def _originals_first(name: str) -> str:
    """Return a key to sort by: `days.yaml` before `days copy.yaml`, so that the copy is blamed."""
    return name.removesuffix(ENDING) if name.startswith("questions/") else ""


def _take_whole(pack: Pack, written: Written) -> None:
    pack.faults += written.faults
    pack.whole &= not written.faults
    if not written.faults:
        _take(pack, written)


def _take(pack: Pack, written: Written) -> None:
    """Pass a file to the reader for its kind."""
    folder = "/".join(PurePosixPath(written.file).parts[:-1])
    takers = {
        "pack.yaml": _take_head,
        "review.yaml": _take_review,
        "sources.yaml": _take_sources,
        "forks.yaml": _take_list,
        "notes.yaml": _take_list,
        "answers.yaml": _take_list,
        "promises.yaml": _take_list,
        "questions": _take_topic,
        "outcomes": _take_outcome,
        "wording": _take_wording,
        "lives": _take_life,
    }
    taker = takers.get(folder or written.file)
    if taker:
        taker(pack, written)
    else:
        pack.faults.append(Fault("unknown-file", Where(written.file)))


def _take_head(pack: Pack, written: Written) -> None:
    pack.head = _shape(pack, PackShape, written, ())


def _name(pack: Pack, written: Written) -> str:
    """Return the id that a file gives by its name; "" with a fault if it is none."""
    name = PurePosixPath(written.file).stem
    if re.fullmatch(ID, name):
        return name
    pack.faults.append(Fault("file-name", Where(written.file)))
    return ""


def _take_life(pack: Pack, written: Written) -> None:
    name = _name(pack, written)
    if name and (life := _shape(pack, LifeShape, written, ())):
        pack.lives[name] = life


def _take_outcome(pack: Pack, written: Written) -> None:
    name = _name(pack, written)
    if not name:
        return
    pack.see(OutcomeShape, name)
    if outcome := _shape(pack, OutcomeShape, written, ()):
        pack.outcomes[name] = outcome


def _take_wording(pack: Pack, written: Written) -> None:
    if rules := _shape(pack, WordingShape, written, ()):
        pack.wording[PurePosixPath(written.file).stem] = rules


def _take_sources(pack: Pack, written: Written) -> None:
    for key in _keys(pack, written):
        pack.see(SourceShape, key)
        if source := _shape(pack, SourceShape, written, (key,)):
            pack.sources[key] = source


def _take_review(pack: Pack, written: Written) -> None:
    for language in _keys(pack, written):
        pack.signed_in[language] = written.where((language,))
        signed = _at(written, (language,))
        if not isinstance(signed, dict):
            pack.faults.append(Fault("not-a-mapping", written.where((language,))))
            continue
        for name in signed:
            if item := _shape(pack, SignedShape, written, (language, name)):
                pack.review[language, name] = item


def _take_topic(pack: Pack, written: Written) -> None:
    value = written.value
    if not isinstance(value, dict) or set(value) != {"topic", "questions"}:
        pack.faults.append(Fault("topic-file-shape", Where(written.file)))
        pack.whole = False
        return
    for path in _items(pack, written, ("questions",)):
        if question := _shape(pack, QuestionShape, written, path):
            pack.questions.append((str(value["topic"]), question))


def _take_list(pack: Pack, written: Written) -> None:
    for path in _items(pack, written, ()):
        if written.file == "forks.yaml" and (fork := _shape(pack, ForkShape, written, path)):
            pack.forks.append(fork)
        if written.file == "notes.yaml" and (note := _shape(pack, NoteShape, written, path)):
            pack.notes.append(note)
        if written.file == "answers.yaml" and (said := _shape(pack, AnswerShape, written, path)):
            pack.answers.append(said)
        if written.file == "promises.yaml" and (kept := _shape(pack, PromiseShape, written, path)):
            pack.promises.append(kept)


def _shape(pack: Pack, shape: type[S], written: Written, path: Path) -> Placed[S] | None:
    """Validate the value at a path against a shape, and record every fault."""
    value = _at(written, path)
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            pack.see(shape, value["id"])
        kind = value.get("kind") if issubclass(shape, OutcomeShape) else None
        pack.kinds |= {kind} if isinstance(kind, str) else set()
    try:
        return Placed(_fitted(shape, value, written, path), written, path)
    except ValidationError as error:
        pack.faults += faults_of(error, shape, written, path)
        rest = mend(shape, value, error)
    return Placed(rest, written, path, mended=True) if rest else None


def _fitted(shape: type[S], value: Any, written: Written, path: Path) -> S:
    """Fit a value into its shape, once for each content of a file; raises ValidationError."""
    key = shape, path
    if key not in written.fitted:
        written.fitted[key] = shape.model_validate(value)
    fitted: S = written.fitted[key]
    return fitted


def _at(written: Written, path: Path) -> Any:
    value: Any = written.value
    for part in path:
        value = value[part]
    return value


def _items(pack: Pack, written: Written, path: Path) -> Iterator[Path]:
    value = _at(written, path)
    if isinstance(value, list):
        yield from ((*path, i) for i in range(len(value)))
    elif value is not None:
        pack.faults.append(Fault("not-a-list", written.where(path)))
        pack.whole = False


def _keys(pack: Pack, written: Written) -> list[str]:
    if isinstance(written.value, dict):
        return list(written.value)
    pack.faults.append(Fault("not-a-mapping", Where(written.file)))
    pack.whole = False
    return []
