"""The stored copy of all that a start needs, read without YAML, pydantic or networkx."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from tree.condition import Condition
from tree.helplines import Helplines
from tree.model import Tree


@dataclass(frozen=True, slots=True)
class Ready:
    """A checked tree, the helplines, and the words of the screens by key, in one language.

    `languages` maps the languages on offer to their own names; `longest` is the number of questions
    on the longest walk, if it was proved.
    """

    tree: Tree
    helplines: Helplines
    words: dict[str, str]
    languages: dict[str, str] = field(default_factory=dict)
    longest: int | None = None


def fingerprint(folders: Iterable[Path], *more: str) -> str:
    """Return a hash of the names and bytes of all YAML and Python files; raises OSError."""
    digest = hashlib.sha256("\0".join(more).encode())
    for folder in folders:
        for path in sorted(_sources(folder)):
            raw = path.read_bytes()
            digest.update(os.fsencode(f"{path.name}\0{len(raw)}\0") + raw)
    return digest.hexdigest()[:32]


def _sources(folder: Path) -> Iterable[Path]:
    if folder.is_file():
        return [folder]
    found = (Path(root, name) for root, _, names in os.walk(folder) for name in names)
    return (path for path in found if path.suffix in (".yaml", ".py") and path.is_file())


def load(path: Path) -> Ready | None:
    """Load a stored copy; None if it is missing, damaged or unreadable."""
    try:
        digest, _, body = path.read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != digest:
            return None
        ready: Ready = _apply(_decoder(Ready), json.loads(body))
    except (OSError, ValueError):
        return None
    return ready


def save(path: Path, ready: Ready) -> bool:
    """Store a copy atomically for the next start; False if the folder is not writable."""
    body = json.dumps(_encode(ready), separators=(",", ":")).encode()
    new = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(exist_ok=True)
        new.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink()
        return False
    return True


def _encode(value: Any) -> Any:
    """Encode dataclasses as lists of their fields in order; conditions start with their class."""
    if is_dataclass(value) and not isinstance(value, type):
        inside = [_encode(getattr(value, field.name)) for field in fields(value)]
        return [type(value).__name__, *inside] if isinstance(value, Condition) else inside
    if isinstance(value, dict):
        return {key: _encode(inside) for key, inside in value.items()}
    return [_encode(inside) for inside in value] if isinstance(value, tuple) else value


Decoder = Callable[[Any], Any]


@cache
def _decoder(kind: Any) -> Decoder | None:
    """Return a decoder for what `_encode` wrote of a type; None if JSON needs no decoding."""
    origin, inside = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return _of_fields(kind)
    if origin is UnionType:
        kinds = [part for part in inside if part is not NoneType]
        one = _of_kinds(kinds) if len(kinds) > 1 else _decoder(kinds[0])
        return _or_none(one) if NoneType in inside else one
    if origin is dict:
        return _of_values(_decoder(inside[1]))
    if origin is tuple and inside[-1] is Ellipsis:
        return _of_items(_decoder(inside[0]))
    return _of_parts([_decoder(part) for part in inside]) if origin is tuple else None


@cache
def _field_decoders(kind: Any) -> tuple[Decoder | None, ...]:
    hints = get_type_hints(kind)
    return tuple(_decoder(hints[field.name]) for field in fields(kind))


def _of_fields(kind: Any) -> Decoder:
    """Decode a dataclass from the list of its fields, which may be recursive."""
    return lambda value: kind(*map(_apply, _field_decoders(kind), value))


def _of_kinds(kinds: list[Any]) -> Decoder:
    """Decode one of several dataclasses from its name and the list of its fields."""
    known = {kind.__name__: _of_fields(kind) for kind in kinds}
    return lambda value: known[value[0]](value[1:])


def _of_parts(parts: list[Decoder | None]) -> Decoder:
    return lambda value: tuple(map(_apply, parts, value))


def _of_items(item: Decoder | None) -> Decoder:
    return tuple if item is None else lambda value: tuple(map(item, value))


def _of_values(item: Decoder | None) -> Decoder | None:
    return item and (lambda value: {key: item(part) for key, part in value.items()})


def _or_none(item: Decoder | None) -> Decoder | None:
    return item and (lambda value: None if value is None else item(value))


def _apply(decoder: Decoder | None, value: Any) -> Any:
    return value if decoder is None else decoder(value)
