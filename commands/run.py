"""Dispatch a call to its command, and turn errors into sentences."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from pathlib import Path

from commands.reports.sentences import command_words, fault_line, say_anything, sentence
from screens.flags import nearest
from screens.setting import FLAGS
from screens.terminal.streams import let_go
from tree.fault import FaultyFileError, FaultyPackError, UnusableError
from tree.prepare import Places
from tree.walk import WrongAnswerError

COMMANDS = {
    "check": "check",
    "compare": "compare_packs",
    "decides": "weighing.decides:decides",
    "due": "list_due",
    "edit": "editing.edit:edit",
    "export": "export",
    "host-key": "host_key",
    "limits": "weighing.limits:limits",
    "map": "map_pack",
    "new": "making.new:make_pack",
    "preview": "previewing.preview:preview",
    "review": "review",
    "schema": "schema",
    "serve": "serve",
    "sign": "sign",
    "translate": "translate",
    "walk": "walk",
}
"""The function of each command, and its module if that has another name; only one is imported."""
UNUSABLE = 2
LIBRARIES = {
    "asyncssh": "no-kiosk-library",
    "oxidd": "no-prover",
    "prometheus_client": "no-kiosk-library",
}
"""Optional libraries, and the error code if one is missing."""
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}
"""Error numbers of an output that takes no more."""


def run(argv: list[str], places: Places) -> int:
    """Run a command and return its exit status; expected errors become one sentence."""
    if sys.stdout is None:
        return complain(UnusableError("no-output"), places)
    say_anything(sys.stdout)
    try:
        status = _answer(argv, places)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has gone: there is nobody to tell
        let_go(sys.stdout)
        return UNUSABLE
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        let_go(sys.stdout)
        return complain(UnusableError("no-output"), places)
    return status


def _answer(argv: list[str], places: Places) -> int:
    if "--help" in argv or "-h" in argv:
        return _help(argv, places)
    if "--version" in argv:
        print(_version())
        return 0
    if argv == ["windows"] and os.name == "nt":
        return complain(UnusableError("windows"), places)
    if argv[0] not in COMMANDS:
        known = nearest(argv[0], [*COMMANDS, *FLAGS, "--help", "--version"])
        return complain(UnusableError("unknown-command", name=argv[0], nearest=known), places)
    try:
        return _serve(argv[0], argv[1:], places)
    except (FaultyPackError, UnusableError, WrongAnswerError) as error:
        return complain(error, places)


def _serve(command: str, argv: list[str], places: Places) -> int:
    """Import and call a command; raises UnusableError if its library is missing."""
    try:
        module, _, function = COMMANDS[command].rpartition(":")
        found = import_module(f"commands.{module or command.replace('-', '_')}")
        status: int = getattr(found, function)(argv, places)
    except ImportError as error:
        name = (error.name or "").partition(".")[0]
        if name not in LIBRARIES:
            raise
        raise UnusableError(LIBRARIES[name], name=name) from error
    return status


def complain(error: FaultyPackError | UnusableError | WrongAnswerError, places: Places) -> int:
    """Print errors and what to do on standard error, and return the exit status."""
    words = command_words(places.words.parent)
    if isinstance(error, FaultyPackError):
        for fault in error.faults:
            print(fault_line(words, fault), file=sys.stderr)
        return UNUSABLE if _is_call(error) else 1
    print(sentence(words, _as_unusable(error)), file=sys.stderr)
    return UNUSABLE


def _as_unusable(error: UnusableError | WrongAnswerError) -> UnusableError:
    return error if isinstance(error, UnusableError) else UnusableError(error.code, **error.values)


def _is_call(error: FaultyPackError) -> bool:
    """Return whether the faults are in a file that the call named, not in its pack."""
    within = (Path(fault.where.file).suffix == ".yaml" for fault in error.faults)
    return isinstance(error, FaultyFileError) or not any(within)


def _help(argv: list[str], places: Places) -> int:
    words = command_words(places.words.parent)
    print(words(f"help.{argv[0]}" if argv[0] in COMMANDS else "help.all").rstrip())
    return 0


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  (slow, and rare)

    try:
        return version("evenground")
    except PackageNotFoundError:
        pyproject = Path(__file__).parent.parent / "pyproject.toml"
        lines = pyproject.read_text(encoding="utf-8").splitlines()
        return next(line.split('"')[1] for line in lines if line.startswith("version"))
