"""What a host sets, in one TOML file: every value with its bounds, and every fault at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from screens.idle import BOUNDS, DAY
from tree.fault import FaultyPackError, UnusableError, Where
from tree.reading.shape_faults import faults_of
from tree.reading.shapes import Shape
from tree.reading.strict import Written

FLAGS = "flags"
"""Stands for a file where a fault is in the call itself."""

NAME = re.compile(r"\s*(?:\[([^\[\]]+)\]|([\w.\"'-]+)\s*=)")
LINE = re.compile(r"line (\d+)")

Seconds = Annotated[float, Field(ge=0, le=DAY)]
Some = Annotated[float, Field(ge=0.1, le=DAY)]
Count = Annotated[int, Field(ge=1, le=1_000_000)]


def _within(name: str) -> Any:  # noqa: ANN401 - what pydantic calls a field has no type
    """Hold a time without a key to the bounds that every kiosk has."""
    least, most = BOUNDS[name]
    return Field(ge=least, le=most)


class Listen(Shape):
    """Where people connect to."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 2222
    host_key: str = ""


class Check(Shape):
    """What they are asked, and whose numbers are shown."""

    pack: str = ""
    helplines: str = ""
    country: Annotated[str, Field(pattern=r"^([A-Za-z]{2})?$")] = ""
    language: Annotated[str, Field(pattern=r"^([a-z]{2})?$")] = ""
    high_contrast: bool = False


class People(Shape):
    """How many at once, how fast new ones come, and how long one may take to arrive."""

    at_once: Count = 200
    per_address: Count = 100
    arriving: Count = 100
    new_a_second: Annotated[float, Field(gt=0, le=10_000)] = 5.0
    burst: Count = 20
    per_worker: Annotated[int, Field(ge=1, le=64)] = 1
    login_seconds: Some = 10.0
    screen_seconds: Some = 30.0


class Quiet(Shape):
    """What happens when nobody presses a key; an outcome is never left in under five minutes."""

    after: Annotated[float, _within("after")] = 180.0
    outcome: Annotated[float, _within("outcome")] = 600.0
    warning: Annotated[float, _within("warning")] = 60.0
    then: Literal["welcome", "leave"] = "leave"


class Limits(Shape):
    """What one person may take: bytes typed, bytes waiting to be read, memory, time to think."""

    typed_a_second: Annotated[int, Field(ge=64, le=1_000_000)] = 4096
    typed_burst: Annotated[int, Field(ge=256, le=10_000_000)] = 16_384
    typed_excess: Annotated[int, Field(ge=1024, le=100_000_000)] = 262_144
    shown_waiting: Annotated[int, Field(ge=16_384, le=10_000_000)] = 262_144
    memory_mib: Annotated[int, Field(ge=32, le=4096)] = 96
    cpu_share: Annotated[float, Field(gt=0, le=1)] = 0.25
    cpu_burst: Some = 10.0
    hung_cpu: Some = 5.0
    hung_asleep: Some = 15.0


class Running(Shape):
    """How the kiosk itself is watched and stopped."""

    metrics_port: Annotated[int, Field(ge=0, le=65_535)] = 0
    closing_seconds: Seconds = 600.0


class Config(Shape):
    """The whole of it; a host who sets nothing gets a kiosk on loopback."""

    listen: Listen = Listen()
    check: Check = Check()
    people: People = People()
    idle: Quiet = Quiet()
    limits: Limits = Limits()
    running: Running = Running()


def read_config(path: Path | None, said: Mapping[str, Mapping[str, str]]) -> Config:
    """Read the file, if there is one; what was `said` on the command line, by table, comes first.

    Raises UnusableError, or FaultyPackError with all faults.
    """
    if path is None:
        return _config(_over({}, said), Written(FLAGS))
    text = _text(path)
    written = Written(path.name, marks=_marks(text, path.name))
    return _config(_over(_values(text, path.name), said), written)


def _text(path: Path) -> str:
    """Read the file, with or without the mark that some editors put before all text."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnusableError("unreadable", name=str(path)) from error
    except UnicodeDecodeError as error:
        raise UnusableError("not-utf-8", name=str(path)) from error
    if "\0" in text:
        raise UnusableError("not-utf-8", name=str(path))
    return text


def _over(values: dict[str, Any], said: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Put what was said in place of what was written; a table that is none stays to be found."""
    merged = dict(values)
    for table, keys in said.items():
        if keys and isinstance(merged.get(table, {}), dict):
            merged[table] = {**merged.get(table, {}), **keys}
    return merged


def _config(values: dict[str, Any], written: Written) -> Config:
    try:
        return Config.model_validate(values)
    except ValidationError as error:
        raise FaultyPackError(tuple(faults_of(error, Config, written, ()))) from error


def _values(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = LINE.search(str(error))
        line = found[1] if found else str(text.count("\n") + 1)
        raise UnusableError("not-toml", name=name, line=line) from error


def _marks(text: str, name: str) -> dict[tuple[str | int, ...], Where]:
    """Find the line of each table and key: the reader of TOML does not tell."""
    marks: dict[tuple[str | int, ...], Where] = {}
    table: tuple[str | int, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if not (found := NAME.match(line)):
            continue
        path = tuple(part.strip(" \"'") for part in (found[1] or found[2]).split("."))
        table = path if found[1] else table
        marks[path if found[1] else (*table, *path)] = Where(name, number)
    return marks
