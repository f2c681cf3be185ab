"""What is written for the value of a field."""

from __future__ import annotations

from codecs import BOM_UTF8

from editor.conditions import written
from editor.shapes_of import ALL, PAGES
from editor.values import Field, FieldKind, FieldValue
from tree.condition import Condition
from tree.pack.yaml_reader import Plain


def as_written(made: Field, value: FieldValue) -> Plain:
    """Return what a file has for a value; None if the key is to be left out."""
    match made.kind:
        case FieldKind.FLAG:
            return "true" if value else None
        case FieldKind.CONDITION:
            return written(value) if isinstance(value, Condition) else _empty(made, "")
        case FieldKind.MANY:
            names: list[Plain] = [str(one) for one in value] if isinstance(value, tuple) else []
            if made.of == PAGES and (ALL in names or not names):
                return ALL
            return names or _empty(made, [])
        case FieldKind.TALLIES:
            pairs = value if isinstance(value, tuple) else ()
            counted: Plain = {one[0]: str(one[1]) for one in pairs if isinstance(one, tuple)}
            return counted or _empty(made, {})
        case _:
            return str(value) if value else _empty(made, "")


def as_before(raw: bytes, text: str) -> bytes:
    """Return a text as a file whose mark on top and line ends are those of the file before."""
    if b"\r\n" in raw and "\r" not in text:
        text = text.replace("\n", "\r\n")
    return (BOM_UTF8 if raw.startswith(BOM_UTF8) else b"") + text.encode()


def _empty(made: Field, empty: Plain) -> Plain:
    """Return what stands for nothing: no key where there need be none."""
    return empty if made.required else None
