"""System calls for attempts, made past Python: each raises OSError where the kernel refuses it."""

from __future__ import annotations

import ctypes
import os
import platform
import struct

C = ctypes.CDLL(None, use_errno=True)
C.syscall.restype = ctypes.c_long
C.mmap.restype = C.shmat.restype = ctypes.c_void_p
ARM = platform.machine() == "aarch64"
FAILED = (-1, 2**64 - 1, None)

CALLS = {
    # name: (x86_64, aarch64)
    "add_key": (248, 217),
    "bpf": (321, 280),
    "clock_nanosleep": (230, 115),
    "clone": (56, 220),
    "clone3": (435, 435),
    "fanotify_init": (300, 262),
    "fsopen": (430, 430),
    "fstat": (5, 80),
    "futex": (202, 98),
    "inotify_init1": (294, 26),
    "io_setup": (206, 0),
    "io_uring_setup": (425, 425),
    "kcmp": (312, 272),
    "keyctl": (250, 219),
    "memfd_secret": (447, 447),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    "open_by_handle_at": (304, 265),
    "openat2": (437, 437),
    "perf_event_open": (298, 241),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "process_madvise": (440, 440),
    "renameat2": (316, 276),
    "statx": (332, 291),
    "syslog": (103, 116),
    "timer_create": (222, 107),
    "tgkill": (234, 131),
    "userfaultfd": (323, 282),
}


def done(result: int | None) -> int:
    """Return what a call of C returned; raises OSError if it failed."""
    if result is None or result in FAILED:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def call(name: str, *args: int | bytes | ctypes.Array[ctypes.c_char]) -> int:
    """Make a system call, also one that C has no name for; raises OSError."""
    given = [ctypes.c_long(arg) if isinstance(arg, int) else arg for arg in args]
    return done(C.syscall(ctypes.c_long(CALLS[name][ARM]), *given))


def memory(size: int, *words: int) -> ctypes.Array[ctypes.c_char]:
    """Return so many bytes for the kernel to read and write, beginning with these 4-byte words."""
    return ctypes.create_string_buffer(struct.pack(f"={len(words)}I", *words).ljust(size, b"\0"))
