"""Make what is loaded immortal, as Python's own constants are, so that forks go on sharing it.

A reference counted in a fork is written into its object, and the page with it is copied: most of
what a visit took. Objects whose count never changes (PEP 683, CPython from 3.12) copy nothing.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator
from ctypes import c_uint32
from types import AsyncGeneratorType, CodeType, CoroutineType, FrameType, GeneratorType

RUNNING = (FrameType, GeneratorType, CoroutineType, AsyncGeneratorType)
"""What has a program's state in it, which changes and ends."""


def make_immortal() -> int:
    """Make all that is reachable from what Python's collector knows immortal; return how many.

    Nothing of it is ever freed after. Where this Python counts references in another way, 0.
    """
    if not counts_stay():
        return 0
    gc.collect()
    found = _reachable()
    _make(map(id, found))
    return len(found)


def counts_stay() -> bool:
    """Tell whether an object of this Python keeps its count once it has that of None."""
    one = object()
    own = sys.getrefcount(one)  # with what the call holds, which Python 3.14 does not count
    if sys.version_info < (3, 12) or _count(id(one)) not in {own, own - 1}:
        return False
    _make([id(one)])
    many = [one] * 3
    stays = sys.getrefcount(one) == sys.getrefcount(None)
    many.clear()
    return stays and sys.getrefcount(one) == sys.getrefcount(None)


def _reachable() -> list[object]:
    """Find objects, each once; those of a running program are left out."""
    todo, known = gc.get_objects(), set[int]()
    found = list[object]()
    while todo:
        new = {place: one for one in todo if (place := id(one)) not in known}
        known |= new.keys()
        some = [one for one in new.values() if not isinstance(one, RUNNING)]
        found += some
        todo = [*gc.get_referents(*some), *_parts(some)]
    return found


def _parts(owners: list[object]) -> Iterator[object]:
    """Yield what code refers to: Python's collector does not look at it."""
    for code in owners:
        if isinstance(code, CodeType):
            yield from (code.co_consts, code.co_names, code.co_linetable, code.co_exceptiontable)
            yield from (code.co_name, code.co_qualname, code.co_filename)


def _count(place: int) -> int:
    return c_uint32.from_address(place).value


def _make(places: Iterable[int]) -> None:
    """Give objects the count that no fork changes: that of None."""
    most, at = sys.getrefcount(None), c_uint32.from_address
    for place in places:
        at(place).value = most
