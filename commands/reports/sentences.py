"""Sentences for faults and for calls that cannot be served; their words live in content/."""

from __future__ import annotations

from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from screens.words import Words
from tree.fault import Fault, UnusableError, shown
from tree.languages.spoken import read_words
from tree.pack.files import gather

LANGUAGE = "en"


def say_anything(stream: TextIO) -> None:
    """Let files and pipes have UTF-8, whatever the locale, and a terminal signs that it knows."""
    if isinstance(stream, TextIOWrapper):
        own = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=own, errors="backslashreplace")


def command_words(content: Path) -> Words:
    """Read the words of commands and faults."""
    return Words(read_words(gather(content / "words" / LANGUAGE / "commands")))


def sentence(words: Words, fault: Fault | UnusableError) -> str:
    """Say what is wrong and what to do, with the nearest known name where there is one."""
    kind = "fault" if isinstance(fault, Fault) else "unusable"
    values = {"nearest": "", "text": "", "why": "", "key": "", "limit": "", **fault.values}
    told = {key: shown(value) for key, value in values.items()}
    said = words(f"{kind}.{fault.code}", **told)
    if told["nearest"]:
        said += " " + words("fault.nearest", nearest=told["nearest"])
    return said


def fault_line(words: Words, fault: Fault) -> str:
    """Say a fault with its place and its code, the way editors understand."""
    at = fault.where
    return f"{shown(at.file)}:{at.line}:{at.column}: {fault.code}: {sentence(words, fault)}"
