"""Files of words as one table; it needs nothing but YAML, since every refused command says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tree.fault import Fault, FaultyPackError, Where
from tree.pack.confusables import says_nothing
from tree.pack.yaml_reader import Path, Plain, Written, parse, slip_of


def read_words(files: Mapping[str, bytes]) -> dict[str, str]:
    """Read all files of a language into one table; raises FaultyPackError."""
    table: dict[str, str] = {}
    faults: list[Fault] = []
    places: dict[str, Where] = {}
    for name, raw in files.items():
        written = parse(raw, name)
        for path, words in leaves(written.value, ()):
            key = ".".join(path)
            if key in table:
                written.fault("duplicate-id", path, id=key, first=str(places[key]))
            table[key], places[key] = words, written.where(path)
        faults += [*written.faults, *gaps(written)]
    if faults:
        raise FaultyPackError(tuple(faults))
    return table


def leaves(value: Plain, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each text of nested mappings with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inside in value.items():
            yield from leaves(inside, (*path, key))


def gaps(written: Written) -> Iterator[Fault]:
    """Find values that are neither text nor a mapping, and empty texts."""
    if not (written.faults or isinstance(written.value, dict)):
        yield Fault("not-a-mapping", Where(written.file))
        return
    todo: list[tuple[Path, Plain]] = [((), written.value)] if not written.faults else []
    while todo:
        path, value = todo.pop()
        if isinstance(value, dict):
            todo += [((*path, key), inside) for key, inside in value.items()]
        elif slip := slip_of(value):
            yield Fault(slip, written.where(path))
        elif isinstance(value, list):
            yield Fault("not-text-value", written.where(path), {"key": ".".join(map(str, path))})
        elif says_nothing(value or ""):
            yield Fault("empty", written.where(path), {"key": ".".join(map(str, path))})
