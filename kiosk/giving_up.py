"""What the front and the zygote give up: calls, files and networks that they never need.

Both inherit to whatever they start. The front may still run Python, which a new zygote is.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from kiosk import landlock, seccomp
from kiosk.landlock import CONTROL, EXECUTE, LIST, READ, WRITE
from kiosk.sandbox import LANDLOCK, SECCOMP
from kiosk.seccomp import ALLOW, EQUAL, NO_NEW_PRIVILEGES, PROCESSORS, REFUSE, RETURN, numbers, step

NEVER = {
    # name: (x86_64, aarch64); None where that processor has no such call
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "fanotify_init": (300, 262),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "unshare": (272, 97),
    "setns": (308, 268),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "syslog": (103, 116),
    "acct": (163, 89),
    "personality": (135, 92),
    "vhangup": (153, 58),
    "mbind": (237, 235),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "set_mempolicy": (238, 237),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
}
"""Calls that no process of a kiosk needs."""

WARM = {
    "execve": (59, 221),
    "execveat": (322, 281),
    "socket": (41, 198),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    "mknodat": (259, 33),
}
"""Calls that a zygote needs no more once it is warm, nor what it forks."""

CLONE = {"clone": (56, 220)}
NEW_WORLDS = 0x7E020000
"""Flags of clone(2) that make namespaces."""

CLONE3 = {"clone3": (435, 435)}
UNKNOWN = 0x00050000 | errno.ENOSYS
"""Its flags cannot be seen by a filter: told that there is no such call, libraries use clone."""

DEVICES = {
    "/dev/null": READ | WRITE,
    "/dev/ptmx": READ | WRITE | CONTROL,
    "/dev/pts": READ | WRITE | LIST | CONTROL,
}
FRONT: dict[str, int] = {"/": READ | LIST, **DEVICES}
"""Rights to files that the front keeps: it reads settings and packs anew, and makes terminals."""

ZYGOTE: dict[str, int] = {"/proc": READ, "/dev/null": READ | WRITE}
"""Rights to files that a warm zygote keeps, for what it forks to begin with."""


def give_up_in_front(ports: Iterable[int]) -> int:
    """Keep what the front needs, to listen on these ports too; return the parts that stand."""
    runs = dict.fromkeys(_python(), READ | EXECUTE)
    return _give_up({**FRONT, **runs}, ports, NEVER)


def give_up_in_zygote() -> int:
    """Keep what a warm zygote needs; return the parts that stand."""
    return _give_up(ZYGOTE, (), {**NEVER, **WARM})


def _give_up(
    files: Mapping[str, int], ports: Iterable[int], calls: Mapping[str, tuple[int, int | None]]
) -> int:
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    parts = LANDLOCK if landlock.restrict(library, files, ports) else 0
    if seccomp.known() and seccomp.install(library, program(platform.machine(), calls)):
        parts |= SECCOMP
    return parts


def program(machine: str, calls: Mapping[str, tuple[int, int | None]]) -> bytes:
    """Return BPF that refuses these calls and new namespaces, for this processor."""
    column, name = PROCESSORS[machine]
    (clone,), (clone3,) = numbers(CLONE, column).values(), numbers(CLONE3, column).values()
    form = seccomp.none_of(seccomp.FIRST, NEW_WORLDS)
    steps = seccomp.opening(name)
    steps += [step(EQUAL, clone, 0, len(form) // 8), form]
    steps += [step(EQUAL, clone3, 0, 1), step(RETURN, UNKNOWN)]
    for number in sorted(numbers(calls, column).values()):
        steps += [step(EQUAL, number, 0, 1), step(RETURN, REFUSE)]
    return b"".join([*steps, step(RETURN, ALLOW)])


def _python() -> set[str]:
    """Return the files that the kernel runs when it starts this Python: it and its loader."""
    maps = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    mapped = {line.split(maxsplit=5)[5] for line in maps if line.count("/")}
    loaders = {path for path in mapped if os.path.basename(path).startswith("ld-")}
    return {os.path.realpath(sys.executable), *loaders}
