"""Prepare the content for a start: load the stored copy if it is fresh, else read and prove."""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from dataclasses import dataclass, replace
from pathlib import Path

from tree.fault import UnusableError, not_read
from tree.stored_start import Ready, fingerprint, load, save

ENGLISH = "en"


@dataclass(frozen=True, slots=True, repr=False)
class Places:
    """The paths of the content, passed down from the front door.

    `first` names the file, beside the stored ones, of the frame that the front door shows first. If
    `keep` is False, no file is written. `today` is the day to check the dates in `local` against.
    """

    pack: Path
    words: Path
    helplines: Path
    stored: Path
    local: Path | None = None
    first: str = ""
    keep: bool = True
    today: str = ""

    def of(self, pack: Path) -> Places:
        """Return the paths for a pack, with its own helplines if it has any."""
        return replace(self, pack=pack, helplines=helplines_of(pack, self.helplines))


def helplines_of(pack: Path, shipped: Path) -> Path:
    """Return the folder with the helplines of a pack: its own, else those of the program."""
    own = pack / "helplines"
    return own if os.path.isdir(own) else shipped


def prepare(places: Places, language: str, *, proved: bool = True) -> Ready:
    """Return all that a start needs; raises FaultyPackError or UnusableError.

    Only authors, who replay walks, may set `proved` to False and skip the proof.
    """
    places = places.of(places.pack)
    _refuse_unknown(places.pack, language)
    if places.local and not os.path.isfile(places.local):
        raise not_read(str(places.local))
    stored = stored_at(places, language)
    ready = load(stored) if stored else None
    keeps = places.keep and proved
    return ready or _read(places, places.words / language, stored if keeps else None, proved=proved)


def stored_at(places: Places, language: str) -> Path | None:
    """Return where a start in this language is stored, or would be; None if that cannot be told."""
    code = Path(__file__).parent
    sources = [places.pack, *_of_screens(places.words), places.helplines, code]
    try:
        name = fingerprint([*sources, *([places.local] if places.local else [])], language)
    except OSError:
        return None
    return places.stored / f"{name}.json"


def _of_screens(words: Path) -> list[Path]:
    """List the files with words of the screens; those of commands, in inner folders, are not."""
    return sorted((*words.glob("*.yaml"), *words.glob("*/*.yaml")))


def _refuse_unknown(pack: Path, language: str) -> None:
    """Raise UnusableError for a language that a pack does not have, before anything is parsed."""
    if not os.path.isdir(pack):
        raise UnusableError("no-such-pack", name=str(pack))
    others = pack / "languages"
    if os.path.isfile(others / f"{language}.yaml") or language == (own := own_language(pack)):
        return
    known = sorted({own, *(path.stem for path in others.glob("*.yaml"))})
    raise UnusableError("unknown-language", name=language, known=", ".join(known))


def own_language(pack: Path) -> str:
    """Return the language in which a pack is written, as its head says; English if it does not."""
    import re  # noqa: PLC0415  (a start in the usual languages needs it not)

    try:
        raw = (pack / "pack.yaml").read_bytes().removeprefix(BOM_UTF8)
    except OSError:
        return ENGLISH
    found = re.search(rb"""^language:\s*["']?([a-z]{2,3})\b""", raw, re.MULTILINE)
    return found[1].decode() if found else ENGLISH


def prepare_all(places: Places, language: str) -> dict[str, Ready]:
    """Return what a start needs in each language, this one first; raises as `prepare` does."""
    first = prepare(places, language)
    others = [other for other in first.languages if other != language]
    return {language: first, **{other: prepare(places, other) for other in others}}


def _read(places: Places, words: Path, stored: Path | None, *, proved: bool) -> Ready:
    """Read and prove everything; only this path imports YAML, pydantic, networkx and OxiDD."""
    from tree.checking.everything import read_everything  # noqa: PLC0415  (not for a stored start)

    if places.local and places.today:
        from tree.checking.own_lines import refuse_unfit  # noqa: PLC0415  (for local lines)

        refuse_unfit(places.local, places.helplines, places.today)
    ready = read_everything(places.pack, words, places.helplines, places.local, proved=proved)
    if stored and save(stored, ready):
        _forget_others(stored)
    return ready


def _forget_others(stored: Path, keep: int = 8) -> None:
    """Delete all but the newest `keep` stored files, so that the folder stays small."""
    files = sorted(stored.parent.glob("*.json"), key=lambda p: p.stat().st_mtime, reverse=True)
    for path in files[keep:]:
        path.unlink(missing_ok=True)
