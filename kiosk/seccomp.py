"""seccomp: filters of system calls as BPF, and putting one around this process for good."""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from collections.abc import Iterable, Mapping

PROCESSORS: Mapping[str, tuple[int, int]] = {
    "x86_64": (0, 0xC000003E),
    "aarch64": (1, 0xC00000B7),
}
"""For each processor: its column of numbers, and its AUDIT_ARCH value."""


def numbers(calls: Mapping[str, tuple[int, int | None]], column: int) -> dict[str, int]:
    """Return the numbers of calls on one processor, without those that it does not have."""
    found = {name: both[column] for name, both in calls.items()}
    return {name: number for name, number in found.items() if number is not None}


LOAD, EQUAL, AT_LEAST, ANY_OF, KEEP_BITS, RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
ALLOW, KILL, REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM
NUMBER, PROCESSOR, FIRST, SECOND, THIRD, HIGH = 0, 4, 16, 24, 32, 4
"""Offsets in `seccomp_data`: call number, processor, low halves of three arguments; bytes. Their
high halves are `HIGH` bytes further on."""

OTHER_NUMBERS = 0x40000000
"""First number of the x32 calls of x86_64, all of which are refused."""

SET_SECCOMP, FILTER, NO_NEW_PRIVILEGES = 22, 2, 38
"""Numbers of prctl(2) that Python does not name."""


def install(library: ctypes.CDLL, code: bytes) -> bool:
    """Put a filter around this process and all that it starts; return whether it stands."""
    held = ctypes.create_string_buffer(code)
    asked = struct.pack("HxxxxxxQ", len(code) // 8, ctypes.addressof(held))
    return not library.prctl(SET_SECCOMP, FILTER, asked, 0, 0)


def known() -> bool:
    """Return whether the numbers of calls on this processor are known."""
    return platform.machine() in PROCESSORS


def opening(name: int) -> list[bytes]:
    """Return the start of each filter: another processor is the end, another table is refused."""
    return [
        step(LOAD, PROCESSOR), step(EQUAL, name, 1), step(RETURN, KILL), step(LOAD, NUMBER),
        step(AT_LEAST, OTHER_NUMBERS, 0, 1), step(RETURN, REFUSE),
    ]  # fmt: skip


def step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    """Return one instruction of BPF."""
    return struct.pack("HBBI", code, yes, no, value)


def none_of(argument: int, bits: int) -> bytes:
    """Return BPF that allows a call if its argument has none of these bits."""
    return b"".join(
        [step(LOAD, argument), step(ANY_OF, bits, 0, 1), step(RETURN, REFUSE),
         step(RETURN, ALLOW)]
    )  # fmt: skip


def all_zero(*halves: int) -> bytes:
    """Return BPF that allows a call if these halves of arguments, by their offsets, are zero."""
    steps = []
    for half in halves:
        steps += [step(LOAD, half), step(EQUAL, 0, 1), step(RETURN, REFUSE)]
    return b"".join([*steps, step(RETURN, ALLOW)])


def must_be(argument: int, value: int) -> bytes:
    """Return BPF that refuses a call unless its argument is this, and goes on otherwise."""
    return b"".join([step(LOAD, argument), step(EQUAL, value, 1), step(RETURN, REFUSE)])


def one_of(argument: int, values: Iterable[int], mask: int = 0xFFFFFFFF) -> bytes:
    """Return BPF that allows a call if its masked argument is one of these."""
    steps = [step(LOAD, argument), step(KEEP_BITS, mask)]
    for value in values:
        steps += [step(EQUAL, value, 0, 1), step(RETURN, ALLOW)]
    return b"".join([*steps, step(RETURN, REFUSE)])
