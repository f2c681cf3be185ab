"""Sentences for faults and unusable calls; their text is in content/."""

from __future__ import annotations

from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from commands.reports.called import with_own_name
from screens.words import Words
from tree.fault import Fault, UnusableError, shown
from tree.languages.word_tables import read_words
from tree.pack.files import gather

LANGUAGE = "en"


def say_anything(stream: TextIO) -> None:
    """Write UTF-8 to files and pipes, whatever the locale; escape what a terminal cannot show."""
    if isinstance(stream, TextIOWrapper):
        own = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=own, errors="backslashreplace")


def command_words(content: Path) -> Words:
    """Return the sentences of commands and faults, commands named as they are called here."""
    found = read_words(gather(content / "words" / LANGUAGE / "commands"))
    return Words(with_own_name(found))


def sentence(words: Words, fault: Fault | UnusableError) -> str:
    """Return what is wrong and what to do, with the nearest known name if there is one."""
    kind = "fault" if isinstance(fault, Fault) else "unusable"
    values = {
        "nearest": "",
        "holds": "",
        "text": "",
        "why": "",
        "key": "",
        "limit": "",
        **fault.values,
    }
    told = {key: shown(value) for key, value in values.items()}
    said = words(f"{kind}.{fault.code}", **told)
    if told["nearest"]:
        said += " " + words("fault.nearest", nearest=told["nearest"])
    if kind == "fault" and told["holds"]:
        said += " " + words("fault.holds", **told)
    return said


def fault_line(words: Words, fault: Fault) -> str:
    """Return a fault with file, line, column and code, in the format that editors parse."""
    at = fault.where
    return f"{shown(at.file)}:{at.line}:{at.column}: {fault.code}: {sentence(words, fault)}"
