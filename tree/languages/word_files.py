"""Words of screens and commands: YAML files of one language, flattened to dotted keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tree.fault import Fault, FaultyPackError
from tree.pack.signs import says_nothing
from tree.pack.strict import Cut, Path, Plain, Written, parse


def read_words(files: Mapping[str, bytes]) -> dict[str, str]:
    """Read all files of a language into one table; raises FaultyPackError."""
    table: dict[str, str] = {}
    faults: list[Fault] = []
    for name, raw in files.items():
        written = parse(raw, name)
        for path, words in _leaves(written.value, ()):
            key = ".".join(path)
            if key in table:
                written.fault("duplicate-id", path, id=key)
            table[key] = words
        faults += [*written.faults, *_gaps(written)]
    if faults:
        raise FaultyPackError(tuple(faults))
    return table


def _leaves(value: Plain, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inside in value.items():
            yield from _leaves(inside, (*path, key))


def _gaps(written: Written) -> Iterator[Fault]:
    """Find what is neither words nor a mapping, and words that are empty."""
    todo: list[tuple[Path, Plain]] = [((), written.value)] if not written.faults else []
    while todo:
        path, value = todo.pop()
        if isinstance(value, dict):
            todo += [((*path, key), inside) for key, inside in value.items()]
        elif isinstance(value, Cut):
            yield Fault("hash-cuts-text", written.where(path))
        elif not isinstance(value, str) or says_nothing(value):
            yield Fault("empty", written.where(path), {"key": ".".join(map(str, path))})
