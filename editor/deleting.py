"""What goes with a thing that is deleted, and what still uses it."""

from __future__ import annotations

from collections.abc import Mapping

from editor.files.edits import delete
from editor.names_used import NameRole, NameSpot, spots
from editor.values import Address


def users(files: Mapping[str, bytes], address: Address) -> list[NameSpot]:
    """List what uses the names that are given at an address, elsewhere."""
    found = list(spots(files))
    given = [one for one in found if one.role is NameRole.DEFINES and address.holds(one.address)]
    return [
        one
        for one in found
        if one.role is NameRole.USES
        and not address.holds(one.address)
        and any(one.fits(name.kind, name.name) for name in given)
    ]


def without_it(files: Mapping[str, bytes], address: Address) -> dict[str, bytes | None]:
    """Return the files that change if a thing goes, and its translations with it."""
    found = list(spots(files))
    given = [one for one in found if one.role is NameRole.DEFINES and address.holds(one.address)]
    owned = [
        one
        for one in found
        if one.role is NameRole.OWNED and any(one.fits(n.kind, n.name) for n in given)
    ]
    changed: dict[str, bytes | None] = {}
    for one in owned:
        outer = any(other.address.holds(one.address) for other in owned if other is not one)
        if not outer:
            file = one.address.file
            raw = changed.get(file) or files[file]
            changed[file] = delete(raw, file, one.address.path)
    if not address.path:
        return {**changed, address.file: None}
    return {**changed, address.file: delete(files[address.file], address.file, address.path)}
