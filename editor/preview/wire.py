"""What the painter and its process say to each other: JSON with its length before it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from tree.fault import Fault, FaultyPackError, UnusableError, Where
from tree.prepare import Places
from tree.walk import WrongAnswerError

LENGTH = 4
"""Bytes of the length of a message."""

BYTES = "latin-1"
"""Carries every byte of a file as one sign."""

PATHS = ("pack", "words", "helplines", "stored")


def frame(data: Mapping[str, Any]) -> bytes:
    """Return a message."""
    body = json.dumps(data, separators=(",", ":")).encode()
    return len(body).to_bytes(LENGTH) + body


def take(stream: BinaryIO) -> dict[str, Any] | None:
    """Wait for a message and return it; None at the end."""
    head = stream.read(LENGTH)
    if len(head) < LENGTH:
        return None
    found: dict[str, Any] = json.loads(stream.read(int.from_bytes(head)))
    return found


async def receive(stream: asyncio.StreamReader) -> dict[str, Any]:
    """Wait for a message and return it; raises IncompleteReadError at the end."""
    length = int.from_bytes(await stream.readexactly(LENGTH))
    found: dict[str, Any] = json.loads(await stream.readexactly(length))
    return found


def changes(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> dict[str, str | None]:
    """Return the files that differ, as text; None for one that is gone."""
    new = {name: raw.decode(BYTES) for name, raw in now.items() if before.get(name) != raw}
    return {**dict.fromkeys(before.keys() - now.keys()), **new}


def change(files: dict[str, bytes], more: Mapping[str, str | None]) -> None:
    """Take over the files that differ."""
    for name, text in more.items():
        files.pop(name, None)
        if text is not None:
            files[name] = text.encode(BYTES)


def places_data(places: Places) -> dict[str, str]:
    """Return paths as plain data."""
    paths = {name: str(getattr(places, name).resolve()) for name in PATHS}
    return {**paths, "local": str(places.local.resolve()) if places.local else ""}


def places_of(data: Mapping[str, str]) -> Places:
    """Return the paths that were written as plain data."""
    pack, words, helplines, stored = (Path(data[name]) for name in PATHS)
    local = Path(data["local"]) if data["local"] else None
    return Places(pack, words, helplines, stored, local, keep=False)


def error_data(error: FaultyPackError | UnusableError | WrongAnswerError) -> dict[str, Any]:
    """Return an error as plain data."""
    if isinstance(error, FaultyPackError):
        return {"faults": [_fault_data(fault) for fault in error.faults]}
    kind = "wrong" if isinstance(error, WrongAnswerError) else "unusable"
    return {kind: error.code, "values": error.values}


def _fault_data(fault: Fault) -> list[object]:
    where = fault.where
    return [fault.code, where.file, where.line, where.column, fault.values]


def error_of(data: Mapping[str, Any]) -> FaultyPackError | UnusableError | WrongAnswerError | None:
    """Return the error that was written as plain data; None if there was none."""
    if "faults" in data:
        return FaultyPackError(
            tuple(
                Fault(code, Where(file, line, column), values)
                for code, file, line, column, values in data["faults"]
            )
        )
    if "wrong" in data:
        return WrongAnswerError(data["wrong"], **data["values"])
    return UnusableError(data["unusable"], **data["values"]) if "unusable" in data else None
