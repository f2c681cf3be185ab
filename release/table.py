"""The commands and flags of the program, as its own help says them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from commands.reports.sentences import command_words
from commands.run import COMMANDS

FLAG = re.compile(r"(?<![\w-])(?P<name>--?[a-z][a-z-]*)(?:[ =](?P<takes>[A-Za-z0-9][\w.:|]*))?")
VISIT_FLAG = re.compile(
    r"^  (?P<name>--[a-z-]+)(?: (?P<takes>[A-Za-z]+))?  +(?P<says>.*)$", re.MULTILINE
)
SUMMARY = re.compile(r"^evenground(?: (?P<name>[a-z-]+))?.*?  +(?P<says>.*)$", re.MULTILINE)
OTHERS = ("--help", "--version")
"""Flags that the check and every command take."""


@dataclass(frozen=True, slots=True)
class ListedFlag:
    """A flag: the word for its value ("" if it takes none), the values to choose from, its help."""

    name: str
    takes: str = ""
    says: str = ""

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the values to choose from; none if it takes any."""
        return tuple(self.takes.split("|")) if "|" in self.takes else ()

    @property
    def is_file(self) -> bool:
        """Return whether the value is a file or a folder."""
        return self.takes.partition(".")[0] in ("FILE", "DIR")


@dataclass(frozen=True, slots=True)
class ListedCommand:
    """A command: how it is called, what it does in a line and at length, and its flags."""

    name: str
    says: str
    usage: tuple[str, ...]
    text: str
    flags: tuple[ListedFlag, ...]


@dataclass(frozen=True, slots=True)
class CommandTable:
    """All commands, and how the check itself is called: without any, with flags alone."""

    commands: tuple[ListedCommand, ...]
    says: str
    flags: tuple[ListedFlag, ...]
    text: str


def read_table(content: Path) -> CommandTable:
    """Return the table of commands and flags from the help in the folder of words."""
    words = command_words(content)
    everything = words("help.all")
    summaries = {found["name"] or "": found["says"] for found in SUMMARY.finditer(everything)}
    visit = tuple(ListedFlag(**found.groupdict("")) for found in VISIT_FLAG.finditer(everything))
    commands = (_command(name, summaries[name], words(f"help.{name}")) for name in COMMANDS)
    return CommandTable(
        tuple(commands), summaries[""], visit, everything.rpartition("\n\n")[2].strip()
    )


def _command(name: str, says: str, text: str) -> ListedCommand:
    lines = text.splitlines()
    long = next(n for n, line in enumerate(lines) if not line.startswith(("evenground ", " ")))
    usage, rest = tuple(lines[:long]), "\n".join(lines[long:])
    return ListedCommand(name, says, usage, rest, _flags("\n".join(usage)))


def _flags(usage: str) -> tuple[ListedFlag, ...]:
    """Return the flags of a usage, each once."""
    found: dict[str, ListedFlag] = {}
    for flag in FLAG.finditer(usage):
        found.setdefault(flag["name"], ListedFlag(**flag.groupdict("")))
    return tuple(found.values())
