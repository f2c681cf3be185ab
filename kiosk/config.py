"""The settings of a host, from one TOML file: bounds for each value, and all faults at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError, PydanticKnownError

from kiosk.slips import slip_in
from screens.idle import BOUNDS, DAY
from tree.fault import FaultyPackError, UnusableError, Where, not_read, refuse_no_plain_file
from tree.pack.patterns import LANGUAGE
from tree.pack.shape_faults import faults_of
from tree.pack.shapes import Shape
from tree.pack.yaml_reader import Written

FLAGS = "flags"
"""Name in place of a file for a fault in the call itself."""

NAME = re.compile(r"\s*(?:\[([^\[\]]+)\]|([\w.\"'-]+)\s*=)")
LINE = re.compile(r"line (\d+)")


def _seen(value: str) -> str:
    """Refuse what no name of a file or an address holds."""
    if not value.isprintable():
        raise PydanticCustomError("unseen-sign", "unseen-sign")
    return value


def _language(value: str) -> str:
    """Refuse what can be the name of no language; an empty one leaves the choice to people."""
    if value and not re.fullmatch(LANGUAGE, value):
        raise PydanticKnownError("string_pattern_mismatch", {"pattern": LANGUAGE})
    return value


def _country(value: str) -> str:
    """Refuse what can be the name of no country; an empty one leaves the choice to people."""
    if value and not re.fullmatch("[A-Za-z]{2}", value):
        raise PydanticCustomError("country-code", "country-code")
    return value


Printable = Annotated[str, AfterValidator(_seen)]
Seconds = Annotated[float, Field(ge=0, le=DAY)]
Duration = Annotated[float, Field(ge=0.1, le=DAY)]
Amount = Annotated[int, Field(ge=1, le=1_000_000)]


def _within(name: str) -> Any:  # noqa: ANN401 - what pydantic calls a field has no type
    """Return a field with the bounds that each time without a key has."""
    least, most = BOUNDS[name]
    return Field(ge=least, le=most)


class SettingsTable(Shape):
    """A table of the settings."""

    @field_validator("*", mode="before")
    @classmethod
    def _no_switch_as_number(cls, value: object, info: ValidationInfo) -> object:
        """Refuse true and false where a number belongs, which would be 1 and 0."""
        field = cls.model_fields[info.field_name or ""]
        if isinstance(value, bool) and field.annotation in (int, float):
            raise PydanticKnownError("int_type")
        return value


class Listen(SettingsTable):
    """The address that people connect to, and the host key."""

    host: Printable = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 2222
    host_key: Printable = ""


class Check(SettingsTable):
    """Which pack is served, and whose helplines are shown."""

    pack: Printable = ""
    helplines: Printable = ""
    country: Annotated[str, AfterValidator(_country)] = ""
    language: Annotated[str, AfterValidator(_language)] = ""
    high_contrast: bool = False
    no_letters: bool = False
    theme: Literal["", "dark", "light", "terminal"] = ""
    allow_unreviewed: bool = False


class People(SettingsTable):
    """Connections at one time and per second, and seconds that one may take to log in and begin."""

    at_once: Amount = 200
    per_address: Amount = 100
    arriving: Amount = 100
    new_a_second: Annotated[float, Field(gt=0, le=10_000)] = 5.0
    burst: Amount = 20
    per_worker: Annotated[int, Field(ge=1, le=64)] = 1
    login_seconds: Duration = 10.0
    screen_seconds: Duration = 30.0


class Quiet(SettingsTable):
    """Seconds without a key, and what follows; an outcome stands for five minutes at least."""

    after: Annotated[float, _within("after")] = 180.0
    outcome: Annotated[float, _within("outcome")] = 600.0
    warning: Annotated[float, _within("warning")] = 60.0
    then: Literal["welcome", "leave"] = "leave"


class Limits(SettingsTable):
    """Bounds for one person: bytes typed and unread, MiB, CPU seconds, seconds until an answer."""

    typed_a_second: Annotated[int, Field(ge=64, le=1_000_000)] = 4096
    typed_burst: Annotated[int, Field(ge=256, le=10_000_000)] = 16_384
    typed_excess: Annotated[int, Field(ge=1024, le=100_000_000)] = 262_144
    shown_waiting: Annotated[int, Field(ge=16_384, le=10_000_000)] = 262_144
    memory_mib: Annotated[int, Field(ge=32, le=4096)] = 96
    cpu_share: Annotated[float, Field(gt=0, le=1)] = 0.25
    cpu_burst: Duration = 10.0
    hung_cpu: Duration = 5.0
    hung_asleep: Duration = 15.0


class Running(SettingsTable):
    """Where the metrics page is, seconds that a drain may take, and what Linux must have."""

    metrics_host: Printable = "127.0.0.1"
    metrics_port: Annotated[int, Field(ge=0, le=65_535)] = 0
    closing_seconds: Seconds = 600.0
    require_confinement: bool = False


class Config(Shape):
    """All settings; the defaults are a kiosk on loopback."""

    listen: Listen = Listen()
    check: Check = Check()
    people: People = People()
    idle: Quiet = Quiet()
    limits: Limits = Limits()
    running: Running = Running()


def read_config(path: Path | None, said: Mapping[str, Mapping[str, str]]) -> Config:
    """Return the settings of a file, if any; those `said` in the call, by table, come first.

    Raises UnusableError, or FaultyPackError with all faults.
    """
    if path is None:
        return _config(_over({}, said), Written(FLAGS))
    text = _text(path)
    written = Written(path.name, marks=_marks(text, path.name))
    return _config(_over(_values(text, path.name), said), written)


def line_of(path: Path, *key: str) -> int:
    """Return the line of a setting in a file; the first one if it is not there."""
    return _marks(_text(path), path.name).get(key, Where(path.name)).line


def _text(path: Path) -> str:
    """Return the text of a file, without a byte order mark."""
    try:
        refuse_no_plain_file(path)
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise not_read(str(path)) from error
    except UnicodeDecodeError as error:
        raise UnusableError("not-utf-8", name=str(path)) from error
    if "\0" in text:
        raise UnusableError("not-utf-8", name=str(path))
    return text


def _over(values: dict[str, Any], said: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return the written values, replaced by those said; a faulty table is left for the check."""
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
        line = int(found[1]) if found else _unclosed(text.splitlines())
        raise UnusableError(_slip(text, line), name=name, line=str(line)) from error


def _slip(text: str, number: int) -> str:
    """Return what is wrong in a line: it may stand there twice, or be no TOML by itself."""
    lines = text.splitlines()
    line = "".join(lines[number - 1 : number])
    before, until = (_marks("\n".join(lines[:last]), "") for last in (number - 1, number))
    twice = bool(NAME.match(line)) and before.keys() == until.keys()
    return "not-toml-twice" if twice and _is_toml(line) else slip_in(line)


def _unclosed(lines: list[str]) -> int:
    """Return in which line begins what the end of the file does not close, as a quote."""
    return 1 + max(n for n in range(len(lines)) if _is_toml("\n".join(lines[:n])))


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _marks(text: str, name: str) -> dict[tuple[str | int, ...], Where]:
    """Return the line of each table and key, which tomllib does not tell."""
    marks: dict[tuple[str | int, ...], Where] = {}
    table: tuple[str | int, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if not (found := NAME.match(line)):
            continue
        path = tuple(part.strip(" \"'") for part in (found[1] or found[2]).split("."))
        table = path if found[1] else table
        marks[path if found[1] else (*table, *path)] = Where(name, number)
    return marks
