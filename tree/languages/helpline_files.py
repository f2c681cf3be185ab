"""Helpline tables as written, one file per country."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError

from tree.fault import Fault, FaultyPackError, Where, not_read
from tree.helplines import ELSEWHERE, EMERGENCY, Country, Helplines, Line, chain
from tree.pack.files import read_file
from tree.pack.patterns import AGE
from tree.pack.shape_faults import faults_of
from tree.pack.shapes import Id, Shape
from tree.pack.text_shapes import (
    TEXT,
    AddressShape,
    CountryCode,
    Day,
    Name,
    Phone,
    StoryShape,
    TextShape,
    TitleShape,
)
from tree.pack.yaml_reader import Path, Written, parse

Serves = Literal[
    "anyone", "women", "men", "lgbt", "young", "children", "elder", "migrants", "indigenous", "deaf"
]
DayShape = Annotated[str, StringConstraints(pattern=AGE)]
"""A year, a month or a day, as precise as the source gives its age."""


class LineShape(Shape):
    """One service: grade A, B or C, its source, and the day that was read."""

    id: Id
    category: Name
    also: tuple[Name, ...] = ()
    serves: Serves = "anyone"
    only_in: TitleShape = ""
    service: TitleShape
    phone: Phone = ""
    text: TextShape = ""
    chat: TextShape = ""
    hours: TextShape = ""
    languages: TextShape = ""
    who: TextShape
    note: TextShape = ""
    source: AddressShape
    read: Day
    seen: DayShape = ""
    grade: Literal["A", "B", "C"]


class CountryShape(Shape):
    """A country, without its lines: each line is validated alone."""

    country: CountryCode
    name: TitleShape
    says: TextShape = ""
    lines: Annotated[list[Any], Field()]


def read_helplines(files: Mapping[str, bytes]) -> Helplines:
    """Read all tables; raises FaultyPackError with all faults."""
    faults: list[Fault] = []
    countries: dict[str, Country] = {}
    fallbacks: dict[str, str] = {}
    for name, raw in tables(files).items():
        written = parse(raw, name)
        faults += written.faults
        if written.faults:
            continue
        if name == "fallbacks.yaml":
            fallbacks = _fallbacks(written, faults)
        elif country := _country(written, faults):
            if name != _file(country):
                faults.append(_misnamed(country, written))
                continue
            faults += _taken(country, written, countries)
            countries[country.id] = country
    faults += _gaps(countries, fallbacks) if not faults else []
    if faults:
        raise FaultyPackError(tuple(faults))
    return Helplines(countries, fallbacks)


def tables(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Leave out the phrases of other languages, which are in a subfolder."""
    return {name: raw for name, raw in files.items() if "/" not in name}


def _country(written: Written, faults: list[Fault]) -> Country | None:
    known = _lines(written, faults)
    faults += [*_repeats(known, written), *_silent(known, written), *_same(known, written)]
    try:
        shape = CountryShape.model_validate(written.value)
    except ValidationError as error:
        faults += faults_of(error, CountryShape, written, ())
        return None
    return Country(shape.country, shape.name, tuple(known.values()), shape.says)


def _lines(written: Written, faults: list[Fault]) -> dict[int, Line]:
    """Return each line that can be read, by its place; whatever is wrong around them."""
    listed = written.value.get("lines") if isinstance(written.value, dict) else None
    read = enumerate(listed if isinstance(listed, list) else ())
    found = {i: _line(raw, written, ("lines", i), faults) for i, raw in read}
    return {i: line for i, line in found.items() if line}


def _line(raw: Any, written: Written, path: Path, faults: list[Fault]) -> Line | None:
    try:
        return Line(**LineShape.model_validate(raw).model_dump())
    except ValidationError as error:
        faults += faults_of(error, LineShape, written, path)
    return None


def _repeats(lines: Mapping[int, Line], written: Written) -> Iterator[Fault]:
    seen: dict[str, Where] = {}
    for i, line in lines.items():
        at = written.where(("lines", i, "id"))
        if line.id in seen:
            yield Fault("duplicate-id", at, {"id": line.id, "first": str(seen[line.id])})
        seen.setdefault(line.id, at)


def _silent(lines: Mapping[int, Line], written: Written) -> Iterator[Fault]:
    """Find lines without a phone, text or chat."""
    for i, line in lines.items():
        if not (line.phone or line.text or line.chat):
            yield Fault("no-number", written.where(("lines", i)), {"id": line.id})


def _same(lines: Mapping[int, Line], written: Written) -> Iterator[Fault]:
    """Find numbers of an earlier line: a page shows a number once, so the later line is lost."""
    seen: dict[str, str] = {}
    for i, line in lines.items():
        first = seen.setdefault(line.number, line.id)
        if line.number and first != line.id:
            values = {"id": line.id, "first": first}
            yield Fault("same-number", written.where(("lines", i)), values)


def _misnamed(country: Country, written: Written) -> Fault:
    """Return the fault of a file that is not named by its country, such as a copy."""
    values = {"id": country.id, "file": _file(country)}
    return Fault("country-file", written.where(("country",)), values)


def _unknown(lines: Mapping[int, Line], written: Written, known: Iterable[str]) -> Iterator[Fault]:
    """Find lines of a category that no page shows, with the nearest known category."""
    categories = [EMERGENCY, *known]
    for i, line in lines.items():
        for name in line.categories:
            if name not in categories:
                near = (get_close_matches(name, categories, 1, 0.4) or [""])[0]
                values = {"name": name, "known": ", ".join(categories), "nearest": near}
                key = "category" if name == line.category else "also"
                yield Fault("unknown-category", written.where(("lines", i, key)), values)


def _taken(country: Country, written: Written, countries: Mapping[str, Country]) -> Iterator[Fault]:
    """Find lines whose id is used in another file."""
    known = {line.id: other for other in countries.values() for line in other.lines}
    for i, line in enumerate(country.lines):
        if line.id in known:
            values = {"id": line.id, "first": _file(known[line.id])}
            yield Fault("duplicate-id", written.where(("lines", i, "id")), values)


def _file(country: Country) -> str:
    """Return the name of the file of a country."""
    return f"{country.id.lower()}.yaml" if country.id != ELSEWHERE else "elsewhere.yaml"


def _fallbacks(written: Written, faults: list[Fault]) -> dict[str, str]:
    value = written.value
    if not isinstance(value, dict):
        faults.append(Fault("not-a-mapping", Where(written.file)))
        return {}
    wrong = [name for name, instead in value.items() if not isinstance(instead, str)]
    if wrong:
        texts = ((written.where((name,)), {"key": name}) for name in wrong)
        faults += [Fault("not-text-value", *text) for text in texts]
        return {}
    named = {name: str(stands_in) for name, stands_in in value.items()}
    faults += [
        Fault("fallback-ends", written.where((name,)), {"name": name})
        for name in named
        if list(chain(named, name))[-1] != EMERGENCY
    ]
    return named


def _gaps(countries: Mapping[str, Country], fallbacks: Mapping[str, str]) -> Iterator[Fault]:
    """Find countries without an emergency number, missing fallbacks, and a missing elsewhere."""
    if ELSEWHERE not in countries:
        yield Fault("no-elsewhere", Where("elsewhere.yaml"))
    for country in countries.values():
        named = {name for line in country.lines for name in line.categories} - {EMERGENCY}
        for name in sorted(named - fallbacks.keys()) if country.id != ELSEWHERE else ():
            yield Fault("no-fallback", Where(f"{country.id.lower()}.yaml"), {"name": name})
        if country.id != ELSEWHERE and not country.of(EMERGENCY):
            yield Fault("no-emergency", Where(f"{country.id.lower()}.yaml"))


TRANSLATIONS = "translations"
"""Under this key a host's own file says its phrases in other languages."""


Phrase = Annotated[str, StringConstraints(max_length=TEXT)]
"""A text of a line, as it is written."""


class TranslationsShape(Shape):
    """The phrases of a host's own lines in other languages, by language and phrase."""

    translations: Annotated[dict[Name, dict[Phrase, StoryShape]], Field(default_factory=dict)]


def own_phrases(written: Written, faults: list[Fault]) -> dict[str, dict[str, str]]:
    """Return the translated phrases of a host's own file, by language; records faults."""
    value = written.value if isinstance(written.value, dict) else {}
    given = {key: part for key, part in value.items() if key == TRANSLATIONS}
    try:
        return TranslationsShape.model_validate(given).translations
    except ValidationError as error:
        faults += faults_of(error, TranslationsShape, written, ())
    return {}


def _without(written: Written, key: str) -> Written:
    """Return a file without one of its keys."""
    value = written.value
    left = {k: v for k, v in value.items() if k != key} if isinstance(value, dict) else value
    return Written(written.file, left, written.marks, written.faults)


def add_local(helplines: Helplines, path: FilePath) -> Helplines:
    """Add a host's own lines to a country, first; a line with a known id replaces the shipped one.

    Raises FaultyPackError for a faulty table, and UnusableError for a file that cannot be read.
    """
    try:
        raw = read_file(path)
    except OSError as error:
        raise not_read(str(path)) from error
    written, faults = parse(raw, path.name), list[Fault]()
    own_phrases(written, faults)
    local = _country(_without(written, TRANSLATIONS), faults) if not written.faults else None
    faults += _unknown(_lines(written, []), written, helplines.fallbacks)
    if local is None or faults:
        raise FaultyPackError((*written.faults, *faults))
    known = helplines.countries.get(local.id, Country(local.id, local.name, ()))
    own = {line.id for line in local.lines}
    lines = (*local.lines, *(line for line in known.lines if line.id not in own))
    merged = Country(known.id, known.name, lines, local.says or known.says)
    return Helplines({**helplines.countries, local.id: merged}, helplines.fallbacks)
