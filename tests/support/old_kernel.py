"""Runs a program as on a kernel that lacks seccomp, Landlock or IPv6: it knows no such calls."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import socket
import struct
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

PRCTL = {"x86_64": 157, "aarch64": 167}
SOCKET = {"x86_64": 41, "aarch64": 198}
UNKNOWN, INVALID = 0x00050000 | errno.ENOSYS, 0x00050000 | errno.EINVAL
NO_FAMILY = 0x00050000 | errno.EAFNOSUPPORT


def lacking(parts: str) -> bytes:
    """Return BPF that answers for these parts as a kernel without them does."""
    from kiosk import landlock  # noqa: PLC0415
    from kiosk import seccomp as box  # noqa: PLC0415  (the project is run in place)

    steps = [box.step(box.LOAD, box.NUMBER)]
    if "landlock" in parts:
        steps += [box.step(box.EQUAL, landlock.CREATE_RULESET, 0, 1), box.step(box.RETURN, UNKNOWN)]
    if "seccomp" in parts:
        steps += [box.step(box.EQUAL, PRCTL[platform.machine()], 0, 3)]
        steps += [box.step(box.LOAD, box.FIRST), box.step(box.EQUAL, box.SET_SECCOMP, 0, 1)]
        steps += [box.step(box.RETURN, INVALID)]
    if "ipv6" in parts:
        steps += [box.step(box.LOAD, box.NUMBER)]
        steps += [box.step(box.EQUAL, SOCKET[platform.machine()], 0, 3)]
        steps += [box.step(box.LOAD, box.FIRST), box.step(box.EQUAL, socket.AF_INET6, 0, 1)]
        steps += [box.step(box.RETURN, NO_FAMILY)]
    return b"".join([*steps, box.step(box.RETURN, box.ALLOW)])


def main() -> None:
    """Take the parts away, and be the program that is named after them."""
    code = lacking(sys.argv[1])
    held = ctypes.create_string_buffer(code)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl(38, 1, 0, 0, 0)
    asked = struct.pack("HxxxxxxQ", len(code) // 8, ctypes.addressof(held))
    if prctl(22, 2, asked, 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")
    os.execv(sys.executable, [sys.executable, *sys.argv[2:]])  # noqa: S606 - our own program


if __name__ == "__main__":
    main()
