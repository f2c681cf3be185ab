"""`translate`: print a translation with every id, marking missing, stale and removed texts."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from commands.inputs import pack_folder
from commands.output import put
from commands.reports.sentences import command_words
from screens.flags import nearest, read_flags
from screens.words import Words
from tree.checking.checked import check_pack
from tree.checking.everything import BASE, person_words
from tree.fault import FaultyPackError, UnusableError, shown
from tree.languages.overlay import Overlay, dotted, mark, overlay
from tree.languages.pack_words import FOLDER, own_words
from tree.languages.paper import paper_files
from tree.languages.spoken import overlays
from tree.languages.wording import texts
from tree.pack.comments import Comments, comments
from tree.pack.files import gather
from tree.pack.pack import read_pack
from tree.pack.yaml_reader import Path as Way
from tree.pack.yaml_reader import Plain, parse
from tree.prepare import Places

PACK = "pack"
NAMED = r"[a-z]{2,3}(-[a-z0-9]+)*"
"""Language codes, such as fr or pt-br; a code becomes the name of a file or a folder."""
WHOLE, UNFINISHED = 0, 1
MENDABLE = {"missing-words", "stale-words", "wrong-places", "empty", "missing", "unknown-words"}
"""Faults that leave every text of a file readable."""


def translate(argv: list[str], places: Places) -> int:
    """Print a translation; returns 0 if it is complete and up to date. Raises UnusableError."""
    flags = read_flags(argv, {"--pack": True, "-o": True}, most=2)
    if not flags.rest:
        raise UnusableError("translate-what")
    language, part = (*flags.rest, PACK)[:2]
    if not re.fullmatch(NAMED, language):
        raise UnusableError("no-language", name=language)
    folder = pack_folder(flags.get("--pack"), places)
    read = (
        _pack(folder, language) if part == PACK
        else _own_words(folder, language) if part == FOLDER
        else _words(places.words, language, part)
    )  # fmt: skip
    words = command_words(places.words.parent)
    _refuse_to_lose(read, flags.get("-o"), words)
    _make_its_folder(read, flags.get("-o"))
    noted = comments(read.raw, read.held.written)
    put("\n".join(lines(read.held, noted)) + "\n", flags.get("-o"), words)
    todo = sum(1 for path in read.held.source if state(read.held, path))
    print(words("translate.todo", todo=todo, all=len(read.held.source)), file=sys.stderr)
    return UNFINISHED if todo else WHOLE


@dataclass(frozen=True, slots=True)
class Read:
    """A translation: its path (even if missing), its texts, and the content of the file."""

    file: Path
    raw: bytes
    held: Overlay


def _refuse_to_lose(read: Read, name: str, words: Words) -> None:
    """Raise FaultyPackError or UnusableError rather than overwrite texts that were not read."""
    lost = [fault for fault in read.held.faults if fault.code not in MENDABLE]
    if lost:
        if name not in ("", "-"):
            print(words("translate.left", name=shown(name)), file=sys.stderr)
        raise FaultyPackError(tuple(lost))
    holds = name not in ("", "-") and os.path.isfile(name) and os.path.getsize(name)
    if holds and not (read.raw and os.path.samefile(name, read.file)):
        raise UnusableError("not-that-file", name=name)


def _make_its_folder(read: Read, name: str) -> None:
    """Make the folder in which this translation belongs, for the first one of a pack."""
    own = read.file.parent
    if name not in ("", "-") and os.path.dirname(os.path.realpath(name)) == os.path.realpath(own):
        with suppress(OSError):  # writing the file says what is wrong
            own.mkdir(exist_ok=True)


def _pack(folder: Path, language: str) -> Read:
    files = gather(folder)
    checked = check_pack({name: raw for name, raw in files.items() if "languages/" not in name})
    if checked.pack is None or checked.tree is None:
        raise FaultyPackError(checked.faults)
    _refuse_own(language, checked.tree.language)
    file = f"languages/{language}.yaml"
    raw = files.get(file, b"")
    held = overlay(texts(checked.tree, checked.pack), parse(raw or b"{}", file))
    return Read(folder / file, raw, held)


def _own_words(folder: Path, language: str) -> Read:
    """Read what a pack says on the screens; raises UnusableError if it says nothing of its own."""
    files = gather(folder)
    pack = read_pack(files)
    source = own_words(pack)
    if not source:
        raise UnusableError("no-own-words", name=folder.name)
    _refuse_own(language, pack.head.shape.language if pack.head else "")
    file = f"{FOLDER}/{language}.yaml"
    raw = files.get(file, b"")
    return Read(folder / file, raw, overlay(source, parse(raw or b"{}", file)))


def _refuse_own(language: str, own: str) -> None:
    """Raise UnusableError for the language in which the texts are written."""
    if language == own:
        raise UnusableError("own-language", name=language)


def _words(words: Path, language: str, part: str) -> Read:
    _refuse_own(language, BASE)
    own = words / language
    found = {**person_words(own), **paper_files(own)} if os.path.isdir(own) else {}
    base = words / BASE
    files = overlays({**person_words(base), **paper_files(base)}, found, own.name)
    parts = {Path(name).stem: name for name in files}
    if part not in parts:
        near = nearest(part, [PACK, FOLDER, *parts])
        known = ", ".join([PACK, FOLDER, *parts])
        raise UnusableError("unknown-part", name=part, known=known, nearest=near)
    name = parts[part]
    return Read(own / name, found.get(name, b""), files[name])


OURS = re.compile(r"# (missing|stale( \(of: \w+\))?): ")
"""Our own comments on open work; they are written anew each time."""
NONE = Comments()


def state(held: Overlay, path: Way) -> str:
    """Return the state of a text: missing, stale, or empty if it is up to date."""
    if not held.says.get(path):
        return "missing"
    return "" if held.marks[path] == mark(held.source[path]) else "stale"


def lines(held: Overlay, noted: Comments = NONE) -> Iterator[str]:
    """Yield the file in the order of its source; open texts have the source above."""
    yield from noted.top
    above: Way = ()
    left = dict(noted.above)
    for path, text in held.source.items():
        for at in _new_keys(above, path):
            indent = "  " * (len(at) - 1)
            yield from (indent + said for said in left.pop(at, ()) if not OURS.match(said))
            leaf = _leaf(held, path, text, indent) if at == path else [f"{indent}{_key(at)}:"]
            yield from _with(leaf, noted.beside.get(at, ""))
        above = path
    yield from (said for some in left.values() for said in some if not OURS.match(said))
    yield from noted.end
    yield from _gone(held, (), held.written.value)


def _with(written: list[str], said: str) -> list[str]:
    return [*written[:-1], f"{written[-1]}  {said}"] if said else written


def _new_keys(above: Way, path: Way) -> Iterator[Way]:
    """Yield the prefixes of `path` that `above` does not share, then the path itself."""
    for depth in range(1, len(path)):
        if path[:depth] != above[:depth]:
            yield path[:depth]
    yield path


def _leaf(held: Overlay, path: Way, text: str, indent: str) -> list[str]:
    """Return the lines of one text, with a comment above if it is open."""
    todo = state(held, path)
    new = f" (of: {mark(text)})" if todo == "stale" else ""
    of = held.marks[path] if todo == "stale" else mark(text)
    leaf = f"{{say: {_quoted(held.says.get(path, ''))}, of: {_quoted(of)}}}"
    line = f"{indent}- {leaf}" if isinstance(path[-1], int) else f"{indent}{_key(path)}: {leaf}"
    return [f"{indent}# {todo}{new}: {' '.join(text.split())}", line] if todo else [line]


def _gone(held: Overlay, path: Way, value: Plain) -> Iterator[str]:
    """Yield a removed text as a comment: it may come back under another name."""
    if isinstance(value, dict) and isinstance(value.get("say"), str) and path not in held.after:
        if path not in held.source:
            yield f"# gone: {dotted(path)}: {' '.join(str(value['say']).split())}"
        return
    inside = value.items() if isinstance(value, dict) else ()
    for key, part in inside if not isinstance(value, list) else enumerate(value):
        yield from _gone(held, (*path, key), part)


def _key(path: Way) -> str:
    name = str(path[-1])
    return name if name.isidentifier() or "-" in name else _quoted(name)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
