"""Words of screens, commands and helplines in a language, checked against English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tree.fault import Fault, FaultyPackError, Where
from tree.helplines import Country, Helplines, Line
from tree.languages.overlay import Overlay, longest, overlay
from tree.languages.word_tables import read_words
from tree.languages.wording import Texts
from tree.pack.confusables import says_nothing
from tree.pack.yaml_reader import Path, Plain, Written, parse, slip_of

SAID = ("service", "phone", "text", "chat", "hours", "languages", "who", "note")
"""The fields of a line that are translated; its id, source, dates and grade are not."""

FOLDER = "languages/"


def overlays(
    base: Mapping[str, bytes], own: Mapping[str, bytes], folder: str
) -> dict[str, Overlay]:
    """Check each file of words against the base file of the same name; a missing one is empty."""
    held = {}
    for name, raw in base.items():
        words = read_words({name: raw}).items()
        source: Texts = {tuple(key.split(".")): says for key, says in words}
        written = parse(own.get(name, b"{}"), f"{folder}/{name}")
        held[name] = overlay(source, written)
    return held


def words_in(base: Mapping[str, bytes], own: Mapping[str, bytes], folder: str) -> dict[str, str]:
    """Read the words of a language; raises FaultyPackError unless they are complete and current."""
    faults = [Fault("unknown-file", Where(f"{folder}/{name}")) for name in own.keys() - base.keys()]
    words: dict[str, str] = {}
    for held in overlays(base, own, folder).values():
        faults += held.faults
        words |= {".".join(map(str, path)): says for path, says in held.says.items()}
    if faults:
        raise FaultyPackError(tuple(faults))
    return words


@dataclass(frozen=True, slots=True)
class Phrases:
    """Translated phrases of the helpline tables: `says` translates a phrase, `keep` keeps it as is.

    A phrase is its own key: if the source changes, the new phrase is missing here.
    """

    written: Written
    says: Mapping[str, str]
    keep: frozenset[str]


def phrases(raw: bytes, file: str) -> Phrases:
    """Read the phrases of a language; raises FaultyPackError."""
    written = parse(raw, file)
    value: Plain = written.value or {}
    says = value.get("says") if isinstance(value, dict) else None
    keep = value.get("keep", []) if isinstance(value, dict) else None
    if not written.faults and not (isinstance(says, dict) and isinstance(keep, list)):
        written.fault("not-a-mapping")
    written.faults += [] if written.faults else _not_whole(written, says, keep)
    if written.faults:
        raise FaultyPackError(tuple(written.faults))
    pairs = says.items() if isinstance(says, dict) else ()
    kept = keep if isinstance(keep, list) else ()
    return Phrases(written, {k: str(v or "") for k, v in pairs}, frozenset(map(str, kept)))


def _not_whole(written: Written, says: Plain, keep: Plain) -> Iterator[Fault]:
    """Find phrases that are not text, or that a # has cut short."""
    parts: dict[Path, Plain] = {}
    if isinstance(says, dict) and isinstance(keep, list):
        parts |= {("says", key): text for key, text in says.items()}
        parts |= {("keep", i): text for i, text in enumerate(keep)}
    for path, text in parts.items():
        if slip := slip_of(text):
            yield Fault(slip, written.where(path))
        elif not isinstance(text, str):
            yield Fault("not-text-value", written.where(path), {"key": str(path[-1])})


def phrase_faults(lines: Helplines, known: Phrases) -> Iterator[Fault]:
    """Find phrases of the tables without a translation, empty ones, and unused ones."""
    spoken = set(said(lines))
    written = known.written
    for text in sorted(spoken - known.says.keys() - known.keep):
        yield Fault("missing-words", written.where(("says",)), {"name": text})
    for text, says in known.says.items():
        if says_nothing(says):
            yield Fault("empty", written.where(("says", text)), {"key": text})
        if len(says) > (limit := longest(text)):
            values = {"key": text, "limit": str(limit)}
            yield Fault("too-long", written.where(("says", text)), values)
        if text not in spoken:
            yield Fault("unknown-words", written.where(("says", text)), {"name": text})
    for text in sorted(known.keep - spoken):
        yield Fault("unknown-words", written.where(("keep",)), {"name": text})


def said(lines: Helplines) -> Iterator[str]:
    """List every text of the tables that contains a word; numbers and addresses have none."""
    for country in lines.countries.values():
        yield from filter(_has_words, (country.name, country.says))
        for line in country.lines:
            yield from filter(_has_words, (getattr(line, name) for name in SAID))


def _has_words(text: str) -> bool:
    return any(word.strip(".,:;()").isalpha() for word in text.split())


def lines_in(lines: Helplines, says: Mapping[str, str]) -> Helplines:
    """Return the helplines in a language; a phrase without a translation stays as it is."""
    countries = {id_: _country(country, says) for id_, country in lines.countries.items()}
    return replace(lines, countries=countries)


def _country(country: Country, says: Mapping[str, str]) -> Country:
    return replace(
        country,
        name=says.get(country.name, country.name),
        says=says.get(country.says, country.says),
        lines=tuple(_line(line, says) for line in country.lines),
    )


def _line(line: Line, says: Mapping[str, str]) -> Line:
    return replace(line, **{name: says.get(t := getattr(line, name), t) for name in SAID})
