"""What an edit of a file means: the same change to its value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from editor.files.spans import spans
from editor.files.splices import Splice, spliced
from tree.pack.yaml_reader import Path, Plain, parse

Meant = Callable[[Any], None]
"""Changes a list that holds the value of a file alone."""
Tries = Iterable[Callable[[], Sequence[Splice]]]


class EditRefusedError(Exception):
    """A file cannot be edited in this way by position; its text can still be edited as a whole."""


def first_true(raw: bytes, file: str, tries: Tries, meant: Meant) -> bytes:
    """Return a file after the first try that means exactly the edit; raises EditRefusedError."""
    found, holder = spans(raw, file), [deepcopy(parse(raw, file).value)]
    meant(holder)
    for attempt in tries:
        new = found.encoded(spliced(found.text, attempt()))
        read = parse(new, file)
        if not read.faults and same(read.value, holder[0]):
            return new
    raise EditRefusedError


def same(one: Plain, other: Plain) -> bool:
    """Return whether two values are the same, their order too; nothing written is empty text."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    texts = all(part is None or isinstance(part, str) for part in (one, other))
    return texts and (one or "") == (other or "")


def holder_of(top: Any, path: Path) -> Any:  # noqa: ANN401  (any value of a file)
    """Return what holds the last part of a path, and that part's place in it."""
    value = top[0]
    for part in path[:-1]:
        value = value[part]
    return value


def set_to(path: Path, value: Plain) -> Meant:
    """Return the change that writes another value."""

    def change(top: Any) -> None:  # noqa: ANN401  (as above)
        if path:
            holder_of(top, path)[path[-1]] = value
        else:
            top[0] = value

    return change


def added(path: Path, at: int, value: Plain) -> Meant:
    """Return the change that puts a new item or key before a place."""

    def change(top: Any) -> None:  # noqa: ANN401  (as above)
        if len(path) == 1 and not top[0]:
            top[0] = [value] if isinstance(path[0], int) else {path[0]: value}
            return
        outer = holder_of(top, path[:-1]) if len(path) > 1 else top
        where = path[-2] if len(path) > 1 else 0
        inside = outer[where] or ([] if isinstance(path[-1], int) else {})
        if isinstance(inside, list):
            outer[where] = [*inside[:at], value, *inside[at:]]
        else:
            pairs = list(inside.items())
            outer[where] = dict([*pairs[:at], (path[-1], value), *pairs[at:]])

    return change


def without(path: Path) -> Meant:
    """Return the change that removes what stands at a path."""

    def change(top: Any) -> None:  # noqa: ANN401  (as above)
        del holder_of(top, path)[path[-1]]

    return change


def exchanged(holder: Path, upper: int) -> Meant:
    """Return the change that swaps an item and the one below it."""

    def change(top: Any) -> None:  # noqa: ANN401  (as above)
        inside = holder_of(top, (*holder, 0))
        if isinstance(inside, list):
            inside[upper : upper + 2] = reversed(inside[upper : upper + 2])
            return
        pairs = list(inside.items())
        pairs[upper : upper + 2] = reversed(pairs[upper : upper + 2])
        inside.clear()
        inside.update(pairs)

    return change


def renamed(texts: Mapping[Path, str], keys: Mapping[Path, str]) -> Meant:
    """Return the change that writes other texts and other keys."""

    def change(top: Any) -> None:  # noqa: ANN401  (as above)
        top[0] = _renamed(top[0], (), texts, keys)

    return change


def _renamed(
    value: Plain, path: Path, texts: Mapping[Path, str], keys: Mapping[Path, str]
) -> Plain:
    if isinstance(value, dict):
        return {
            keys.get((*path, key), key): _renamed(part, (*path, key), texts, keys)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [_renamed(part, (*path, i), texts, keys) for i, part in enumerate(value)]
    return texts.get(path, value)
