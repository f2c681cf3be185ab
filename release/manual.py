"""The manual page: the help of the program, set for `man`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from textwrap import wrap

from release.table import CommandTable, ListedCommand

WIDTH = 72


def manual(table: CommandTable, version: str, made: datetime) -> str:
    """Return the manual page, evenground(1)."""
    return "\n".join(_lines(table, version, made)) + "\n"


def _lines(table: CommandTable, version: str, made: datetime) -> Iterator[str]:
    yield f'.TH EVENGROUND 1 "{made:%Y-%m-%d}" "evenground {version}"'
    yield from (".SH NAME", f"evenground \\- {roff(table.says)}")
    yield from (".SH SYNOPSIS", ".B evenground", "[OPTION ...]", ".br")
    yield from (".B evenground", "COMMAND [...]")
    yield from (".SH DESCRIPTION", *filled(table.text))
    yield ".SH OPTIONS"
    for flag in table.flags:
        takes = f" \\fI{roff(flag.takes)}\\fR" if flag.takes else ""
        yield from (".TP", f"\\fB{roff(flag.name)}\\fR{takes}", roff(flag.says))
    yield ".SH COMMANDS"
    for command in table.commands:
        yield from _command(command)


def _command(command: ListedCommand) -> Iterator[str]:
    yield from (f".SS {roff(command.name)}", ".nf")
    yield from map(roff, command.usage)
    yield from (".fi", ".PP")
    yield from filled(command.text)


def filled(text: str) -> Iterator[str]:
    """Yield lines of prose short enough for whoever reads the page as it is written."""
    yield from map(roff, wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False))


def roff(text: str) -> str:
    """Return a line as it is, with nothing in it that roff takes for a request or an escape."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^(?=[.'])", r"\\&", escaped)
