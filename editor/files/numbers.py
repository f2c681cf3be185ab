"""Files of numbers to call: those of the program as a pack takes them, and new ones."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from editor.files.edits import rename
from editor.files.scalars import new_text
from editor.files.writing import item
from tree.helplines import EMERGENCY
from tree.languages.spoken import FOLDER, SAID, phrases
from tree.pack.yaml_reader import Path, Plain, parse

NUMBERS = "lines"
"""The key of the numbers of a country."""
SCHEMA = re.compile(rb"\A# yaml-language-server:[^\n]*\n")
"""The line by which text editors find the format; it names a file that a pack does not have."""


def taken(lent: Mapping[str, bytes], language: str, others: Collection[str]) -> dict[str, bytes]:
    """Return the numbers of the program as a pack has them, in its own language if they can be.

    Where they stay as they are written, what they say in the pack's other languages goes along.
    """
    own = f"{FOLDER}{language}.yaml"
    says = phrases(lent[own], own).says if own in lent else {}
    spoken = () if says else {f"{FOLDER}{one}.yaml" for one in others}
    kept = {name: raw for name, raw in lent.items() if "/" not in name or name in spoken}
    return {name: _said_in(name, SCHEMA.sub(b"", raw), says) for name, raw in kept.items()}


def _said_in(name: str, raw: bytes, says: Mapping[str, str]) -> bytes:
    """Return a table with its texts in another language."""
    found = texts(parse(raw, name).value) if says and "/" not in name else ()
    return rename(raw, name, {path: says[said] for path, said in found if said in says}, {})


def texts(table: Plain) -> Iterator[tuple[Path, str]]:
    """Yield each text of a table of numbers that may be said in another language, with its path."""
    lines = table.get(NUMBERS) if isinstance(table, dict) else None
    holders: list[tuple[Path, Plain]] = [((), table)]
    holders += [
        ((NUMBERS, i), one) for i, one in enumerate(lines if isinstance(lines, list) else ())
    ]
    for path, holder in holders:
        for key in SAID if path else ("name", "says"):
            said = holder.get(key) if isinstance(holder, dict) else None
            if isinstance(said, str) and said:
                yield (*path, key), said


def new_number(id_: str, category: str) -> dict[str, Plain]:
    """Return a number of which all is still to be written."""
    blank: dict[str, Plain] = dict.fromkeys(("service", "who", "source", "read"), "")
    return {"id": id_, "category": category, **blank}


def new_country(code: str) -> bytes:
    """Return the file of a country of which only the place for its emergency number is there."""
    number = new_number(f"{code.lower()}-{EMERGENCY}", EMERGENCY)
    head = [f"country: {new_text(code)}", 'name: ""', f"{NUMBERS}:"]
    first, *more = item(number, 2, in_line=False)
    return "\n".join([*head, f"  {first}", *more, ""]).encode()
