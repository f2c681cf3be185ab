"""New parts and new entries: where they go, and what leads to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from editor.files.edits import insert
from editor.files.putting import put
from editor.files.spans import at_path, value_at
from editor.outline import TITLES
from editor.templates import FILES, KEYED, NEW, ONE_OF, free_id, new_entry, new_part
from editor.values import Address, Entry, EntryKind
from tree.fault import UnusableError
from tree.pack.yaml_reader import Path, Plain, decoded

AFTER = "after"
"""Before the name of what a new fork comes after."""
LAST = ("go", "opening")
"""Lists whose last item holds otherwise: what is new stands before it."""
FOLDERS = {EntryKind.OUTCOME: "outcomes", EntryKind.LIFE: "lives"}
"""Where each thing is a file of its own."""


def with_part(
    raw: bytes, template: str, address: Address, order: Sequence[str]
) -> tuple[bytes, Address]:
    """Return a file with a new part at an address, and where that stands."""
    file, path = address.file, address.path
    if template in ONE_OF:
        return insert(raw, file, path, new_part(template, NEW, ""), order), address
    old = _written(raw, address)
    items = old if isinstance(old, list) else []
    id_ = free_id(NEW, [str(one.get("id")) for one in items if isinstance(one, dict)])
    part = new_part(template, id_, _otherwise(old))
    if isinstance(old, str):
        return put(raw, file, path, [part, {"otherwise": old}]), address.under(0)
    if old is None:
        fresh: Plain = [part, {"otherwise": ""}] if path[-1] in LAST else [part]
        return insert(raw, file, path, fresh, order), address.under(0)
    at = max(0, len(items) - 1) if path[-1] in LAST else len(items)
    return insert(raw, file, (*path, at), part), address.under(at)


def _written(raw: bytes, address: Address) -> Plain:
    """Return what is written at an address; None if nothing is."""
    try:
        return value_at(raw, address.file, address.path)
    except LookupError:
        return None


def _otherwise(old: Plain) -> str:
    """Return where a list of routes leads in the end."""
    last = old[-1] if isinstance(old, list) and old else old
    said = last.get("otherwise") if isinstance(last, dict) else last
    return said if isinstance(said, str) else ""


def with_entry(
    files: Mapping[str, bytes], entries: Sequence[Entry], kind: EntryKind, after: Entry | None
) -> tuple[dict[str, bytes | None], str]:
    """Return the files that change with a new entry, and its id; raises UnusableError.

    A new question or fork takes over where the one before it led, and that one leads to it.
    """
    stem = f"{AFTER}-{after.id}" if after and kind is EntryKind.FORK else f"{NEW}-{kind}"
    id_ = free_id(stem, [one.id for one in entries])
    if kind in FOLDERS:
        file = f"{FOLDERS[kind]}/{id_}.yaml"
        raw = _first_comment(files, FOLDERS[kind])
        for key, value in _pairs(new_entry(kind, id_, "")):
            raw = insert(raw, file, (key,), value)
        return {file: raw}, id_
    if kind in KEYED:
        return _keyed(files, kind, id_), id_
    return _listed(files, entries, kind, after, id_), id_


def _pairs(value: Plain) -> list[tuple[str, Plain]]:
    return list(value.items()) if isinstance(value, dict) else []


def _first_comment(files: Mapping[str, bytes], folder: str) -> bytes:
    """Return the line on top of the other files in a folder, which tells editors its format."""
    for name, raw in files.items():
        if name.startswith(f"{folder}/"):
            first = decoded(raw).splitlines()[:1]
            return f"{first[0]}\n".encode() if first and first[0].startswith("#") else b""
    return b""


def _keyed(files: Mapping[str, bytes], kind: EntryKind, id_: str) -> dict[str, bytes | None]:
    return {FILES[kind][0]: _with_key(files, kind, id_, new_entry(kind, id_, ""))}


def _with_key(files: Mapping[str, bytes], kind: EntryKind, id_: str, value: Plain) -> bytes:
    file, path = FILES[kind]
    raw = files.get(file, b"")
    try:
        value_at(raw, file, path)
    except LookupError:
        return insert(raw, file, path, {id_: value})
    return insert(raw, file, (*path, id_), value)


def with_named(files: Mapping[str, bytes], kind: EntryKind, id_: str, text: str) -> bytes:
    """Return the file with a new entry that is known by some words; `id_` must be free."""
    new = new_entry(kind, id_, "")
    said = next((key for key in TITLES if isinstance(new, dict) and key in new), "")
    value: Plain = {**new, said: text} if isinstance(new, dict) else text
    return _with_key(files, kind, id_, value)


def _listed(
    files: Mapping[str, bytes],
    entries: Sequence[Entry],
    kind: EntryKind,
    after: Entry | None,
    id_: str,
) -> dict[str, bytes | None]:
    beside = after if after and after.kind is kind else _last(entries, kind)
    if beside is None and kind not in FILES:
        raise UnusableError("edit-add-where")
    file = beside.address.file if beside else FILES[kind][0]
    path = beside.address.path if beside else (-1,)
    raw = files.get(file, b"")
    leads = _leads(raw, file, path) if beside else ""
    place = leads or next((one.id for one in entries if one.kind is EntryKind.OUTCOME), "")
    number = int(path[-1]) + 1
    raw = insert(raw, file, (*path[:-1], number), new_entry(kind, id_, place))
    if leads and after and kind in (EntryKind.QUESTION, EntryKind.FORK):
        raw = put(raw, file, (*path, "go"), id_)
    return {file: raw}


def _last(entries: Sequence[Entry], kind: EntryKind) -> Entry | None:
    return next((one for one in reversed(entries) if one.kind is kind), None)


def _leads(raw: bytes, file: str, path: Path) -> str:
    """Return where a question or fork leads whatever is said; empty if that depends."""
    value = at_path(value_at(raw, file, ()), path)
    go = value.get("go") if isinstance(value, dict) else None
    return go if isinstance(go, str) else ""
