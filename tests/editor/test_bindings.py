"""What a key does in a class it does in those that are made from it: Textual would not say so."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from textual.binding import BindingsMap
from textual.dom import DOMNode

from editor import screens


def kinds() -> Iterator[type[DOMNode]]:
    """Yield each class of the editor that has keys."""
    for found in pkgutil.walk_packages(screens.__path__, f"{screens.__name__}."):
        for one in vars(import_module(found.name)).values():
            if isinstance(one, type) and issubclass(one, DOMNode) and one.__module__ == found.name:
                yield one


def own_keys(kind: type[DOMNode]) -> set[tuple[str, str]]:
    """Return the keys that a class itself names, each with what it does."""
    named = BindingsMap(vars(kind).get("BINDINGS", ())).key_to_bindings
    return {(key, one.action) for key, many in named.items() for one in many}


@pytest.mark.parametrize("kind", tuple(kinds()), ids=lambda kind: str(kind.__qualname__))
def test_no_class_takes_a_key_from_its_bases(kind: type[DOMNode]) -> None:
    bases = [one for one in kind.__mro__[1:] if one.__module__.startswith(screens.__name__)]
    held = {pair for one in bases if issubclass(one, DOMNode) for pair in own_keys(one)}
    again = {key for key, _ in own_keys(kind)}
    assert {(key, action) for key, action in held if key in again} <= own_keys(kind)
