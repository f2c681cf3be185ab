"""`translate`: print a translation with every id, and what is missing, stale or gone in it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from commands.drawing.out import put
from commands.speak import command_words
from screens.flags import nearest, read_flags
from tree.fault import FaultyPackError, UnusableError
from tree.prepare import Places
from tree.reading.checked import check_pack
from tree.reading.everything import BASE, person_words
from tree.reading.files import gather
from tree.reading.language import Overlay, mark, overlay
from tree.reading.spoken import overlays
from tree.reading.strict import Path as Way
from tree.reading.strict import parse
from tree.reading.wording import texts

PACK = "pack"
NAMED = r"[a-z]{2,3}(-[a-z0-9]+)*"
"""How a language is named, such as fr or pt-br: it becomes the name of a file or a folder."""
WHOLE, UNFINISHED = 0, 1


def translate(argv: list[str], places: Places) -> int:
    """Print one file of a language; 0 where it is whole and fresh. Raises UnusableError."""
    flags = read_flags(argv, {"--pack": True, "-o": True}, most=2)
    if not flags.rest:
        raise UnusableError("translate-what")
    language, part = (*flags.rest, PACK)[:2]
    if not re.fullmatch(NAMED, language):
        raise UnusableError("no-language", name=language)
    folder = Path(flags.get("--pack") or places.pack)
    files = _words(places.words, language)
    held = _pack(folder, language) if part == PACK else files.get(part)
    if held is None:
        near = nearest(part, [PACK, *files])
        raise UnusableError(
            "unknown-part", name=part, known=", ".join([PACK, *files]), nearest=near
        )
    put("\n".join(lines(held)) + "\n", flags.get("-o"))
    words = command_words(places.words.parent)
    todo = sum(1 for path in held.source if state(held, path))
    print(words("translate.todo", todo=todo, all=len(held.source)), file=sys.stderr)
    return UNFINISHED if todo else WHOLE


def _pack(folder: Path, language: str) -> Overlay:
    if not folder.is_dir():
        raise UnusableError("no-such-pack", name=str(folder))
    files = gather(folder)
    checked = check_pack({name: raw for name, raw in files.items() if "languages/" not in name})
    if checked.pack is None or checked.tree is None:
        raise FaultyPackError(checked.faults)
    file = f"languages/{language}.yaml"
    return overlay(texts(checked.tree, checked.pack), parse(files.get(file, b"{}"), file))


def _words(words: Path, language: str) -> Mapping[str, Overlay]:
    own = words / language
    files = overlays(
        person_words(words / BASE), person_words(own) if own.is_dir() else {}, own.name
    )
    return {Path(name).stem: held for name, held in files.items()}


def state(held: Overlay, path: Way) -> str:
    """Say what is to be done at a text: missing, stale, or nothing."""
    if not held.says.get(path):
        return "missing"
    return "" if held.marks[path] == mark(held.source[path]) else "stale"


def lines(held: Overlay) -> Iterator[str]:
    """Write the file anew in the order of its source; what is to be done has the source above."""
    above: Way = ()
    for path, text in held.source.items():
        yield from _keys(above, path)
        above = path
        indent = "  " * (len(path) - 1)
        if todo := state(held, path):
            new = f" (of: {mark(text)})" if todo == "stale" else ""
            yield f"{indent}# {todo}{new}: {' '.join(text.split())}"
        of = held.marks[path] if todo == "stale" else mark(text)
        leaf = f"{{say: {_quoted(held.says.get(path, ''))}, of: {_quoted(of)}}}"
        yield f"{indent}- {leaf}" if isinstance(path[-1], int) else f"{indent}{_key(path)}: {leaf}"


def _keys(above: Way, path: Way) -> Iterator[str]:
    """Write the keys that lead to a path and did not lead to the one above it."""
    for depth in range(len(path) - 1):
        if path[: depth + 1] != above[: depth + 1]:
            yield "  " * depth + f"{_key(path[: depth + 1])}:"


def _key(path: Way) -> str:
    name = str(path[-1])
    return name if name.isidentifier() or "-" in name else _quoted(name)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
