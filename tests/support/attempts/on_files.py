"""Attempts on files: to read, to make, to change, to ask about."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from tests.support.attempts.calls import call, memory
from tests.support.attempts.targets import BAIT, FOLDER, FRONT, INNER, KEY, ZYGOTE, siblings

USERS = "/etc/passwd"
WRITES = os.O_WRONLY | os.O_CREAT
MADE = FOLDER / "answer=3"
OF_A_PROCESS = ("mem", "environ", "cmdline", "maps")
AT_CWD = -100
OPEN_TO_ALL = 0o666


def _reads(path: Path | str) -> Callable[[], object]:
    return lambda: open(path, "rb").read(1) or True


def _opens(path: Path | str, flags: int) -> Callable[[], object]:
    return lambda: os.open(path, flags) >= 0


def then(act: Callable[[], object], *undo: Callable[[], object]) -> Callable[[], bool]:
    """Return an attempt that has worked once it was done; what it left is taken away again."""

    def attempt() -> bool:
        act()
        for undone in undo:
            undone()
        return True

    return attempt


def _of_process(what: str, pid: Callable[[], int]) -> Callable[[], object]:
    return lambda: os.open(f"/proc/{pid()}/{what}", os.O_RDONLY) >= 0


WHO: dict[str, Callable[[], int]] = {
    "the front": lambda: FRONT,
    "the zygote": lambda: ZYGOTE,
    "a sibling": lambda: siblings[0],
}

ON_FILES: dict[str, Callable[[], object]] = {
    "read the list of users": _reads(USERS),
    "read the program": _reads(__file__),
    "read the program in the newest way": lambda: call(
        "openat2", AT_CWD, __file__.encode(), memory(24), 24
    ) >= 0,
    "read the host key": _reads(KEY),
    "list a folder": lambda: bool(os.listdir("/")),
    "see how old and how large a file is": lambda: bool(os.stat(USERS)),
    "see the same in another way": lambda: call(
        "statx", AT_CWD, USERS.encode(), 0, 0x7FF, memory(256)
    ) == 0,
    "ask whether a file is there": lambda: os.access(USERS, os.F_OK),
    "follow a link": lambda: bool(os.readlink("/proc/self/exe")),
    "go into a folder": then(lambda: os.chdir("/etc")),
    "write into a file": lambda: os.write(os.open(BAIT, os.O_WRONLY), b"1") == 1,
    "make a file": then(lambda: os.open(MADE, WRITES), lambda: os.unlink(MADE)),
    "make a file without a name": lambda: os.open(FOLDER, os.O_TMPFILE | os.O_RDWR, 0o600) >= 0,
    "make a folder": then(lambda: os.mkdir(MADE), lambda: os.rmdir(MADE)),
    "make a link": then(lambda: os.symlink("answers:1,3", MADE), lambda: os.unlink(MADE)),
    "make a second name": then(lambda: os.link(BAIT, MADE), lambda: os.unlink(MADE)),
    "make a pipe with a name": then(lambda: os.mkfifo(MADE), lambda: os.unlink(MADE)),
    "make a pipe without one": lambda: bool(os.pipe()),
    "rename": then(
        lambda: os.rename(FOLDER / "victim", MADE), lambda: os.rename(MADE, FOLDER / "victim")
    ),
    "exchange two files": then(
        lambda: call("renameat2", AT_CWD, bytes(BAIT), AT_CWD, bytes(FOLDER / "victim"), 2)
    ),
    "delete": then(lambda: os.unlink(FOLDER / "victim"), lambda: os.open(
        FOLDER / "victim", WRITES, 0o666
    )),
    "delete a folder": then(lambda: os.rmdir(INNER), lambda: os.mkdir(INNER)),
    "change rights": then(lambda: os.chmod(BAIT, OPEN_TO_ALL)),
    "change the owner": then(lambda: os.chown(BAIT, os.getuid(), -1)),
    "change times": then(lambda: os.utime(BAIT, (3, 3))),
    "cut a file": then(lambda: os.truncate(BAIT, 0)),
    "hang a note on a file": then(lambda: os.setxattr(BAIT, "user.answer", b"3")),
    "watch a folder": lambda: call("inotify_init1", 0) >= 0,
    "watch all files": lambda: call("fanotify_init", 0, 0) >= 0,
    "open a new terminal": _opens("/dev/ptmx", os.O_RDWR | os.O_NOCTTY),
    "read its own memory as a file": _opens("/proc/self/mem", os.O_RDWR),
    **{
        f"open {what} of {who}": _of_process(what, pid)
        for who, pid in WHO.items() for what in OF_A_PROCESS
    },
}  # fmt: skip
